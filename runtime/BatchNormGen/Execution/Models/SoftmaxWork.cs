using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Functions;

namespace BatchNormGen.Execution.Models;

/// <summary>One call of a softmax, for its threads.</summary>
internal unsafe struct SoftmaxCall
{
    public float* X;
    public float* Y;
    public float* Dy;
    public float* Dx;
    public int Features;
    public RowPieces Pieces;
}

/// <summary>Softmax: each piece is some samples.</summary>
internal readonly unsafe struct SoftmaxForward : ILaneWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        SoftmaxCall* softmax = (SoftmaxCall*)call;
        int features = softmax->Features;
        (nint sample, nint end) = softmax->Pieces[piece];
        for (; sample < end; sample++)
        {
            float* x = softmax->X + (sample * features), y = softmax->Y + (sample * features);
            TLanes largest = TLanes.Splat(Rows.Largest<TLanes>(x, features));
            TLanes sum = TLanes.Splat((float)PowersOf<TLanes>(x, y, features, largest));
            int feature = 0;
            for (; feature <= features - AllLanes.Count; feature += AllLanes.Count)
            {
                TLanes.Store(TLanes.Load(in *y, feature) / sum, ref *y, feature);
            }

            if (feature < features)
            {
                TLanes.StoreFirst(TLanes.LoadFirst(in *y, feature, features - feature) / sum, ref *y, feature, features - feature);
            }
        }
    }

    /// <summary>Writes e to the power of what is left of each feature without the largest; returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowersOf<TLanes>(float* x, float* y, int features, TLanes largest)
        where TLanes : struct, ILanes<TLanes, float>
    {
        double total = 0;
        int feature = 0;
        while (feature <= features - AllLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            for (int end = Rows.EndOfShortSum(feature, features); feature <= end - AllLanes.Count; feature += AllLanes.Count)
            {
                TLanes power = Rows.PowerOfNegative<TLanes>(largest - TLanes.Load(in *x, feature));
                TLanes.Store(power, ref *y, feature);
                sum += power;
            }

            TLanes.AddSumTo(sum, ref total, 0);
        }

        if (feature < features)
        {
            int count = features - feature;
            TLanes power = Rows.PowerOfNegative<TLanes>(largest - TLanes.LoadFirst(in *x, feature, count));
            TLanes.StoreFirst(power, ref *y, feature, count);
            TLanes.AddSumTo(TLanes.KeepFirst(power, count), ref total, 0);
        }

        return total;
    }
}

/// <summary>Its gradient.</summary>
internal readonly unsafe struct SoftmaxBackward : ILaneWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        SoftmaxCall* softmax = (SoftmaxCall*)call;
        int features = softmax->Features;
        (nint sample, nint end) = softmax->Pieces[piece];
        for (; sample < end; sample++)
        {
            nint at = sample * features;
            float* y = softmax->Y + at, dy = softmax->Dy + at, dx = softmax->Dx + at;
            TLanes mean = TLanes.Splat((float)Rows.Product<TLanes>(y, dy, features));
            int feature = 0;
            for (; feature <= features - AllLanes.Count; feature += AllLanes.Count)
            {
                TLanes.Store(TLanes.Load(in *y, feature) * (TLanes.Load(in *dy, feature) - mean), ref *dx, feature);
            }

            if (feature < features)
            {
                int count = features - feature;
                TLanes.StoreFirst(TLanes.LoadFirst(in *y, feature, count) * (TLanes.LoadFirst(in *dy, feature, count) - mean), ref *dx, feature, count);
            }
        }
    }
}

/// <summary>Reductions of one row of features.</summary>
file static unsafe class Rows
{
    /// <summary>The groups that are added before their sum is widened: more would lose digits.</summary>
    private const int GroupsOfShortSum = 32;

    public static int EndOfShortSum(int first, int features) => Math.Min(features, first + (GroupsOfShortSum * AllLanes.Count));

    /// <summary>e⁻ᵃ for a ≥ 0: see <see cref="Exponentials"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes PowerOfNegative<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes bounded = Exponentials.AtMost<TLanes, float>(Exponentials.Vanishing<TLanes, float>(0), a);
        TLanes n = Exponentials.Exponent<TLanes, float>(bounded);
        return (Exponentials.Rest<TLanes, float>(bounded, n) + TLanes.Constant(1)) * TLanes.PowerOfTwo(n, 0);
    }

    /// <summary>The largest feature. Where there is a NaN, any: what is subtracted from the NaN makes one of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
}
