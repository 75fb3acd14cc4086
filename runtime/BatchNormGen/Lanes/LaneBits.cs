using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Lanes;

/// <summary>What the lanes of all widths share: constants, and powers of two made of bits.</summary>
internal static class LaneBits
{
    private const int FloatFraction = 23, DoubleFraction = 52;

    /// <summary>
    /// What is added to an integer to bring it, with the bias of an exponent, into the lowest bits. The rest of the sum's bits are shifted
    /// out by <see cref="PowerOfTwo{T}(Vector512{T})"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ExponentOffset<T>() =>
        typeof(T) == typeof(float) ? (1.5 * (1 << FloatFraction)) + 127 : (1.5 * (1L << DoubleFraction)) + 1023;

    /// <summary>The number whose exponent is what the lowest bits of a sum with <see cref="ExponentOffset"/> hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PowerOfTwo<T>(Vector512<T> value) => typeof(T) == typeof(float)
        ? Vector512.ShiftLeft(value.As<T, int>(), FloatFraction).As<int, T>()
        : Vector512.ShiftLeft(value.As<T, long>(), DoubleFraction).As<long, T>();

    /// <inheritdoc cref="PowerOfTwo{T}(Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PowerOfTwo<T>(Vector256<T> value) => typeof(T) == typeof(float)
        ? Vector256.ShiftLeft(value.As<T, int>(), FloatFraction).As<int, T>()
        : Vector256.ShiftLeft(value.As<T, long>(), DoubleFraction).As<long, T>();

    /// <inheritdoc cref="PowerOfTwo{T}(Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> PowerOfTwo<T>(Vector128<T> value) => typeof(T) == typeof(float)
        ? Vector128.ShiftLeft(value.As<T, int>(), FloatFraction).As<int, T>()
        : Vector128.ShiftLeft(value.As<T, long>(), DoubleFraction).As<long, T>();

    /// <summary>A constant in every lane, rounded to the type of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Constant512<T>(double value) => typeof(T) == typeof(float)
        ? Vector512.Create((float)value).As<float, T>()
        : Vector512.Create(value).As<double, T>();

    /// <inheritdoc cref="Constant512{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Constant256<T>(double value) => typeof(T) == typeof(float)
        ? Vector256.Create((float)value).As<float, T>()
        : Vector256.Create(value).As<double, T>();

    /// <inheritdoc cref="Constant512{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Constant128<T>(double value) => typeof(T) == typeof(float)
        ? Vector128.Create((float)value).As<float, T>()
        : Vector128.Create(value).As<double, T>();
}
