using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

internal readonly unsafe partial struct PlaneTraversal<T, TKernel>
{
    /// <summary>A plane's constants are single numbers: vectors stay as they are.</summary>
    public static T* Spread(T* channels, T* scratch, nint rows, bool streams) => channels;

    /// <summary>Runs of planes are streamed from where whole 64 bytes begin; not those that lie askew, nor planes of less than that.</summary>
    public static bool CanStream(T* result, nint positions) =>
        (nuint)result % (nuint)sizeof(T) == 0 && positions >= CacheLine.Bytes / sizeof(T);

    public static nint Units(nint samples, nint positions, ChannelRange channels) => UnitGrid.Of(samples, positions, channels).Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(ref readonly AffineMap<T> map)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint sampleLength = TKernel.Features * map.Positions;
        for (nint sample = 0, at = 0; sample < map.Samples; sample++, at += sampleLength)
        {
            TKernel.Apply<TLanes>(in map.X[at], ref map.Y[at], TKernel.Features, map.Positions, in *map.Mean, in *map.Scale, in *map.Shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes, TResult>(ref readonly AffineMap<T> map, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        MapUnits<ApplyMap, TResult>(
            new ApplyMap(map.X, map.Mean, map.Scale, map.Shift), map.Y, UnitGrid.Of(map.Samples, map.Positions, channels), channels, first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes, TResult>(Pass<T>* pass, T* source, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        MapUnits<ApplyMap, TResult>(
            new ApplyMap(source, pass->Mean, pass->Scale, pass->Shift), pass->Result, UnitGrid.Of(pass->Samples, pass->Positions, channels), channels, first, end);
    }

    public static void ApplyGradients<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        MapUnits<GradientMap, TResult>(
            new GradientMap(pass), pass->Result, UnitGrid.Of(pass->Samples, pass->Positions, channels), channels, first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapUnits<TMap, TResult>(TMap map, T* result, UnitGrid grid, ChannelRange channels, nint first, nint end)
        where TMap : struct, IPlaneMap
        where TResult : struct, ILanes<TResult, T>
    {
        for (nint unit = first; unit < end; unit++)
        {
            grid.Unit(channels, unit, out nint at, out int c, out nint run, out nint positions);
            map.Map<TResult>(at, c, result + at, run, positions);
        }
    }

    /// <summary>A map of the planes of adjacent channels of one sample.</summary>
    private interface IPlaneMap
    {
        /// <param name="at">Where the first plane begins in the inputs.</param>
        /// <param name="c">Its channel.</param>
        /// <param name="result">Receives the results.</param>
        /// <param name="run">The number of channels.</param>
        /// <param name="positions">The positions of a plane, or of a part of one.</param>
        void Map<TLanes>(nint at, int c, T* result, nint run, nint positions)
            where TLanes : struct, ILanes<TLanes, T>;
    }

    private readonly struct ApplyMap(T* x, T* mean, T* scale, T* shift) : IPlaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map<TLanes>(nint at, int c, T* result, nint run, nint positions)
            where TLanes : struct, ILanes<TLanes, T> =>
            TKernel.Apply<TLanes>(in x[at], ref *result, run, positions, in mean[c], in scale[c], in shift[c]);
    }

    private readonly struct GradientMap(Pass<T>* pass) : IPlaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map<TLanes>(nint at, int c, T* result, nint run, nint positions)
            where TLanes : struct, ILanes<TLanes, T> => TKernel.GradientApply<TLanes>(
                in pass->X[at], in pass->Dy[at], ref *result, run, positions,
                in pass->Mean[c], in pass->Scale[c], in pass->GradientOffset[c], in pass->Slope[c]);
    }

    /// <summary>The units of a map: whole planes of adjacent channels, or parts of planes where these are large.</summary>
    private readonly record struct UnitGrid(nint Samples, nint Positions, nint RunsPerSample, nint PartsPerPlane, int RunFeatures, nint PartLength)
    {
        public nint Count => Samples * RunsPerSample * PartsPerPlane;

        public static UnitGrid Of(nint samples, nint positions, ChannelRange channels)
        {
            nint length = UnitBytes / sizeof(T);

            // A plane that a kernel may know the extents of is never divided.
            bool divided = positions > Math.Max(length, TKernel.BlockLength);
            int run = divided ? 1 : (int)Math.Clamp(length / Math.Max(1, positions), 1, channels.Count);
            nint part = divided ? length : positions;
            nint parts = divided ? (positions + part - 1) / part : 1;
            return new UnitGrid(samples, positions, (channels.Count + run - 1) / run, parts, run, part);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Unit(ChannelRange channels, nint unit, out nint at, out int channel, out nint run, out nint positions)
        {
            (nint planes, nint part) = PartsPerPlane == 1 ? (unit, 0) : Math.DivRem(unit, PartsPerPlane);
            (nint sample, nint runOfSample) = RunsPerSample == 1 ? (planes, 0) : Math.DivRem(planes, RunsPerSample);
            channel = channels.First + ((int)runOfSample * RunFeatures);
            run = Math.Min(RunFeatures, channels.End - channel);
            nint position = part * PartLength;
            positions = Math.Min(PartLength, Positions - position);
            at = (((sample * TKernel.Features) + channel) * Positions) + position;
        }
    }

    /// <summary>The sums of whole planes about the estimates of their channels.</summary>
    private readonly struct PlaneSums : IBlockSums<T>
    {
        public static void Sum<TLanes>(in MeasuredChunk<T> chunk, T* x, nint samples)
            where TLanes : struct, ILanes<TLanes, T>
        {
            (int first, int count) = (chunk.Channels.First, chunk.Channels.Count);
            double* sums = chunk.Sums + first;
            double* squares = chunk.Squares + first;
            new Span<double>(sums, count).Clear();
            new Span<double>(squares, count).Clear();
            for (nint sample = 0; sample < samples; sample++, x += TKernel.Features * chunk.Positions)
            {
                TKernel.Moments<TLanes>(in *x, count, chunk.Positions, in chunk.Estimates[first], ref *sums, ref *squares);
            }
        }
    }
}
