using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.Execution.Models;

/// <summary>Tiles of a matrix that are transposed in registers.</summary>
/// <remarks>
/// Zipping rows 0 and 2, and 1 and 3, and then the results, makes columns of rows. Vectors of 256 bits do it with two tiles of 4 × 4 at once, one in
/// each half: loaded so that the second lies below the first, they come out as rows of eight.
/// </remarks>
internal static unsafe class VectorTiles
{
    /// <summary>Transposes 8 × 8 values.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="sourceStride">From a row to the next.</param>
    /// <param name="target">Receives the first row of the result.</param>
    /// <param name="targetStride">From a row of the result to the next.</param>
    /// <param name="rows">How many rows there are, at least 5; what comes of those that there are not is of no use.</param>
    /// <param name="written">How many rows of the result are written, at least 5.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeEight(float* source, nint sourceStride, float* target, nint targetStride, int rows, int written)
    {
        float* r4 = source + (Math.Min(4, rows - 1) * sourceStride), r5 = source + (Math.Min(5, rows - 1) * sourceStride);
        float* r6 = source + (Math.Min(6, rows - 1) * sourceStride), r7 = source + (Math.Min(7, rows - 1) * sourceStride);
        float* to = target + (4 * targetStride);
        if (Avx.IsSupported)
        {
            FourColumns(source, sourceStride, r4, r5, r6, r7, target, targetStride, 4);
            FourColumns(source + 4, sourceStride, r4 + 4, r5 + 4, r6 + 4, r7 + 4, to, targetStride, written - 4);
        }
        else
        {
            nint stride = sourceStride;
            Columns(source, source + stride, source + (2 * stride), source + (3 * stride), out var a0, out var a1, out var a2, out var a3);
            Columns(r4, r5, r6, r7, out var b0, out var b1, out var b2, out var b3);
            Store(a0, b0, target);
            Store(a1, b1, target + targetStride);
            Store(a2, b2, target + (2 * targetStride));
            Store(a3, b3, target + (3 * targetStride));
            source += 4;
            Columns(source, source + stride, source + (2 * stride), source + (3 * stride), out a0, out a1, out a2, out a3);
            Columns(r4 + 4, r5 + 4, r6 + 4, r7 + 4, out b0, out b1, out b2, out b3);
            Store(a0, b0, to);
            if (written > 5)
            {
                Store(a1, b1, to + targetStride);
            }

            if (written > 6)
            {
                Store(a2, b2, to + (2 * targetStride));
            }

            if (written > 7)
            {
                Store(a3, b3, to + (3 * targetStride));
            }
        }
    }

    /// <summary>Transposes 4 × 4 values.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="sourceStride">From a row to the next.</param>
    /// <param name="target">Receives the first row of the result.</param>
    /// <param name="targetStride">From a row of the result to the next.</param>
    /// <param name="rows">How many rows there are, at least 2; what comes of those that there are not is of no use.</param>
    /// <param name="written">How many rows of the result are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeFour(float* source, nint sourceStride, float* target, nint targetStride, int rows, int written)
    {
        Columns(
            source,
            source + sourceStride,
            source + (Math.Min(2, rows - 1) * sourceStride),
            source + (Math.Min(3, rows - 1) * sourceStride),
            out Vector128<float> c0,
            out Vector128<float> c1,
            out Vector128<float> c2,
            out Vector128<float> c3);
        c0.Store(target);
        if (written > 1)
        {
            c1.Store(target + targetStride);
        }

        if (written > 2)
        {
            c2.Store(target + (2 * targetStride));
        }

        if (written > 3)
        {
            c3.Store(target + (3 * targetStride));
        }
    }

    /// <summary>Four columns of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourColumns(float* source, nint stride, float* r4, float* r5, float* r6, float* r7, float* target, nint targetStride, int written)
    {
        Vector256<float> a = Vector256.Create(Vector128.Load(source), Vector128.Load(r4));
        Vector256<float> b = Vector256.Create(Vector128.Load(source + stride), Vector128.Load(r5));
        Vector256<float> c = Vector256.Create(Vector128.Load(source + (2 * stride)), Vector128.Load(r6));
        Vector256<float> d = Vector256.Create(Vector128.Load(source + (3 * stride)), Vector128.Load(r7));
        Vector256<float> ac = Avx.UnpackLow(a, c), bd = Avx.UnpackLow(b, d);
        Avx.UnpackLow(ac, bd).Store(target);
        if (written > 1)
        {
            Avx.UnpackHigh(ac, bd).Store(target + targetStride);
        }

        (ac, bd) = (Avx.UnpackHigh(a, c), Avx.UnpackHigh(b, d));
        if (written > 2)
        {
            Avx.UnpackLow(ac, bd).Store(target + (2 * targetStride));
        }

        if (written > 3)
        {
            Avx.UnpackHigh(ac, bd).Store(target + (3 * targetStride));
        }
    }

    /// <summary>Four columns of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(
        float* r0, float* r1, float* r2, float* r3, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3)
    {
        Vector128<float> a = Vector128.Load(r0), b = Vector128.Load(r1), c = Vector128.Load(r2), d = Vector128.Load(r3);
        Vector128<float> ac = ZipLow(a, c), bd = ZipLow(b, d);
        (c0, c1) = (ZipLow(ac, bd), ZipHigh(ac, bd));
        (ac, bd) = (ZipHigh(a, c), ZipHigh(b, d));
        (c2, c3) = (ZipLow(ac, bd), ZipHigh(ac, bd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<float> left, Vector128<float> right, float* target)
    {
        left.Store(target);
        right.Store(target + Vector128<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
