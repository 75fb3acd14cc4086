using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The bodies of a generated plane kernel, written once for all shapes.</summary>
internal readonly struct RuntimePlaneKernel : IPlaneKernel<float>
{
    private const int Lanes = 16;
    private const int ChainLength = 16;
    private const double Weight = 0.1;

    public static int Features => RuntimeExtents.Features;

    public static double Epsilon => 1e-5;

    public static int MaxChunks => Math.Clamp(4096 / RuntimeExtents.Features, 1, 32);

    public static int BlockLength => 4096;

    public static void Moments<TLanes>(
        ref readonly float x, nint channels, nint positions, ref readonly float estimate, ref double sums, ref double squares)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint at = 0;
        for (nint channel = 0; channel < channels; channel++)
        {
            TLanes c = TLanes.Splat(in estimate, channel);
            nint tiles = positions / (2 * Lanes);
            do
            {
                TLanes sum0 = TLanes.Zero, squares0 = TLanes.Zero;
                TLanes sum1 = TLanes.Zero, squares1 = TLanes.Zero;
                nint run = Math.Min(tiles, ChainLength - 1);
                tiles -= run;
                for (; run > 0; run--, at += 2 * Lanes)
                {
                    TLanes d = TLanes.Load(in x, at) - c;
                    sum0 += d;
                    squares0 += d * d;
                    TLanes e = TLanes.Load(in x, at + Lanes) - c;
                    sum1 += e;
                    squares1 += e * e;
                }

                if (tiles == 0)
                {
                    int rest = (int)(positions % (2 * Lanes));
                    for (; rest >= Lanes; rest -= Lanes, at += Lanes)
                    {
                        TLanes d = TLanes.Load(in x, at) - c;
                        sum0 += d;
                        squares0 += d * d;
                    }

                    if (rest > 0)
                    {
                        TLanes e = TLanes.KeepFirst(TLanes.LoadFirst(in x, at, rest) - c, rest);
                        sum1 += e;
                        squares1 += e * e;
                        at += rest;
                    }
                }

                TLanes.AddSumTo(sum0 + sum1, ref sums, channel);
                TLanes.AddSumTo(squares0 + squares1, ref squares, channel);
            }
            while (tiles > 0);
        }
    }

    public static void Apply<TLanes>(
        ref readonly float x, ref float y, nint channels, nint positions, ref readonly float mean, ref readonly float scale, ref readonly float shift)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint at = 0;
        if (positions < Lanes)
        {
            for (nint channel = 0; channel < channels; channel++, at += positions)
            {
                TLanes m = TLanes.Splat(in mean, channel);
                TLanes k = TLanes.Splat(in scale, channel);
                TLanes b = TLanes.Splat(in shift, channel);
                TLanes.StoreFirst(((TLanes.LoadFirst(in x, at, (int)positions) - m) * k) + b, ref y, at, (int)positions);
            }

            return;
        }

        int ahead = TLanes.LanesToAligned(ref y, 0);
        if (ahead > 0)
        {
            TLanes m = TLanes.Splat(in mean, 0);
            TLanes k = TLanes.Splat(in scale, 0);
            TLanes b = TLanes.Splat(in shift, 0);
            TLanes.StoreFirst(((TLanes.LoadFirst(in x, 0, ahead) - m) * k) + b, ref y, 0, ahead);
            at = ahead;
        }

        nint end = 0;
        for (nint channel = 0; channel < channels; channel++)
        {
            TLanes m = TLanes.Splat(in mean, channel);
            TLanes k = TLanes.Splat(in scale, channel);
            TLanes b = TLanes.Splat(in shift, channel);
            end += positions;
            for (; at <= end - (4 * Lanes); at += 4 * Lanes)
            {
                TLanes.Store(((TLanes.Load(in x, at) - m) * k) + b, ref y, at);
                TLanes.Store(((TLanes.Load(in x, at + Lanes) - m) * k) + b, ref y, at + Lanes);
                TLanes.Store(((TLanes.Load(in x, at + (2 * Lanes)) - m) * k) + b, ref y, at + (2 * Lanes));
                TLanes.Store(((TLanes.Load(in x, at + (3 * Lanes)) - m) * k) + b, ref y, at + (3 * Lanes));
            }

            for (; at <= end - Lanes; at += Lanes)
            {
                TLanes.Store(((TLanes.Load(in x, at) - m) * k) + b, ref y, at);
            }

            if (at < end && channel + 1 < channels)
            {
                int own = (int)(end - at);
                m = TLanes.Join(m, TLanes.Splat(in mean, channel + 1), own);
                k = TLanes.Join(k, TLanes.Splat(in scale, channel + 1), own);
                b = TLanes.Join(b, TLanes.Splat(in shift, channel + 1), own);
                TLanes.Store(((TLanes.Load(in x, at) - m) * k) + b, ref y, at);
                at += Lanes;
            }
        }

        int rest = (int)(end - at);
        if (rest > 0)
        {
            TLanes m = TLanes.Splat(in mean, channels - 1);
            TLanes k = TLanes.Splat(in scale, channels - 1);
            TLanes b = TLanes.Splat(in shift, channels - 1);
            TLanes.StoreFirst(((TLanes.LoadFirst(in x, at, rest) - m) * k) + b, ref y, at, rest);
        }
    }

    public static void GradientSums<TLanes>(
        ref readonly float x, ref readonly float dy, nint channels, nint positions, ref readonly float mean, ref double sums, ref double products)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint at = 0;
        for (nint channel = 0; channel < channels; channel++)
        {
            TLanes c = TLanes.Splat(in mean, channel);
            nint tiles = positions / (2 * Lanes);
            do
            {
                TLanes sum0 = TLanes.Zero, products0 = TLanes.Zero;
                TLanes sum1 = TLanes.Zero, products1 = TLanes.Zero;
                nint run = Math.Min(tiles, ChainLength - 1);
                tiles -= run;
                for (; run > 0; run--, at += 2 * Lanes)
                {
                    TLanes g = TLanes.Load(in dy, at);
                    sum0 += g;
                    products0 += g * (TLanes.Load(in x, at) - c);
                    TLanes h = TLanes.Load(in dy, at + Lanes);
                    sum1 += h;
                    products1 += h * (TLanes.Load(in x, at + Lanes) - c);
                }

                if (tiles == 0)
                {
                    int rest = (int)(positions % (2 * Lanes));
                    for (; rest >= Lanes; rest -= Lanes, at += Lanes)
                    {
                        TLanes g = TLanes.Load(in dy, at);
                        sum0 += g;
                        products0 += g * (TLanes.Load(in x, at) - c);
                    }

                    if (rest > 0)
                    {
                        TLanes h = TLanes.LoadFirst(in dy, at, rest);
                        sum1 += h;
                        products1 += h * (TLanes.LoadFirst(in x, at, rest) - c);
                        at += rest;
                    }
                }

                TLanes.AddSumTo(sum0 + sum1, ref sums, channel);
                TLanes.AddSumTo(products0 + products1, ref products, channel);
            }
            while (tiles > 0);
        }
    }

    public static void GradientApply<TLanes>(
        ref readonly float x, ref readonly float dy, ref float dx, nint channels, nint positions,
        ref readonly float mean, ref readonly float scale, ref readonly float offset, ref readonly float slope)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint at = 0;
        if (positions < Lanes)
        {
            for (nint channel = 0; channel < channels; channel++, at += positions)
            {
                TLanes m = TLanes.Splat(in mean, channel);
                TLanes k = TLanes.Splat(in scale, channel);
                TLanes o = TLanes.Splat(in offset, channel);
                TLanes s = TLanes.Splat(in slope, channel);
                TLanes.StoreFirst(((TLanes.LoadFirst(in dy, at, (int)positions) - o) - ((TLanes.LoadFirst(in x, at, (int)positions) - m) * s)) * k, ref dx, at, (int)positions);
            }

            return;
        }

        int ahead = TLanes.LanesToAligned(ref dx, 0);
        if (ahead > 0)
        {
            TLanes m = TLanes.Splat(in mean, 0);
            TLanes k = TLanes.Splat(in scale, 0);
            TLanes o = TLanes.Splat(in offset, 0);
            TLanes s = TLanes.Splat(in slope, 0);
            TLanes.StoreFirst(((TLanes.LoadFirst(in dy, 0, ahead) - o) - ((TLanes.LoadFirst(in x, 0, ahead) - m) * s)) * k, ref dx, 0, ahead);
            at = ahead;
        }

        nint end = 0;
        for (nint channel = 0; channel < channels; channel++)
        {
            TLanes m = TLanes.Splat(in mean, channel);
            TLanes k = TLanes.Splat(in scale, channel);
            TLanes o = TLanes.Splat(in offset, channel);
            TLanes s = TLanes.Splat(in slope, channel);
            end += positions;
            for (; at <= end - (4 * Lanes); at += 4 * Lanes)
            {
                TLanes.Store(((TLanes.Load(in dy, at) - o) - ((TLanes.Load(in x, at) - m) * s)) * k, ref dx, at);
                TLanes.Store(((TLanes.Load(in dy, at + Lanes) - o) - ((TLanes.Load(in x, at + Lanes) - m) * s)) * k, ref dx, at + Lanes);
                TLanes.Store(((TLanes.Load(in dy, at + (2 * Lanes)) - o) - ((TLanes.Load(in x, at + (2 * Lanes)) - m) * s)) * k, ref dx, at + (2 * Lanes));
                TLanes.Store(((TLanes.Load(in dy, at + (3 * Lanes)) - o) - ((TLanes.Load(in x, at + (3 * Lanes)) - m) * s)) * k, ref dx, at + (3 * Lanes));
            }

            for (; at <= end - Lanes; at += Lanes)
            {
                TLanes.Store(((TLanes.Load(in dy, at) - o) - ((TLanes.Load(in x, at) - m) * s)) * k, ref dx, at);
            }

            if (at < end && channel + 1 < channels)
            {
                int own = (int)(end - at);
                m = TLanes.Join(m, TLanes.Splat(in mean, channel + 1), own);
                k = TLanes.Join(k, TLanes.Splat(in scale, channel + 1), own);
                o = TLanes.Join(o, TLanes.Splat(in offset, channel + 1), own);
                s = TLanes.Join(s, TLanes.Splat(in slope, channel + 1), own);
                TLanes.Store(((TLanes.Load(in dy, at) - o) - ((TLanes.Load(in x, at) - m) * s)) * k, ref dx, at);
                at += Lanes;
            }
        }

        int rest = (int)(end - at);
        if (rest > 0)
        {
            TLanes m = TLanes.Splat(in mean, channels - 1);
            TLanes k = TLanes.Splat(in scale, channels - 1);
            TLanes o = TLanes.Splat(in offset, channels - 1);
            TLanes s = TLanes.Splat(in slope, channels - 1);
            TLanes.StoreFirst(((TLanes.LoadFirst(in dy, at, rest) - o) - ((TLanes.LoadFirst(in x, at, rest) - m) * s)) * k, ref dx, at, rest);
        }
    }

    public static void UpdateMovingStatistics(
        Span<float> movingMean, Span<float> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch)
    {
        MovingAverage.Move(movingMean, mean, 1 - Weight, Weight);
        MovingAverage.Move(movingVariance, variance, 1 - Weight, Weight);
    }
}
