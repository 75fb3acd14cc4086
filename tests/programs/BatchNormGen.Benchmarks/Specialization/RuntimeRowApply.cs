using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The bodies that normalize: y = (x − mean) · scale + shift.</summary>
internal static class RuntimeRowApply<TLanes>
    where TLanes : struct, ILanes<TLanes, float>
{
    private const int Lanes = 16;

    /// <summary>Stripe by stripe, four side by side where they come from the caches.</summary>
    public static void InOrder(
        ref readonly float x, ref float y, nint end, nint stripe, bool cached,
        ref readonly float mean, ref readonly float scale, ref readonly float shift)
    {
        nint at = 0;
        if (cached)
        {
            for (; at <= end - (4 * stripe); at += 4 * stripe)
            {
                nint lane = 0;
                for (; lane <= stripe - Lanes; lane += Lanes)
                {
                    TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), shift0 = TLanes.Load(in shift, lane);
                    nint value = at + lane;
                    TLanes.Store(((TLanes.Load(in x, value) - mean0) * scale0) + shift0, ref y, value);
                    value += stripe;
                    TLanes.Store(((TLanes.Load(in x, value) - mean0) * scale0) + shift0, ref y, value);
                    value += stripe;
                    TLanes.Store(((TLanes.Load(in x, value) - mean0) * scale0) + shift0, ref y, value);
                    value += stripe;
                    TLanes.Store(((TLanes.Load(in x, value) - mean0) * scale0) + shift0, ref y, value);
                }

                if (lane < stripe)
                {
                    int count = (int)(stripe - lane);
                    TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), shift0 = TLanes.Load(in shift, lane);
                    for (nint value = at + lane; value < at + (4 * stripe); value += stripe)
                    {
                        TLanes.StoreFirst(((TLanes.LoadFirst(in x, value, count) - mean0) * scale0) + shift0, ref y, value, count);
                    }
                }
            }
        }

        for (; at < end; at += stripe)
        {
            Groups(in x, ref y, at, 0, stripe, in mean, in scale, in shift);
        }
    }

    /// <summary>Down a band with one tile, then with the next: all constants stay in registers.</summary>
    public static void InBands(
        ref readonly float x, ref float y, nint stripes, nint stripe, nint mostStripes,
        ref readonly float mean, ref readonly float scale, ref readonly float shift)
    {
        for (nint first = 0; first < stripes; first += mostStripes)
        {
            nint start = first * stripe, end = start + (Math.Min(mostStripes, stripes - first) * stripe), lane = 0;
            for (; lane <= stripe - (2 * Lanes); lane += 2 * Lanes)
            {
                TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), shift0 = TLanes.Load(in shift, lane);
                TLanes mean1 = TLanes.Load(in mean, lane + Lanes), scale1 = TLanes.Load(in scale, lane + Lanes), shift1 = TLanes.Load(in shift, lane + Lanes);
                for (nint at = start + lane; at < end; at += stripe)
                {
                    TLanes.Store(((TLanes.Load(in x, at) - mean0) * scale0) + shift0, ref y, at);
                    TLanes.Store(((TLanes.Load(in x, at + Lanes) - mean1) * scale1) + shift1, ref y, at + Lanes);
                }
            }

            for (nint at = start; lane < stripe && at < end; at += stripe)
            {
                Groups(in x, ref y, at, lane, stripe, in mean, in scale, in shift);
            }
        }
    }

    /// <summary>The lanes of a stripe from one on, group by group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Groups(
        ref readonly float x, ref float y, nint stripe, nint lane, nint end,
        ref readonly float mean, ref readonly float scale, ref readonly float shift)
    {
        for (; lane <= end - Lanes; lane += Lanes)
        {
            TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), shift0 = TLanes.Load(in shift, lane);
            TLanes.Store(((TLanes.Load(in x, stripe + lane) - mean0) * scale0) + shift0, ref y, stripe + lane);
        }

        if (lane < end)
        {
            int count = (int)(end - lane);
            TLanes mean0 = TLanes.Load(in mean, lane), scale0 = TLanes.Load(in scale, lane), shift0 = TLanes.Load(in shift, lane);
            TLanes.StoreFirst(((TLanes.LoadFirst(in x, stripe + lane, count) - mean0) * scale0) + shift0, ref y, stripe + lane, count);
        }
    }
}
