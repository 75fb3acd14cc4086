using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The bodies of a generated row kernel, written once for all shapes: what the planner chooses are variables.</summary>
internal readonly struct RuntimeRowKernel : IRowKernel<float>
{
    private const double Kept = 0.9;
    private const double Weight = 0.1;

    public static int Features => RuntimeExtents.Features;

    public static double Epsilon => 1e-5;

    public static int MaxChunks => RuntimeExtents.Rows.MaxChunks;

    public static int StripeRows => RuntimeExtents.Rows.StripeRows;

    public static int BlockStripes => RuntimeExtents.Rows.BlockStripes;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Moments<TLanes>(
        ref readonly float x, nint rows, bool cached, ref readonly float estimate, ref double sums, ref double squares, ref float partials)
        where TLanes : struct, ILanes<TLanes, float> => RuntimeRowReduction<MomentsFormula, TLanes>.Run(
            in x, in x, rows, cached, RuntimeExtents.Rows.Moments, in estimate, ref sums, ref squares, ref partials);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Apply<TLanes>(
        ref readonly float x, ref float y, nint rows, bool cached, ref readonly float mean, ref readonly float scale, ref readonly float shift)
        where TLanes : struct, ILanes<TLanes, float>
    {
        RowPlan plan = RuntimeExtents.Rows;
        nint stripe = plan.StripeLength, stripes = rows / plan.StripeRows;
        if (plan.MapWalk == StripeWalk.InBands)
        {
            RuntimeRowApply<TLanes>.InBands(in x, ref y, stripes, stripe, plan.MapBand, in mean, in scale, in shift);
        }
        else
        {
            RuntimeRowApply<TLanes>.InOrder(in x, ref y, stripes * stripe, stripe, cached, in mean, in scale, in shift);
        }

        RuntimeRowApply<TLanes>.Groups(in x, ref y, stripes * stripe, 0, rows % plan.StripeRows * plan.Features, in mean, in scale, in shift);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void GradientSums<TLanes>(
        ref readonly float x, ref readonly float dy, nint rows, bool cached,
        ref readonly float mean, ref double sums, ref double products, ref float partials)
        where TLanes : struct, ILanes<TLanes, float> => RuntimeRowReduction<GradientSumsFormula, TLanes>.Run(
            in x, in dy, rows, cached, RuntimeExtents.Rows.GradientSums, in mean, ref sums, ref products, ref partials);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void GradientApply<TLanes>(
        ref readonly float x, ref readonly float dy, ref float dx, nint rows, bool cached,
        ref readonly float mean, ref readonly float scale, ref readonly float offset, ref readonly float slope)
        where TLanes : struct, ILanes<TLanes, float>
    {
        RowPlan plan = RuntimeExtents.Rows;
        nint stripe = plan.StripeLength, stripes = rows / plan.StripeRows;
        if (plan.MapWalk == StripeWalk.InBands)
        {
            RuntimeRowGradient<TLanes>.InBands(in x, in dy, ref dx, stripes, stripe, plan.MapBand, in mean, in scale, in offset, in slope);
        }
        else
        {
            RuntimeRowGradient<TLanes>.InOrder(in x, in dy, ref dx, stripes * stripe, stripe, cached, in mean, in scale, in offset, in slope);
        }

        RuntimeRowGradient<TLanes>.Groups(
            in x, in dy, ref dx, stripes * stripe, 0, rows % plan.StripeRows * plan.Features, in mean, in scale, in offset, in slope);
    }

    public static void UpdateMovingStatistics(
        Span<float> movingMean, Span<float> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch)
    {
        MovingAverage.Move(movingMean, mean, Kept, Weight);
        MovingAverage.Move(movingVariance, variance, Kept, Weight);
    }
}
