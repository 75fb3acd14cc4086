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
        static abstract void Map<TLanes>(Pass<T>* pass, T* source, T* dy, T* result, nint stripes, int late)
            where TLanes : struct, ILanes<TLanes, T>;
    }

    private static nint UnitStripes => Math.Max(LeastUnitStripes, UnitBytes / (StripeLength * sizeof(T)));

    public static bool CanStream(in Pass<T> pass) => StripeLength % Lanes == 0;

    public static nint Units(in Pass<T> pass, ChannelRange channels)
    {
        nint unitRows = UnitStripes * TKernel.StripeRows;
        return (pass.Count + unitRows - 1) / unitRows;
    }

    public static void SpreadMean(Pass<T>* pass) => pass->StripeMean = Spread(pass, pass->Mean, pass->StripeMean);

    public static void SpreadConstants(Pass<T>* pass)
    {
        pass->StripeMean = Spread(pass, pass->Mean, pass->StripeMean);
        pass->StripeScale = Spread(pass, pass->Scale, pass->StripeScale);
        pass->StripeShift = Spread(pass, pass->Shift, pass->StripeShift);
        if (pass->Dy is not null)
        {
            pass->StripeOffset = Spread(pass, pass->GradientOffset, pass->StripeOffset);
            pass->StripeSlope = Spread(pass, pass->Slope, pass->StripeSlope);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes, TResult>(Pass<T>* pass, T* source, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => MapUnits<ApplyMap, TLanes, TResult>(pass, source, pass->Dy, first, end);

    public static void ApplyGradients<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => MapUnits<GradientMap, TLanes, TResult>(pass, pass->X, pass->Dy, first, end);

    /// <summary>A channel vector along a stripe and on by a group of lanes; itself, where stripes are rows and never begin late.</summary>
    private static T* Spread(Pass<T>* pass, T* channels, T* stripe)
    {
        if (TKernel.StripeRows == 1 && !pass->Streams)
        {
            return channels;
        }

        StripeVector.Repeat(channels, TKernel.Features, stripe, VectorLength);
        return stripe;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapUnits<TMap, TLanes, TResult>(Pass<T>* pass, T* source, T* dy, nint first, nint end)
        where TMap : struct, IStripeMap
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        nint unitRows = UnitStripes * TKernel.StripeRows;
        for (nint unit = first; unit < end; unit++)
        {
            nint rows = Math.Min(unitRows, pass->Count - (unit * unitRows));
            nint at = unit * unitRows * TKernel.Features;
            nint stripes = rows / TKernel.StripeRows;
            if (stripes > 0)
            {
                MapStripes<TMap, TLanes, TResult>(pass, source + at, dy + at, pass->Result + at, stripes);
            }

            if (TKernel.StripeRows > 1 && rows % TKernel.StripeRows is > 0 and nint rest)
            {
                at += stripes * StripeLength;
                MapRest<TMap, TLanes>(pass, source + at, dy is null ? null : dy + at, pass->Result + at, (int)rest * TKernel.Features);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapStripes<TMap, TLanes, TResult>(Pass<T>* pass, T* source, T* dy, T* result, nint stripes)
        where TMap : struct, IStripeMap
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        int late = TResult.LanesToAligned(ref *result, 0);
        if (late == 0)
        {
            TMap.Map<TResult>(pass, source, dy, result, stripes, 0);
            return;
        }

        // Streamed stripes begin at whole 64 bytes, some channels late. The first and the last stripe are written through the caches; where
        // they overlap with the others the same is written twice, which in place would be wrong, but in place nothing is streamed.
        nint last = (stripes - 1) * StripeLength;
        TMap.Map<TLanes>(pass, source, dy, result, 1, 0);
        TMap.Map<TResult>(pass, source + late, dy + late, result + late, stripes - 1, late);
        TMap.Map<TLanes>(pass, source + last, dy + last, result + last, 1, 0);
    }

    /// <summary>The rows at the end that do not make a stripe, by way of one that lies elsewhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapRest<TMap, TLanes>(Pass<T>* pass, T* source, T* dy, T* result, int length)
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
        TMap.Map<TLanes>(pass, stripes, other, stripes, 1, 0);
        new ReadOnlySpan<T>(stripes, length).CopyTo(new Span<T>(result, length));
    }

    private readonly struct ApplyMap : IStripeMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Map<TLanes>(Pass<T>* pass, T* source, T* dy, T* result, nint stripes, int late)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.Apply<TLanes>(
                in *source, ref *result, stripes, in pass->StripeMean[late], in pass->StripeScale[late], in pass->StripeShift[late]);
    }

    private readonly struct GradientMap : IStripeMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Map<TLanes>(Pass<T>* pass, T* source, T* dy, T* result, nint stripes, int late)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.GradientApply<TLanes>(
                in *source, in *dy, ref *result, stripes,
                in pass->StripeMean[late], in pass->StripeScale[late], in pass->StripeOffset[late], in pass->StripeSlope[late]);
    }
}
