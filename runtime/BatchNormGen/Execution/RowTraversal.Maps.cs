using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

internal readonly unsafe partial struct RowTraversal<T, TKernel>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    private const int UnitBytes = 64 * 1024;

    /// <summary>The least stripes of a unit: when it is streamed, the first and the last are written twice.</summary>
    private const int LeastUnitStripes = 16;

    /// <summary>A map of whole stripes.</summary>
    private interface IStripeMap
    {
        /// <summary>Maps stripes that begin <paramref name="late"/> channels late.</summary>
        void Map<TLanes>(T* source, T* dy, T* result, nint stripes, int late)
            where TLanes : struct, ILanes<TLanes, T>;
    }

    private static nint UnitStripes => Math.Max(LeastUnitStripes, UnitBytes / (StripeLength * sizeof(T)));

    private static nint UnitRows => UnitStripes * TKernel.StripeRows;

    public static bool CanStream(T* result, nint positions) => StripeLength % Lanes == 0 && (nuint)result % (nuint)sizeof(T) == 0;

    public static nint Units(nint samples, nint positions, ChannelRange channels) => ((samples * positions) + UnitRows - 1) / UnitRows;

    public static void SpreadMean(Pass<T>* pass) => pass->StripeMean = Spread(pass->Mean, pass->StripeMean, pass->Streams);

    public static void SpreadConstants(Pass<T>* pass)
    {
        pass->StripeMean = Spread(pass->Mean, pass->StripeMean, pass->Streams);
        pass->StripeScale = Spread(pass->Scale, pass->StripeScale, pass->Streams);
        pass->StripeShift = Spread(pass->Shift, pass->StripeShift, pass->Streams);
        if (pass->Dy is not null)
        {
            pass->StripeOffset = Spread(pass->GradientOffset, pass->StripeOffset, pass->Streams);
            pass->StripeSlope = Spread(pass->Slope, pass->StripeSlope, pass->Streams);
        }
    }

    /// <summary>A channel vector along a stripe and on by a group of lanes; itself, where stripes are rows and never begin late.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Spread(T* channels, T* scratch, bool streams)
    {
        if (TKernel.StripeRows == 1 && !streams)
        {
            return channels;
        }

        StripeVector.Repeat(channels, TKernel.Features, scratch, VectorLength);
        return scratch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(ref readonly AffineMap<T> map)
        where TLanes : struct, ILanes<TLanes, T> => MapRows<ApplyMap, TLanes, TLanes>(
            new ApplyMap(map.Mean, map.Scale, map.Shift, IsCached(map.Samples * map.Positions)), map.X, null, map.Y, map.Samples * map.Positions);

    public static void Apply<TLanes, TResult>(ref readonly AffineMap<T> map, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => MapUnits<ApplyMap, TLanes, TResult>(
            new ApplyMap(map.Mean, map.Scale, map.Shift, IsCached(map.Samples * map.Positions)), map.X, null, map.Y, map.Samples * map.Positions, first, end);

    public static void Apply<TLanes, TResult>(Pass<T>* pass, T* source, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => MapUnits<ApplyMap, TLanes, TResult>(
            new ApplyMap(pass->StripeMean, pass->StripeScale, pass->StripeShift, IsCached(pass->Count)), source, null, pass->Result, pass->Count, first, end);

    public static void ApplyGradients<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => MapUnits<GradientMap, TLanes, TResult>(
            new GradientMap(pass->StripeMean, pass->StripeScale, pass->StripeOffset, pass->StripeSlope, IsCached(pass->Count)),
            pass->X, pass->Dy, pass->Result, pass->Count, first, end);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapUnits<TMap, TLanes, TResult>(TMap map, T* source, T* dy, T* result, nint count, nint first, nint end)
        where TMap : struct, IStripeMap
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        for (nint unit = first; unit < end; unit++)
        {
            nint at = unit * UnitRows * TKernel.Features;
            MapRows<TMap, TLanes, TResult>(map, source + at, dy is null ? null : dy + at, result + at, Math.Min(UnitRows, count - (unit * UnitRows)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapRows<TMap, TLanes, TResult>(TMap map, T* source, T* dy, T* result, nint rows)
        where TMap : struct, IStripeMap
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        nint stripes = rows / TKernel.StripeRows;
        if (stripes > 0)
        {
            MapStripes<TMap, TLanes, TResult>(map, source, dy, result, stripes);
        }

        if (TKernel.StripeRows > 1 && rows % TKernel.StripeRows is > 0 and nint rest)
        {
            nint at = stripes * StripeLength;
            MapRest<TMap, TLanes>(map, source + at, dy is null ? null : dy + at, result + at, (int)rest * TKernel.Features);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapStripes<TMap, TLanes, TResult>(TMap map, T* source, T* dy, T* result, nint stripes)
        where TMap : struct, IStripeMap
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        int late = TResult.LanesToAligned(ref *result, 0);
        if (late == 0)
        {
            map.Map<TResult>(source, dy, result, stripes, 0);
            return;
        }

        // Streamed stripes begin at whole 64 bytes, some channels late. The first and the last stripe are written through the caches; where
        // they overlap with the others the same is written twice, which in place would be wrong, but in place nothing is streamed.
        nint last = (stripes - 1) * StripeLength;
        map.Map<TLanes>(source, dy, result, 1, 0);
        map.Map<TResult>(source + late, dy + late, result + late, stripes - 1, late);
        map.Map<TLanes>(source + last, dy + last, result + last, 1, 0);
    }

    /// <summary>The rows at the end that do not make a stripe, by way of one that lies elsewhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapRest<TMap, TLanes>(TMap map, T* source, T* dy, T* result, int length)
        where TMap : struct, IStripeMap
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* stripes = stackalloc T[2 * StripeLength];
        T* other = stripes + StripeLength;
        new ReadOnlySpan<T>(source, length).CopyTo(new Span<T>(stripes, length));
        if (dy is not null)
        {
            new ReadOnlySpan<T>(dy, length).CopyTo(new Span<T>(other, length));
        }

        // What else is in the stripes is mapped too, and not looked at.
        map.Map<TLanes>(stripes, other, stripes, 1, 0);
        new ReadOnlySpan<T>(stripes, length).CopyTo(new Span<T>(result, length));
    }

    private readonly struct ApplyMap(T* mean, T* scale, T* shift, bool cached) : IStripeMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map<TLanes>(T* source, T* dy, T* result, nint stripes, int late)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.Apply<TLanes>(
                in *source, ref *result, stripes, cached, in mean[late], in scale[late], in shift[late]);
    }

    private readonly struct GradientMap(T* mean, T* scale, T* offset, T* slope, bool cached) : IStripeMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map<TLanes>(T* source, T* dy, T* result, nint stripes, int late)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.GradientApply<TLanes>(
                in *source, in *dy, ref *result, stripes, cached, in mean[late], in scale[late], in offset[late], in slope[late]);
    }
}
