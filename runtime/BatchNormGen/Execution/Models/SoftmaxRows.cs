using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Functions;

namespace BatchNormGen.Execution.Models;

/// <summary>Reductions of one row of features.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>The groups that are added before their sum is widened: more would lose digits.</summary>
    private const int GroupsOfShortSum = 32;

    /// <summary>The largest feature. Where there is a NaN, any: what is subtracted from the NaN makes one of the sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Largest<TLanes>(float* x, int features)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes lowest = TLanes.Splat(float.NegativeInfinity), largest = lowest;
        int feature = 0;
        for (; feature <= features - AllLanes.Count; feature += AllLanes.Count)
        {
            TLanes value = TLanes.Load(in *x, feature);
            largest = TLanes.SelectLessOrEqual(largest, value, value, largest);
        }

        if (feature < features)
        {
            int count = features - feature;
            TLanes value = TLanes.Join(TLanes.LoadFirst(in *x, feature, count), lowest, count);
            largest = TLanes.SelectLessOrEqual(largest, value, value, largest);
        }

        float* lanes = stackalloc float[AllLanes.Count];
        TLanes.Store(largest, ref *lanes, 0);
        float result = lanes[0];
        for (int lane = 1; lane < AllLanes.Count; lane++)
        {
            result = lanes[lane] > result ? lanes[lane] : result;
        }

        return result;
    }

    /// <summary>e to the power of what is left of each feature without the largest. Returns the sum.</summary>
    /// <param name="x">The features.</param>
    /// <param name="y">Receives the powers; null where nobody wants them.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="largest">The largest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Powers<TLanes>(float* x, float* y, int features, TLanes largest)
        where TLanes : struct, ILanes<TLanes, float>
    {
        double total = 0;
        int feature = 0;
        while (feature <= features - AllLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            for (int end = EndOfShortSum(feature, features); feature <= end - AllLanes.Count; feature += AllLanes.Count)
            {
                TLanes power = PowerOfNegative<TLanes>(largest - TLanes.Load(in *x, feature));
                if (y != null)
                {
                    TLanes.Store(power, ref *y, feature);
                }

                sum += power;
            }

            TLanes.AddSumTo(sum, ref total, 0);
        }

        if (feature < features)
        {
            int count = features - feature;
            TLanes power = PowerOfNegative<TLanes>(largest - TLanes.LoadFirst(in *x, feature, count));
            if (y != null)
            {
                TLanes.StoreFirst(power, ref *y, feature, count);
            }

            TLanes.AddSumTo(TLanes.KeepFirst(power, count), ref total, 0);
        }

        return total;
    }

    /// <summary>The sum of the products of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Product<TLanes>(float* left, float* right, int features)
        where TLanes : struct, ILanes<TLanes, float>
    {
        double total = 0;
        int feature = 0;
        while (feature <= features - AllLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            for (int end = EndOfShortSum(feature, features); feature <= end - AllLanes.Count; feature += AllLanes.Count)
            {
                sum += TLanes.Load(in *left, feature) * TLanes.Load(in *right, feature);
            }

            TLanes.AddSumTo(sum, ref total, 0);
        }

        if (feature < features)
        {
            int count = features - feature;
            TLanes.AddSumTo(TLanes.LoadFirst(in *left, feature, count) * TLanes.LoadFirst(in *right, feature, count), ref total, 0);
        }

        return total;
    }

    private static int EndOfShortSum(int first, int features) => Math.Min(features, first + (GroupsOfShortSum * AllLanes.Count));

    /// <summary>e⁻ᵃ for a ≥ 0: see <see cref="Exponentials"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PowerOfNegative<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes bounded = Exponentials.AtMost<TLanes, float>(Exponentials.Vanishing<TLanes, float>(0), a);
        TLanes n = Exponentials.Exponent<TLanes, float>(bounded);
        return (Exponentials.Rest<TLanes, float>(bounded, n) + TLanes.Constant(1)) * TLanes.PowerOfTwo(n, 0);
    }
}
