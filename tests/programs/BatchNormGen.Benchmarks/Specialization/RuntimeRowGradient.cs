using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The bodies of the gradient: dx = ((dy − offset) − (x − mean) · slope) · scale.</summary>
internal static class RuntimeRowGradient<TLanes>
    where TLanes : struct, ILanes<TLanes, float>
{
    private const int Lanes = 16;

    /// <summary>Stripe by stripe, two side by side where they come from the caches.</summary>
    public static void InOrder(
        ref readonly float x, ref readonly float dy, ref float dx, nint end, nint stripe, bool cached,
        ref readonly float mean, ref readonly float scale, ref readonly float offset, ref readonly float slope)
    {
        nint at = 0;
        if (cached)
        {
            for (; at <= end - (2 * stripe); at += 2 * stripe)
            {
                nint lane = 0;
                for (; lane <= stripe - Lanes; lane += Lanes)
                {
                    TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), offset0 = TLanes.Load(in offset, lane), slope0 = TLanes.Load(in slope, lane);
                    nint value = at + lane;
                    TLanes.Store(((TLanes.Load(in dy, value) - offset0) - ((TLanes.Load(in x, value) - mean0) * slope0)) * scale0, ref dx, value);
                    value += stripe;
                    TLanes.Store(((TLanes.Load(in dy, value) - offset0) - ((TLanes.Load(in x, value) - mean0) * slope0)) * scale0, ref dx, value);
                }

                if (lane < stripe)
                {
                    int count = (int)(stripe - lane);
                    TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), offset0 = TLanes.Load(in offset, lane), slope0 = TLanes.Load(in slope, lane);
                    for (nint value = at + lane; value < at + (2 * stripe); value += stripe)
                    {
                        TLanes.StoreFirst(((TLanes.LoadFirst(in dy, value, count) - offset0) - ((TLanes.LoadFirst(in x, value, count) - mean0) * slope0)) * scale0, ref dx, value, count);
                    }
                }
            }
        }

        for (; at < end; at += stripe)
        {
            Groups(in x, in dy, ref dx, at, 0, stripe, in mean, in scale, in offset, in slope);
        }
    }

    /// <summary>Down a band with one tile, then with the next: two of the constants stay in registers.</summary>
    public static void InBands(
        ref readonly float x, ref readonly float dy, ref float dx, nint stripes, nint stripe, nint mostStripes,
        ref readonly float mean, ref readonly float scale, ref readonly float offset, ref readonly float slope)
    {
        for (nint first = 0; first < stripes; first += mostStripes)
        {
            nint start = first * stripe, end = start + (Math.Min(mostStripes, stripes - first) * stripe), lane = 0;
            for (; lane <= stripe - (2 * Lanes); lane += 2 * Lanes)
            {
                TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane);
                TLanes mean1 = TLanes.Load(in mean, lane + Lanes), scale1 = TLanes.Load(in scale, lane + Lanes);
                for (nint at = start + lane; at < end; at += stripe)
                {
                    TLanes offset0 = TLanes.Load(in offset, lane), slope0 = TLanes.Load(in slope, lane);
                    TLanes.Store(((TLanes.Load(in dy, at) - offset0) - ((TLanes.Load(in x, at) - mean0) * slope0)) * scale0, ref dx, at);
                    TLanes offset1 = TLanes.Load(in offset, lane + Lanes), slope1 = TLanes.Load(in slope, lane + Lanes);
                    TLanes.Store(((TLanes.Load(in dy, at + Lanes) - offset1) - ((TLanes.Load(in x, at + Lanes) - mean1) * slope1)) * scale1, ref dx, at + Lanes);
                }
            }

            for (nint at = start; lane < stripe && at < end; at += stripe)
            {
                Groups(in x, in dy, ref dx, at, lane, stripe, in mean, in scale, in offset, in slope);
            }
        }
    }

    /// <summary>The lanes of a stripe from one on, group by group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Groups(
        ref readonly float x, ref readonly float dy, ref float dx, nint stripe, nint lane, nint end,
        ref readonly float mean, ref readonly float scale, ref readonly float offset, ref readonly float slope)
    {
        for (; lane <= end - Lanes; lane += Lanes)
        {
            TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), offset0 = TLanes.Load(in offset, lane), slope0 = TLanes.Load(in slope, lane);
            TLanes.Store(((TLanes.Load(in dy, stripe + lane) - offset0) - ((TLanes.Load(in x, stripe + lane) - mean0) * slope0)) * scale0, ref dx, stripe + lane);
        }

        if (lane < end)
        {
            int count = (int)(end - lane);
            TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), offset0 = TLanes.Load(in offset, lane), slope0 = TLanes.Load(in slope, lane);
            TLanes.StoreFirst(((TLanes.LoadFirst(in dy, stripe + lane, count) - offset0) - ((TLanes.LoadFirst(in x, stripe + lane, count) - mean0) * slope0)) * scale0, ref dx, stripe + lane, count);
        }
    }
}
