using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace BatchNormGen.CompilerServices;

/// <summary>What a kernel works on. The runtime fills it in and pins the memory; kernels take references to it.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
/// <remarks>A formula of a further input, output, constant or sum changes no signature: it only uses a further place.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct KernelArguments<T>
    where T : unmanaged
{
    internal const int MaxInputs = 3;
    internal const int MaxOutputs = 2;
    internal const int MaxConstants = 6;
    internal const int MaxCrossConstants = 3;
    internal const int MaxSums = 2;

    private Inputs _inputs;
    private Outputs _outputs;
    private Constants _constants;
    private CrossConstants _crossConstants;
    private Sums _sums;
    private nint _partials;

    /// <summary>The number of rows, or of adjacent planes.</summary>
    public nint Count { readonly get; internal set; }

    /// <summary>The number of positions of each plane; of one plane alone, it may be a part of them.</summary>
    public nint Positions { readonly get; internal set; }

    /// <summary>Where what will be read soon lies from what is read now: so many elements on.</summary>
    public nint Next { readonly get; internal set; }

    /// <summary>Whether the tensors fit the caches, so that several stripes may be worked on side by side.</summary>
    public bool IsCached { readonly get; internal set; }

    /// <summary>The first element of an input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly T Input(int index) => ref *(T*)_inputs[index];

    /// <summary>The first element of an output: of a tensor, or of a vector of one number per row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref T Output(int index) => ref *(T*)_outputs[index];

    /// <summary>The first element of a vector of constants: one per lane of a stripe, or one per plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly T Constant(int index) => ref *(T*)_constants[index];

    /// <summary>The first element of a vector of constants that goes along the other axis: one per row, or one per position of each plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly T CrossConstant(int index) => ref *(T*)_crossConstants[index];

    /// <summary>The first element of a vector of sums: one per lane of a stripe, or one per plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref double Sum(int index) => ref *(double*)_sums[index];

    /// <summary>Scratch memory for a vector of each sum in the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref T Partials() => ref *(T*)_partials;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetInput(int index, T* input) => _inputs[index] = (nint)input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetOutput(int index, T* output) => _outputs[index] = (nint)output;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetConstant(int index, T* constants) => _constants[index] = (nint)constants;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetCrossConstant(int index, T* constants) => _crossConstants[index] = (nint)constants;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetSum(int index, double* sums) => _sums[index] = (nint)sums;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetPartials(T* partials) => _partials = (nint)partials;

    /// <summary>These arguments with all tensors some elements on, all constants, and all constants of the other axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Advance(nint tensors, nint constants, nint crossConstants, out KernelArguments<T> advanced)
    {
        advanced = this;
        for (int i = 0; i < MaxInputs; i++)
        {
            advanced._inputs[i] += tensors * sizeof(T);
        }

        for (int i = 0; i < MaxOutputs; i++)
        {
            advanced._outputs[i] += tensors * sizeof(T);
        }

        for (int i = 0; i < MaxConstants; i++)
        {
            advanced._constants[i] += constants * sizeof(T);
        }

        for (int i = 0; i < MaxCrossConstants; i++)
        {
            advanced._crossConstants[i] += crossConstants * sizeof(T);
        }
    }

    /// <summary>The same for a reduction: the sums are as many on as the constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void AdvanceSums(nint tensors, nint constants, nint crossConstants, out KernelArguments<T> advanced)
    {
        Advance(tensors, constants, crossConstants, out advanced);
        for (int i = 0; i < MaxSums; i++)
        {
            advanced._sums[i] += constants * sizeof(double);
        }
    }

    [InlineArray(MaxInputs)]
    private struct Inputs
    {
        private nint _first;
    }

    [InlineArray(MaxOutputs)]
    private struct Outputs
    {
        private nint _first;
    }

    [InlineArray(MaxConstants)]
    private struct Constants
    {
        private nint _first;
    }

    [InlineArray(MaxCrossConstants)]
    private struct CrossConstants
    {
        private nint _first;
    }

    [InlineArray(MaxSums)]
    private struct Sums
    {
        private nint _first;
    }
}
