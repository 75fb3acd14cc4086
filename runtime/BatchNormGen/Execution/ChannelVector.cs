using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution;

/// <summary>Eight adjacent channels in double, wherever their numbers are kept as floats or doubles.</summary>
/// <remarks>Only operations that are exact or correctly rounded lane by lane are used on them, so that the bits are the same with vectors of any width.</remarks>
internal static unsafe class ChannelVector
{
    public const int Length = 8;

    /// <summary>The numbers of channels <paramref name="c"/> to <paramref name="c"/> + 7, as far as they lie before <paramref name="end"/>; zeros behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load<T>(T* vector, int c, int end)
        where T : unmanaged => end - c >= Length ? LoadEight(vector + c) : LoadFirst(vector + c, end - c);

    /// <summary>Writes the numbers of channels <paramref name="c"/> to <paramref name="c"/> + 7, rounded to the type, as far as they lie before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T* vector, int c, int end, Vector512<double> value)
        where T : unmanaged
    {
        if (end - c >= Length)
        {
            StoreEight(vector + c, value);
        }
        else
        {
            StoreFirst(vector + c, end - c, value);
        }
    }

    /// <summary>The value rounded to the type and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Round<T>(Vector512<double> value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            return value;
        }

        Vector256<float> rounded = Vector256.Narrow(value.GetLower(), value.GetUpper());
        return Widen(rounded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LoadEight<T>(T* source)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? Vector512.Load((double*)source) : Widen(Vector256.Load((float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEight<T>(T* destination, Vector512<double> value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            value.Store((double*)destination);
        }
        else
        {
            Vector256.Narrow(value.GetLower(), value.GetUpper()).Store((float*)destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(Vector256<float> value)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(value);
        return Vector512.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> LoadFirst<T>(T* source, int count)
        where T : unmanaged
    {
        T* eight = stackalloc T[Length];
        new Span<T>(eight, Length).Clear();
        new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(eight, Length));
        return LoadEight(eight);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFirst<T>(T* destination, int count, Vector512<double> value)
        where T : unmanaged
    {
        T* eight = stackalloc T[Length];
        StoreEight(eight, value);
        new ReadOnlySpan<T>(eight, count).CopyTo(new Span<T>(destination, count));
    }
}
