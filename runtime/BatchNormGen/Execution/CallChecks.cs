using System.Runtime.CompilerServices;
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

        if (dx.Overlaps(x))
        {
            ShapeErrors.Overlap(shape, nameof(dx), nameof(x), allowed: nameof(dy));
        }

        if (PartlyOverlaps(dy, dx))
        {
            ShapeErrors.Overlap(shape, nameof(dx), nameof(dy), allowed: nameof(dy));
        }
    }

    public static void HasTrained(LayerShape shape, TrainedBatch? last, int length, int batchSize)
    {
        if (last is not { } batch)
        {
            CallErrors.NotTrained(shape);
        }
        else if (!batch.Fits(length, batchSize))
        {
            CallErrors.OtherBatch(shape, batch, length, batchSize);
        }
    }

    /// <summary>Whether two spans of the same length share memory without being the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool PartlyOverlaps<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output) =>
        input.Overlaps(output) && !Unsafe.AreSame(in input[0], in output[0]);
}
