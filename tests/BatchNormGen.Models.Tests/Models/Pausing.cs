namespace BatchNormGen.Models.Tests.Models;

/// <summary>A layer of the tests' own that computes nothing, and lets a test in while the model trains.</summary>
internal sealed class Pausing : ILayer<float, Pausing>
{
    public IReadOnlyList<Parameter<float>> Parameters => [];

    /// <summary>What is done in every training call, forward and back.</summary>
    public Action? InTraining { get; set; }

    /// <summary>What is done in every prediction.</summary>
    public Action? InPrediction { get; set; }

    public static Pausing Create(ReadOnlySpan<int> shape) => new();

    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        InTraining?.Invoke();
        x.CopyTo(y);
    }

    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        InPrediction?.Invoke();
        x.CopyTo(y);
    }

    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize)
    {
        InTraining?.Invoke();
        dy.CopyTo(dx);
    }

    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null)
    {
    }

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) => new();
}

/// <summary>Dense layers with a batch normalization on each side of a pause.</summary>
[Model(6)]
internal sealed partial class Paused
{
    private static Features Define(Features x) => x.Dense("first", 8, bias: false).BatchNorm("before").Then<Pausing>("pause").Dense("second", 5, bias: false).BatchNorm("after").Relu();
}
