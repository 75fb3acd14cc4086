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
        if (dy.Length != x.Length)
        {
            ShapeErrors.Lengths(shape, nameof(dy), x.Length, dy.Length);
        }

        if (dx.Length != x.Length)
        {
            ShapeErrors.Lengths(shape, nameof(dx), x.Length, dx.Length);
        }

        // The three may be one: each value is read from both inputs before its gradient is written.
        bool inPlace = AreSame(dy, dx);
        if (inPlace ? PartlyOverlaps(x, dx) : dx.Overlaps(x))
        {
            ShapeErrors.Overlap(shape, nameof(dx), nameof(x), allowed: nameof(dy));
        }

        if (PartlyOverlaps(dy, dx))
        {
            ShapeErrors.Overlap(shape, nameof(dx), nameof(dy), allowed: nameof(dy));
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

    /// <summary>Whether two spans of the same length share memory without being the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool PartlyOverlaps<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output) =>
        input.Overlaps(output) && !AreSame(input, output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSame<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output) =>
        Unsafe.AreSame(in MemoryMarshal.GetReference(input), in MemoryMarshal.GetReference(output));
}
