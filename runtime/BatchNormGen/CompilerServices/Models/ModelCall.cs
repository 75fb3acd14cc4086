using System.ComponentModel;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <summary>A call of a model while it runs: its batch, and the memory that it works in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe ref struct ModelCall
{
    private readonly float* _arena;
    private readonly float* _gradients;
    private readonly float* _packed;

    internal ModelCall(ModelCore model, int samples, int threads, float* input, float* output, float* arena, float* packed, float* gradients = null, float* inputGradient = null)
    {
        Model = model;
        Samples = samples;
        Threads = threads;
        Input = new(input);
        Output = new(output);
        InputGradient = new(inputGradient);
        _arena = arena;
        _packed = packed;
        _gradients = gradients;
    }

    /// <summary>The number of samples.</summary>
    public int Samples { get; }

    /// <summary>The caller's input.</summary>
    public ModelBuffer Input { get; }

    /// <summary>The caller's output.</summary>
    public ModelBuffer Output { get; }

    /// <summary>Where the gradient of the caller's input is written; <see cref="ModelBuffer.None"/> if nobody wants it.</summary>
    public ModelBuffer InputGradient { get; }

    /// <summary>Whether the gradient of the caller's input is wanted.</summary>
    public bool WantsInputGradient => InputGradient.Exists;

    internal ModelCore Model { get; }

    internal int Threads { get; }

    /// <summary>A place in the model's memory for outputs.</summary>
    /// <param name="offset">So many values of each sample lie before it.</param>
    public ModelBuffer Arena(long offset) => new(_arena + (offset * Samples));

    /// <summary>A place in the model's memory for gradients.</summary>
    /// <param name="offset">So many values of each sample lie before it.</param>
    public ModelBuffer Gradient(long offset) => new(_gradients + (offset * Samples));

    /// <summary>A place among the packed weights.</summary>
    /// <param name="offset">So many values lie before it.</param>
    public ModelBuffer Packed(long offset) => new(_packed + offset);

    /// <summary>The values of a batch that are read.</summary>
    /// <param name="buffer">Where they lie.</param>
    /// <param name="length">So many of each sample.</param>
    public ReadOnlySpan<float> Read(ModelBuffer buffer, int length) => new(buffer.Pointer, Samples * length);

    /// <summary>The values of a batch that are written.</summary>
    /// <param name="buffer">Where they lie.</param>
    /// <param name="length">So many of each sample.</param>
    public Span<float> Write(ModelBuffer buffer, int length) => new(buffer.Pointer, Samples * length);

    /// <summary>The number of threads that going through so many values of each sample is worth.</summary>
    internal int ThreadsFor(long length) => WorkPartition.Threads(Threads, 2 * sizeof(float) * length * Samples);
}
