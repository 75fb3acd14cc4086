using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.Lanes;

#pragma warning disable RS0030 // Fused products are banned, but for this one place, which makes them the same on every processor.

/// <summary>left · right + addend, rounded once, for vectors of either element type.</summary>
/// <remarks>
/// Where the processor has an instruction, it is asked for by name: the methods that stand for any processor take one number at a time where the code was compiled
/// for an older one, as NativeAOT does unless it is told otherwise. Without an instruction each number is computed by itself, exactly.
/// </remarks>
internal static class FusedProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add<T>(Vector512<T> left, Vector512<T> right, Vector512<T> addend)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Add(left.GetLower(), right.GetLower(), addend.GetLower()), Add(left.GetUpper(), right.GetUpper(), addend.GetUpper()));
        }

        return typeof(T) == typeof(float)
            ? Avx512F.FusedMultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
            : Avx512F.FusedMultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add<T>(Vector256<T> left, Vector256<T> right, Vector256<T> addend)
    {
        if (!Fma.IsSupported)
        {
            return Vector256.Create(Add(left.GetLower(), right.GetLower(), addend.GetLower()), Add(left.GetUpper(), right.GetUpper(), addend.GetUpper()));
        }

        return typeof(T) == typeof(float)
            ? Fma.MultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
            : Fma.MultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add<T>(Vector128<T> left, Vector128<T> right, Vector128<T> addend)
    {
        if (Fma.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Fma.MultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
                : Fma.MultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? AdvSimd.FusedMultiplyAdd(addend.As<T, float>(), left.As<T, float>(), right.As<T, float>()).As<float, T>()
                : AdvSimd.Arm64.FusedMultiplyAdd(addend.As<T, double>(), left.As<T, double>(), right.As<T, double>()).As<double, T>();
        }

        return OneByOne(left, right, addend);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<T> OneByOne<T>(Vector128<T> left, Vector128<T> right, Vector128<T> addend)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> a = left.As<T, float>(), b = right.As<T, float>(), c = addend.As<T, float>();
            return Vector128.Create(
                MathF.FusedMultiplyAdd(a[0], b[0], c[0]), MathF.FusedMultiplyAdd(a[1], b[1], c[1]),
                MathF.FusedMultiplyAdd(a[2], b[2], c[2]), MathF.FusedMultiplyAdd(a[3], b[3], c[3])).As<float, T>();
        }

        Vector128<double> p = left.As<T, double>(), q = right.As<T, double>(), r = addend.As<T, double>();
        return Vector128.Create(Math.FusedMultiplyAdd(p[0], q[0], r[0]), Math.FusedMultiplyAdd(p[1], q[1], r[1])).As<double, T>();
    }
}
