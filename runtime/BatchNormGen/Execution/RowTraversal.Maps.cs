using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

internal readonly unsafe partial struct RowTraversal<T, TKernel>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    private const int UnitBytes = 64 * 1024;

    /// <summary>The least stripes of a unit: when it is streamed, the first and the last are written twice.</summary>
    private const int LeastUnitStripes = 16;

    /// <summary>A map of rows.</summary>
    private interface IRowMap
    {
        /// <summary>Maps rows that begin <paramref name="late"/> channels late.</summary>
        void Map<TLanes>(T* source, T* dy, T* result, nint rows, int late)
            where TLanes : struct, ILanes<TLanes, T>;
    }

    private static nint UnitStripes => Math.Max(LeastUnitStripes, UnitBytes / (StripeLength * sizeof(T)));

    private static nint UnitRows => UnitStripes * TKernel.StripeRows;

    public static bool CanStream(T* result, nint positions) => StripeLength % Lanes == 0 && (nuint)result % (nuint)sizeof(T) == 0;

    public static nint Units(nint samples, nint positions, ChannelRange channels) => ((samples * positions) + UnitRows - 1) / UnitRows;

    public static void SpreadMean(Pass<T>* pass) => pass->StripeMean = Spread(pass->Mean, pass->StripeMean, pass->Count, pass->Streams);

    public static void SpreadConstants(Pass<T>* pass)
    {
        pass->StripeMean = Spread(pass->Mean, pass->StripeMean, pass->Count, pass->Streams);
        pass->StripeScale = Spread(pass->Scale, pass->StripeScale, pass->Count, pass->Streams);
        pass->StripeShift = Spread(pass->Shift, pass->StripeShift, pass->Count, pass->Streams);
        if (pass->Dy is not null)
        {
            pass->StripeOffset = Spread(pass->GradientOffset, pass->StripeOffset, pass->Count, pass->Streams);
            pass->StripeSlope = Spread(pass->Slope, pass->StripeSlope, pass->Count, pass->Streams);
        }
    }

    /// <summary>A channel vector along a stripe and on by a group of lanes; itself, where there is one row or stripes are rows, and none begins late.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Spread(T* channels, T* scratch, nint rows, bool streams)
    {
        if ((TKernel.StripeRows == 1 || rows == 1) && !streams)
        {
            return channels;
        }

        int length = rows < TKernel.StripeRows ? ((int)rows * TKernel.Features) + Lanes : VectorLength;
        StripeVector.Repeat(channels, TKernel.Features, scratch, length);
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
        where TMap : struct, IRowMap
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
        where TMap : struct, IRowMap
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        int late = TResult.LanesToAligned(ref *result, 0);
        if (late == 0)
        {
            map.Map<TResult>(source, dy, result, rows, 0);
            return;
        }

        // Streamed stripes begin at whole 64 bytes, some channels late. The first and the last rows are written through the caches; where
        // they overlap with the others the same is written twice, which in place would be wrong, but in place nothing is streamed.
        nint lateRows = ((rows / TKernel.StripeRows) - 1) * TKernel.StripeRows;
        if (lateRows > 0)
        {
            map.Map<TLanes>(source, dy, result, TKernel.StripeRows, 0);
            map.Map<TResult>(source + late, dy + late, result + late, lateRows, late);
        }

        nint done = Math.Max(0, lateRows) * TKernel.Features;
        map.Map<TLanes>(source + done, dy + done, result + done, rows - Math.Max(0, lateRows), 0);
    }

    private readonly struct ApplyMap(T* mean, T* scale, T* shift, bool cached) : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map<TLanes>(T* source, T* dy, T* result, nint rows, int late)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.Apply<TLanes>(
                in *source, ref *result, rows, cached, in mean[late], in scale[late], in shift[late]);
    }

    private readonly struct GradientMap(T* mean, T* scale, T* offset, T* slope, bool cached) : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map<TLanes>(T* source, T* dy, T* result, nint rows, int late)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.GradientApply<TLanes>(
                in *source, in *dy, ref *result, rows, cached, in mean[late], in scale[late], in offset[late], in slope[late]);
    }
}
