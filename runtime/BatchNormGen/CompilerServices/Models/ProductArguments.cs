using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace BatchNormGen.CompilerServices;

/// <summary>What a product kernel works on: a number of lines of sums, and in each the sums of some panels. The runtime fills it in; the memory does not move.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct ProductArguments
{
    internal const int MaxConstants = 4;

    private Constants _constants;
    private nint _left;
    private nint _right;
    private nint _residual;
    private nint _output;

    /// <summary>The first line.</summary>
    public nint FirstLine { readonly get; internal set; }

    /// <summary>The line behind the last one.</summary>
    public nint EndLine { readonly get; internal set; }

    /// <summary>The first panel.</summary>
    public nint FirstPanel { readonly get; internal set; }

    /// <summary>The panel behind the last one.</summary>
    public nint EndPanel { readonly get; internal set; }

    /// <summary>Which rows and columns are summed where not all are sums over the same taps: the row and the column of the first of them, as one number.</summary>
    public int Phase { readonly get; internal set; }

    /// <summary>The number of terms, where it is no part of the kernel.</summary>
    public nint Terms { readonly get; internal set; }

    /// <summary>What is multiplied number by number: the values of positions.</summary>
    public readonly ref readonly float Left
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *(float*)_left;
    }

    /// <summary>What is multiplied lane by lane: panels of weights, or gradients.</summary>
    public readonly ref readonly float Right
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *(float*)_right;
    }

    /// <summary>What is added in the end.</summary>
    public readonly ref readonly float Residual
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *(float*)_residual;
    }

    /// <summary>The sums.</summary>
    public readonly ref float Output
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *(float*)_output;
    }

    /// <summary>A vector of numbers, one for each output channel, in whole lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly float Constant(int index) => ref *(float*)_constants[index];

    internal void SetLeft(float* left) => _left = (nint)left;

    internal void SetRight(float* right) => _right = (nint)right;

    internal void SetResidual(float* residual) => _residual = (nint)residual;

    internal void SetOutput(float* output) => _output = (nint)output;

    internal void SetConstant(int index, float* constants) => _constants[index] = (nint)constants;

    [InlineArray(MaxConstants)]
    private struct Constants
    {
        private nint _first;
    }
}
