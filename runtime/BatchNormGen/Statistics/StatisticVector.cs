using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BatchNormGen.Lanes;

namespace BatchNormGen.Statistics;

/// <summary>Eight adjacent statistics in double, wherever their numbers are kept as floats or doubles.</summary>
/// <remarks>Only operations that are exact or correctly rounded lane by lane are used on them, so that the bits are the same with vectors of any width.</remarks>
internal static unsafe class StatisticVector
{
    public const int Length = 8;

    /// <summary>The numbers of some statistics from <paramref name="c"/> on; zeros behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load<T, TCount>(T* vector, int c, TCount count)
        where T : unmanaged
        where TCount : struct, IStatisticCount => TCount.IsEight ? LoadEight(vector + c)
        : typeof(TCount) == typeof(OneStatistic) ? LoadOne(vector + c)
        : LoadFirst(vector + c, count.Value);

    /// <summary>
    /// The numbers of statistics <paramref name="c"/> to <paramref name="c"/> + 7, as far as they lie before <paramref name="end"/>; zeros behind.
    /// For code that does little else: in a loop that has to keep its registers, see <see cref="StatisticWork"/>.
    /// </summary>
    public static Vector512<double> Load<T>(T* vector, int c, int end)
        where T : unmanaged => end - c >= Length ? LoadEight(vector + c) : LoadFirst(vector + c, end - c);

    /// <summary>Writes the numbers of statistics <paramref name="c"/> to <paramref name="c"/> + 7, as far as they lie before <paramref name="end"/>.</summary>
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

    /// <summary>Writes the numbers of some channels from <paramref name="c"/> on, rounded to the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, TCount>(T* vector, int c, TCount count, Vector512<double> value)
        where T : unmanaged
        where TCount : struct, IStatisticCount
    {
        if (TCount.IsEight)
        {
            StoreEight(vector + c, value);
        }
        else if (typeof(TCount) == typeof(OneStatistic))
        {
            StoreOne(vector + c, value);
        }
        else
        {
            StoreFirst(vector + c, count.Value, value);
        }
    }

    /// <summary>The value rounded to the type and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Round<T>(Vector512<double> value)
        where T : unmanaged
    {
        return typeof(T) == typeof(double) ? value : Widen(Narrow(value));
    }

    /// <summary>Whether none of the numbers is infinite or a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllFinite(Vector512<double> value) => Vector512.EqualsAll(value - value, Vector512<double>.Zero);

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
            Narrow(value).Store((float*)destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LoadOne<T>(T* source)
        where T : unmanaged => Vector512.CreateScalar(typeof(T) == typeof(double) ? *(double*)source : *(float*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreOne<T>(T* destination, Vector512<double> value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            *(double*)destination = value.ToScalar();
        }
        else
        {
            *(float*)destination = (float)value.ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(Vector256<float> value)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Double(value);
        }

        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(value);
        return Vector512.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Narrow(Vector512<double> value) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(value) : Vector256.Narrow(value.GetLower(), value.GetUpper());

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> LoadFirst<T>(T* source, int count)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Widen(PartialLanes.LoadFirst256(in *(float*)source, count));
        }

        double* first = (double*)source;
        return Vector512.Create(
            PartialLanes.LoadFirst256(in *first, count), PartialLanes.LoadFirst256(in first[Vector256<double>.Count], count - Vector256<double>.Count));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void StoreFirst<T>(T* destination, int count, Vector512<double> value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            PartialLanes.StoreFirst(Narrow(value), ref *(float*)destination, count);
        }
        else
        {
            PartialLanes.StoreFirst(value, ref *(double*)destination, count);
        }
    }
}
