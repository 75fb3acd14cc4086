using BatchNormGen.CompilerServices;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The bodies that add up each lane of a stripe: Σ term and Σ term · (x − center).</summary>
/// <remarks>How many groups a stripe has is not known, so that their sums cannot stay in registers where those of a generated kernel do.</remarks>
internal static class RuntimeRowReduction<TFormula, TLanes>
    where TFormula : struct, IReductionFormula
    where TLanes : struct, ILanes<TLanes, float>
{
    private const int Lanes = 16;

    public static void Run(
        ref readonly float x, ref readonly float dy, nint rows, bool cached, RowReduction reduction,
        ref readonly float center, ref double sums, ref double products, ref float partials)
    {
        RowPlan plan = RuntimeExtents.Rows;
        nint stripe = plan.StripeLength, stripes = rows / plan.StripeRows, band = reduction.Band;
        for (nint first = 0; first < stripes; first += band)
        {
            nint start = first * stripe, end = start + (Math.Min(band, stripes - first) * stripe);
            if (reduction.Walk == StripeWalk.InOrder)
            {
                InOrder(in x, in dy, start, end, stripe, cached, in center, ref sums, ref products, ref partials);
            }
            else
            {
                InTiles(in x, in dy, start, end, stripe, in center, ref sums, ref products);
            }
        }

        // The rows behind the last stripe.
        nint behind = stripes * stripe;
        Column(in x, in dy, behind, behind + 1, rows % plan.StripeRows * plan.Features, stripe, 0, in center, ref sums, ref products);
    }

    /// <summary>Down a band with one tile, then with the next.</summary>
    private static void InTiles(
        ref readonly float x, ref readonly float dy, nint start, nint end, nint stripe, ref readonly float center, ref double sums, ref double products)
    {
        nint lane = 0;
        for (; lane <= stripe - (2 * Lanes); lane += 2 * Lanes)
        {
            TLanes center0 = TLanes.Load(in center, lane);
            TLanes center1 = TLanes.Load(in center, lane + Lanes);
            TLanes sum0 = TLanes.Zero, products0 = TLanes.Zero;
            TLanes sum1 = TLanes.Zero, products1 = TLanes.Zero;
            for (nint at = start + lane; at < end; at += stripe)
            {
                TLanes d0 = TLanes.Load(in x, at) - center0;
                TLanes term0 = TFormula.Term(d0, in dy, at);
                sum0 += term0;
                products0 += term0 * d0;
                TLanes d1 = TLanes.Load(in x, at + Lanes) - center1;
                TLanes term1 = TFormula.Term(d1, in dy, at + Lanes);
                sum1 += term1;
                products1 += term1 * d1;
            }

            TLanes.AddTo(sum0, ref sums, lane);
            TLanes.AddTo(products0, ref products, lane);
            TLanes.AddTo(sum1, ref sums, lane + Lanes);
            TLanes.AddTo(products1, ref products, lane + Lanes);
        }

        Column(in x, in dy, start, end, stripe, stripe, lane, in center, ref sums, ref products);
    }

    /// <summary>The groups from a lane on, one by one, the last of which may not be full.</summary>
    private static void Column(
        ref readonly float x, ref readonly float dy, nint start, nint end, nint length, nint stripe, nint lane,
        ref readonly float center, ref double sums, ref double products)
    {
        for (; lane <= length - Lanes; lane += Lanes)
        {
            TLanes center0 = TLanes.Load(in center, lane);
            TLanes sum = TLanes.Zero, product = TLanes.Zero;
            for (nint at = start; at < end; at += stripe)
            {
                TLanes d = TLanes.Load(in x, at + lane) - center0;
                TLanes term = TFormula.Term(d, in dy, at + lane);
                sum += term;
                product += term * d;
            }

            TLanes.AddTo(sum, ref sums, lane);
            TLanes.AddTo(product, ref products, lane);
        }

        if (lane < length)
        {
            int count = (int)(length - lane);
            TLanes center0 = TLanes.Load(in center, lane);
            TLanes sum = TLanes.Zero, product = TLanes.Zero;
            for (nint at = start; at < end; at += stripe)
            {
                TLanes d = TLanes.KeepFirst(TLanes.LoadFirst(in x, at + lane, count) - center0, count);
                TLanes term = TFormula.Term(d, in dy, at + lane, count);
                sum += term;
                product += term * d;
            }

            TLanes.AddTo(sum, ref sums, lane);
            TLanes.AddTo(product, ref products, lane);
        }
    }

    /// <summary>A band in the order of memory; the sums of a lane wait in the cache.</summary>
    private static void InOrder(
        ref readonly float x, ref readonly float dy, nint start, nint end, nint stripe, bool cached,
        ref readonly float center, ref double sums, ref double products, ref float partials)
    {
        nint padded = (stripe + Lanes - 1) / Lanes * Lanes;
        for (nint lane = 0; lane < 2 * padded; lane += Lanes)
        {
            TLanes.Store(TLanes.Zero, ref partials, lane);
        }

        nint at = start;
        if (cached)
        {
            // Stripes side by side, which share what is loaded for a lane.
            for (; at <= end - (TFormula.Abreast * stripe); at += TFormula.Abreast * stripe)
            {
                nint lane = 0;
                for (; lane <= stripe - Lanes; lane += Lanes)
                {
                    TLanes center0 = TLanes.Load(in center, lane);
                    TLanes sum = TLanes.Load(in partials, lane), product = TLanes.Load(in partials, lane + padded);
                    nint value = at + lane;
                    TLanes d0 = TLanes.Load(in x, value) - center0;
                    TLanes term0 = TFormula.Term(d0, in dy, value);
                    sum += term0;
                    product += term0 * d0;
                    value += stripe;
                    TLanes d1 = TLanes.Load(in x, value) - center0;
                    TLanes term1 = TFormula.Term(d1, in dy, value);
                    sum += term1;
                    product += term1 * d1;
                    if (TFormula.Abreast == 4)
                    {
                        value += stripe;
                        TLanes d2 = TLanes.Load(in x, value) - center0;
                        TLanes term2 = TFormula.Term(d2, in dy, value);
                        sum += term2;
                        product += term2 * d2;
                        value += stripe;
                        TLanes d3 = TLanes.Load(in x, value) - center0;
                        TLanes term3 = TFormula.Term(d3, in dy, value);
                        sum += term3;
                        product += term3 * d3;
                    }

                    TLanes.Store(sum, ref partials, lane);
                    TLanes.Store(product, ref partials, lane + padded);
                }

                LastGroup(in x, in dy, at, at + (TFormula.Abreast * stripe), stripe, lane, padded, in center, ref partials);
            }
        }

        // Stripe by stripe, in the order of memory.
        for (; at < end; at += stripe)
        {
            nint lane = 0;
            for (; lane <= stripe - Lanes; lane += Lanes)
            {
                TLanes center0 = TLanes.Load(in center, lane);
                TLanes sum = TLanes.Load(in partials, lane), product = TLanes.Load(in partials, lane + padded);
                TLanes d = TLanes.Load(in x, at + lane) - center0;
                TLanes term = TFormula.Term(d, in dy, at + lane);
                sum += term;
                product += term * d;
                TLanes.Store(sum, ref partials, lane);
                TLanes.Store(product, ref partials, lane + padded);
            }

            LastGroup(in x, in dy, at, at + stripe, stripe, lane, padded, in center, ref partials);
        }

        for (nint lane = 0; lane < stripe; lane += Lanes)
        {
            TLanes.AddTo(TLanes.Load(in partials, lane), ref sums, lane);
            TLanes.AddTo(TLanes.Load(in partials, lane + padded), ref products, lane);
        }
    }

    /// <summary>The group that is not full, if there is one, of some stripes.</summary>
    private static void LastGroup(
        ref readonly float x, ref readonly float dy, nint start, nint end, nint stripe, nint lane, nint padded,
        ref readonly float center, ref float partials)
    {
        if (lane == stripe)
        {
            return;
        }

        int count = (int)(stripe - lane);
        TLanes center0 = TLanes.Load(in center, lane);
        TLanes sum = TLanes.Load(in partials, lane), product = TLanes.Load(in partials, lane + padded);
        for (nint at = start; at < end; at += stripe)
        {
            TLanes d = TLanes.KeepFirst(TLanes.LoadFirst(in x, at + lane, count) - center0, count);
            TLanes term = TFormula.Term(d, in dy, at + lane, count);
            sum += term;
            product += term * d;
        }

        TLanes.Store(sum, ref partials, lane);
        TLanes.Store(product, ref partials, lane + padded);
    }
}
