using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The bodies of a generated row kernel, written once for all shapes.</summary>
internal readonly struct RuntimeRowKernel : IRowKernel<float>
{
    private const int Lanes = 16;
    private const int ChainLength = 16;
    private const int BlockRows = 256;
    private const int ScratchValues = (1 << 20) / 48;
    private const double Weight = 0.1;

    public static int Features => RuntimeExtents.Features;

    public static double Epsilon => 1e-5;

    public static int MaxChunks => Math.Clamp(ScratchValues / Stripe, 1, 32);

    public static int StripeRows => RuntimeExtents.StripeRows;

    public static int BlockStripes => Math.Max(ChainLength, BlockRows / StripeRows);

    private static int Stripe => RuntimeExtents.Features * RuntimeExtents.StripeRows;

    public static void Moments<TLanes>(ref readonly float x, nint stripes, ref readonly float estimate, ref double sums, ref double squares, ref float partials)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint stripe = Stripe;
        for (nint first = 0; first < stripes; first += ChainLength)
        {
            nint start = first * stripe;
            nint end = Math.Min(first + ChainLength, stripes) * stripe;
            nint lane = 0;
            for (; lane <= stripe - (2 * Lanes); lane += 2 * Lanes)
            {
                TLanes about0 = TLanes.Load(in estimate, lane);
                TLanes about1 = TLanes.Load(in estimate, lane + Lanes);
                TLanes sum0 = TLanes.Zero, squares0 = TLanes.Zero;
                TLanes sum1 = TLanes.Zero, squares1 = TLanes.Zero;
                for (nint at = start + lane; at < end; at += stripe)
                {
                    TLanes d0 = TLanes.Load(in x, at) - about0;
                    sum0 += d0;
                    squares0 += d0 * d0;
                    TLanes d1 = TLanes.Load(in x, at + Lanes) - about1;
                    sum1 += d1;
                    squares1 += d1 * d1;
                }

                TLanes.AddTo(sum0, ref sums, lane);
                TLanes.AddTo(squares0, ref squares, lane);
                TLanes.AddTo(sum1, ref sums, lane + Lanes);
                TLanes.AddTo(squares1, ref squares, lane + Lanes);
            }

            for (; lane < stripe; lane += Lanes)
            {
                int count = (int)Math.Min(Lanes, stripe - lane);
                TLanes about = TLanes.Load(in estimate, lane);
                TLanes sum = TLanes.Zero, square = TLanes.Zero;
                for (nint at = start + lane; at < end; at += stripe)
                {
                    TLanes d = count == Lanes ? TLanes.Load(in x, at) - about : TLanes.KeepFirst(TLanes.LoadFirst(in x, at, count) - about, count);
                    sum += d;
                    square += d * d;
                }

                TLanes.AddTo(sum, ref sums, lane);
                TLanes.AddTo(square, ref squares, lane);
            }
        }
    }

    public static void Apply<TLanes>(
        ref readonly float x, ref float y, nint stripes, ref readonly float mean, ref readonly float scale, ref readonly float shift)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint stripe = Stripe;
        nint end = stripes * stripe;
        nint lane = 0;
        for (; lane <= stripe - (4 * Lanes); lane += 4 * Lanes)
        {
            TLanes m0 = TLanes.Load(in mean, lane), k0 = TLanes.Load(in scale, lane), b0 = TLanes.Load(in shift, lane);
            TLanes m1 = TLanes.Load(in mean, lane + Lanes), k1 = TLanes.Load(in scale, lane + Lanes), b1 = TLanes.Load(in shift, lane + Lanes);
            TLanes m2 = TLanes.Load(in mean, lane + (2 * Lanes)), k2 = TLanes.Load(in scale, lane + (2 * Lanes)), b2 = TLanes.Load(in shift, lane + (2 * Lanes));
            TLanes m3 = TLanes.Load(in mean, lane + (3 * Lanes)), k3 = TLanes.Load(in scale, lane + (3 * Lanes)), b3 = TLanes.Load(in shift, lane + (3 * Lanes));
            for (nint at = lane; at < end; at += stripe)
            {
                TLanes.Store(((TLanes.Load(in x, at) - m0) * k0) + b0, ref y, at);
                TLanes.Store(((TLanes.Load(in x, at + Lanes) - m1) * k1) + b1, ref y, at + Lanes);
                TLanes.Store(((TLanes.Load(in x, at + (2 * Lanes)) - m2) * k2) + b2, ref y, at + (2 * Lanes));
                TLanes.Store(((TLanes.Load(in x, at + (3 * Lanes)) - m3) * k3) + b3, ref y, at + (3 * Lanes));
            }
        }

        for (; lane < stripe; lane += Lanes)
        {
            int count = (int)Math.Min(Lanes, stripe - lane);
            TLanes m = TLanes.Load(in mean, lane), k = TLanes.Load(in scale, lane), b = TLanes.Load(in shift, lane);
            for (nint at = lane; at < end; at += stripe)
            {
                if (count == Lanes)
                {
                    TLanes.Store(((TLanes.Load(in x, at) - m) * k) + b, ref y, at);
                }
                else
                {
                    TLanes.StoreFirst(((TLanes.LoadFirst(in x, at, count) - m) * k) + b, ref y, at, count);
                }
            }
        }
    }

    public static void GradientSums<TLanes>(
        ref readonly float x, ref readonly float dy, nint stripes, ref readonly float mean, ref double sums, ref double products, ref float partials)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint stripe = Stripe;
        for (nint first = 0; first < stripes; first += ChainLength)
        {
            nint start = first * stripe;
            nint end = Math.Min(first + ChainLength, stripes) * stripe;
            nint lane = 0;
            for (; lane <= stripe - (2 * Lanes); lane += 2 * Lanes)
            {
                TLanes m0 = TLanes.Load(in mean, lane);
                TLanes m1 = TLanes.Load(in mean, lane + Lanes);
                TLanes sum0 = TLanes.Zero, products0 = TLanes.Zero;
                TLanes sum1 = TLanes.Zero, products1 = TLanes.Zero;
                for (nint at = start + lane; at < end; at += stripe)
                {
                    TLanes dy0 = TLanes.Load(in dy, at);
                    sum0 += dy0;
                    products0 += dy0 * (TLanes.Load(in x, at) - m0);
                    TLanes dy1 = TLanes.Load(in dy, at + Lanes);
                    sum1 += dy1;
                    products1 += dy1 * (TLanes.Load(in x, at + Lanes) - m1);
                }

                TLanes.AddTo(sum0, ref sums, lane);
                TLanes.AddTo(products0, ref products, lane);
                TLanes.AddTo(sum1, ref sums, lane + Lanes);
                TLanes.AddTo(products1, ref products, lane + Lanes);
            }

            for (; lane < stripe; lane += Lanes)
            {
                int count = (int)Math.Min(Lanes, stripe - lane);
                TLanes m = TLanes.Load(in mean, lane);
                TLanes sum = TLanes.Zero, product = TLanes.Zero;
                for (nint at = start + lane; at < end; at += stripe)
                {
                    TLanes dy0 = count == Lanes ? TLanes.Load(in dy, at) : TLanes.LoadFirst(in dy, at, count);
                    sum += dy0;
                    product += dy0 * ((count == Lanes ? TLanes.Load(in x, at) : TLanes.LoadFirst(in x, at, count)) - m);
                }

                TLanes.AddTo(sum, ref sums, lane);
                TLanes.AddTo(product, ref products, lane);
            }
        }
    }

    public static void GradientApply<TLanes>(
        ref readonly float x, ref readonly float dy, ref float dx, nint stripes,
        ref readonly float mean, ref readonly float scale, ref readonly float offset, ref readonly float slope)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint stripe = Stripe;
        nint end = stripes * stripe;
        nint lane = 0;
        for (; lane <= stripe - (4 * Lanes); lane += 4 * Lanes)
        {
            TLanes m0 = TLanes.Load(in mean, lane), k0 = TLanes.Load(in scale, lane), o0 = TLanes.Load(in offset, lane), s0 = TLanes.Load(in slope, lane);
            nint lane1 = lane + Lanes;
            TLanes m1 = TLanes.Load(in mean, lane1), k1 = TLanes.Load(in scale, lane1), o1 = TLanes.Load(in offset, lane1), s1 = TLanes.Load(in slope, lane1);
            nint lane2 = lane + (2 * Lanes);
            TLanes m2 = TLanes.Load(in mean, lane2), k2 = TLanes.Load(in scale, lane2), o2 = TLanes.Load(in offset, lane2), s2 = TLanes.Load(in slope, lane2);
            nint lane3 = lane + (3 * Lanes);
            TLanes m3 = TLanes.Load(in mean, lane3), k3 = TLanes.Load(in scale, lane3), o3 = TLanes.Load(in offset, lane3), s3 = TLanes.Load(in slope, lane3);
            for (nint at = lane; at < end; at += stripe)
            {
                TLanes.Store(((TLanes.Load(in dy, at) - o0) - ((TLanes.Load(in x, at) - m0) * s0)) * k0, ref dx, at);
                TLanes.Store(((TLanes.Load(in dy, at + Lanes) - o1) - ((TLanes.Load(in x, at + Lanes) - m1) * s1)) * k1, ref dx, at + Lanes);
                TLanes.Store(((TLanes.Load(in dy, at + (2 * Lanes)) - o2) - ((TLanes.Load(in x, at + (2 * Lanes)) - m2) * s2)) * k2, ref dx, at + (2 * Lanes));
                TLanes.Store(((TLanes.Load(in dy, at + (3 * Lanes)) - o3) - ((TLanes.Load(in x, at + (3 * Lanes)) - m3) * s3)) * k3, ref dx, at + (3 * Lanes));
            }
        }

        for (; lane < stripe; lane += Lanes)
        {
            int count = (int)Math.Min(Lanes, stripe - lane);
            TLanes m = TLanes.Load(in mean, lane), k = TLanes.Load(in scale, lane), o = TLanes.Load(in offset, lane), s = TLanes.Load(in slope, lane);
            for (nint at = lane; at < end; at += stripe)
            {
                if (count == Lanes)
                {
                    TLanes.Store(((TLanes.Load(in dy, at) - o) - ((TLanes.Load(in x, at) - m) * s)) * k, ref dx, at);
                }
                else
                {
                    TLanes.StoreFirst(
                        ((TLanes.LoadFirst(in dy, at, count) - o) - ((TLanes.LoadFirst(in x, at, count) - m) * s)) * k, ref dx, at, count);
                }
            }
        }
    }

    public static void UpdateMovingStatistics(
        Span<float> movingMean, Span<float> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch)
    {
        MovingAverage.Move(movingMean, mean, 1 - Weight, Weight);
        MovingAverage.Move(movingVariance, variance, 1 - Weight, Weight);
    }
}
