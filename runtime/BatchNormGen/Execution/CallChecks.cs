using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Checks that hold for every layer, before anything is written.</summary>
internal static class CallChecks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<T>(LayerShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        if (y.Length != x.Length)
        {
            ShapeErrors.Lengths(shape, nameof(y), x.Length, y.Length);
        }

        if (PartlyOverlaps(x, y))
        {
            ShapeErrors.Overlap(shape, nameof(y), nameof(x), allowed: nameof(x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T>(LayerShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ReadOnlySpan<T> dx)
    {
        CheckLength(shape, nameof(dy), dy, x);
        CheckLength(shape, nameof(dx), dx, x);
        CheckGradient(shape, nameof(dx), dx, dy, nameof(x), x);
    }

    /// <summary>With a residual, which the result may be written over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T>(LayerShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> y)
    {
        CheckLength(shape, nameof(residual), residual, x);
        CheckLength(shape, nameof(y), y, x);
        if (PartlyOverlaps(x, y))
        {
            ShapeErrors.Overlap(shape, nameof(y), nameof(x), allowed: "x or residual");
        }

        if (PartlyOverlaps(residual, y))
        {
            ShapeErrors.Overlap(shape, nameof(y), nameof(residual), allowed: "x or residual");
        }
    }

    /// <summary>With a residual. It may be empty where it is not needed, and its gradient where nobody wants it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T>(
        LayerShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, ReadOnlySpan<T> dx, ReadOnlySpan<T> dresidual, bool needsResidual)
    {
        if (needsResidual || !residual.IsEmpty)
        {
            CheckLength(shape, nameof(residual), residual, x);
        }

        Backward(shape, x, dy, dx);
        CheckGradient(shape, nameof(dx), dx, dy, nameof(residual), residual);
        if (dresidual.IsEmpty)
        {
            return;
        }

        CheckLength(shape, nameof(dresidual), dresidual, x);
        CheckGradient(shape, nameof(dresidual), dresidual, dy, nameof(x), x);
        CheckGradient(shape, nameof(dresidual), dresidual, dy, nameof(residual), residual);
        if (dresidual.Overlaps(dx))
        {
            ShapeErrors.Overlap(shape, nameof(dresidual), nameof(dx), allowed: "dy, where dx is not,");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HasTrained<T>(LayerShape shape, TrainedBatch? last, in BatchFingerprint<T> fingerprint, ReadOnlySpan<T> x, int batchSize)
        where T : unmanaged
    {
        if (last is not { } batch)
        {
            CallErrors.NotTrained(shape);
        }
        else if (!batch.Fits(x.Length, batchSize))
        {
            CallErrors.OtherBatch(shape, batch, x.Length, batchSize);
        }
        else if (fingerprint.FirstDifference(x) is >= 0 and var index)
        {
            CallErrors.OtherValues(shape, index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HasAdded<T>(LayerShape shape, in BatchFingerprint<T> fingerprint, ReadOnlySpan<T> residual)
        where T : unmanaged
    {
        if (fingerprint.FirstDifference(residual) is >= 0 and var index)
        {
            CallErrors.OtherResidual(shape, index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLength<T>(LayerShape shape, string parameter, ReadOnlySpan<T> tensor, ReadOnlySpan<T> x)
    {
        if (tensor.Length != x.Length)
        {
            ShapeErrors.Lengths(shape, parameter, x.Length, tensor.Length);
        }
    }

    /// <summary>Checks that a gradient is written over the one that arrives, or over no input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CheckGradient<T>(LayerShape shape, string parameter, ReadOnlySpan<T> gradient, ReadOnlySpan<T> dy, string inputName, ReadOnlySpan<T> input)
    {
        // All may be one: each value is read from all inputs before its gradient is written.
        if (AreSame(dy, gradient) ? PartlyOverlaps(input, gradient) : gradient.Overlaps(input))
        {
            ShapeErrors.Overlap(shape, parameter, inputName, allowed: nameof(dy));
        }

        if (PartlyOverlaps(dy, gradient))
        {
            ShapeErrors.Overlap(shape, parameter, nameof(dy), allowed: nameof(dy));
        }
    }

    /// <summary>Whether two spans of the same length share memory without being the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool PartlyOverlaps<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output) =>
        input.Overlaps(output) && !AreSame(input, output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSame<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output) =>
        Unsafe.AreSame(in MemoryMarshal.GetReference(input), in MemoryMarshal.GetReference(output));
}
