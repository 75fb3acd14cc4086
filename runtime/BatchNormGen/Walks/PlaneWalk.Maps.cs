using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

internal sealed unsafe partial class PlaneWalk<T>
{
    /// <summary>Runs of planes are streamed from where whole 64 bytes begin; not those that lie askew, nor planes of less than that.</summary>
    public override bool CanStream(T* result, nint positions) =>
        (nuint)result % (nuint)sizeof(T) == 0 && positions >= CacheLine.Length<T>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override nint Units(nint samples, nint positions, StatisticRange range) => UnitGrid.Of(samples, positions, range, _blockLength).Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Map(in MapCall<T> call, StatisticRange range, nint first, nint end)
    {
        UnitGrid grid = UnitGrid.Of(call.Samples, call.Positions, range, _blockLength);
        for (nint unit = first; unit < end; unit++)
        {
            grid.Unit(Features, range, unit, out nint at, out int feature, out nint position, out nint planes, out nint positions);
            call.Arguments.Advance(at, feature, position, out KernelArguments<T> arguments);
            arguments.Count = planes;
            arguments.Positions = positions;
            call.Kernel.Run(in arguments, call.Streams);
        }
    }

    protected override T* SpreadAlong(T* vector, T* scratch, nint rows) => vector;

    /// <summary>The units of a map: whole planes of adjacent features, or parts of planes where these are large.</summary>
    private readonly record struct UnitGrid(nint Samples, nint Positions, nint RunsPerSample, nint PartsPerPlane, int RunFeatures, nint PartLength)
    {
        public nint Count => Samples * RunsPerSample * PartsPerPlane;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static UnitGrid Of(nint samples, nint positions, StatisticRange range, int blockLength)
        {
            nint length = UnitBytes / sizeof(T);

            // A plane that a kernel may know the extents of is never divided.
            bool divided = positions > Math.Max(length, blockLength);
            int run = divided ? 1 : (int)Math.Clamp(length / Math.Max(1, positions), 1, range.Count);
            nint part = divided ? length : positions;
            nint parts = divided ? (positions + part - 1) / part : 1;
            return new UnitGrid(samples, positions, (range.Count + run - 1) / run, parts, run, part);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Unit(int features, StatisticRange range, nint unit, out nint at, out int feature, out nint position, out nint planes, out nint positions)
        {
            (nint runs, nint part) = PartsPerPlane == 1 ? (unit, 0) : Math.DivRem(unit, PartsPerPlane);
            (nint sample, nint runOfSample) = RunsPerSample == 1 ? (runs, 0) : Math.DivRem(runs, RunsPerSample);
            feature = range.First + ((int)runOfSample * RunFeatures);
            planes = Math.Min(RunFeatures, range.End - feature);
            position = part * PartLength;
            positions = Math.Min(PartLength, Positions - position);
            at = (((sample * features) + feature) * Positions) + position;
        }
    }
}
