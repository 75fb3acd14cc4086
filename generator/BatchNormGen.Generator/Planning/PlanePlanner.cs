using System;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>Plans kernels whose positions are innermost.</summary>
/// <remarks>What the choices gain is measured in docs/performance.md.</remarks>
internal static class PlanePlanner
{
    /// <summary>The chains of additions that a reduction works on together: enough to hide the latency of an addition, and as many as sixteen registers of 256 bits hold.</summary>
    private const int ReductionChains = 4;

    /// <summary>Groups of a map of planes, whose constants all groups share: enough to hide what a turn of the loop costs.</summary>
    private const int MapGroups = 4;

    /// <summary>
    /// The most groups of a plane whose sums are written out: with some six operations each, a method stays below 100, where the JIT still
    /// inlines all of them.
    /// </summary>
    private const int MaxUnrolledGroups = 8;

    /// <summary>The most groups of a plane whose sums are short: four lanes become one before it is widened, of no more terms than a chain has.</summary>
    private const int MaxShortSumGroups = KernelPlanner.ChainLength / 4;

    /// <summary>What the chunks of all channels may take: groups of channels are the threads' work, and chunks only where there are few channels.</summary>
    private const int ScratchBytes = 1 << 18;

    /// <summary>
    /// The rows, each a plane, that are worked on together: enough that what is done once for all of them does not show, and few enough that they
    /// stay in the caches meanwhile.
    /// </summary>
    private const int RowBlockBytes = 32 * 1024;

    /// <summary>The fewest such rows: over a chain of them, the gradients of parameters are summed in registers.</summary>
    private const int MinRowsOfBlock = KernelPlanner.ChainLength;

    /// <summary>The most such rows: their numbers take no more than the rows themselves.</summary>
    private const int MaxRowsOfBlock = 256;

    /// <summary>
    /// The values of a row whose mean is an estimate that seldom has to be moved: it strays by a sixteenth of a deviation. A channel of a batch has many
    /// planes, of which only the first block needs one, and takes its first value.
    /// </summary>
    private const int RowEstimateLength = 256;

    /// <summary>The fewest values of a plane that its mean is estimated from: of so many ordinary ones, about two estimates in a thousand are off by a quarter of a deviation.</summary>
    private const int MinSample = 128;

    public static PlanePlan Plan(int features, int fixedPositions, ElementType type) => Plan(
        "channel", features, fixedPositions, type, estimateLength: 1,
        maxChunks: Math.Max(1, Math.Min(ScratchBytes / KernelPlanner.ScratchBytesPerLane / features, KernelPlanner.MaxChunks)));

    /// <summary>Rows of one length, any number of them: the features are the rows of a block.</summary>
    public static PlanePlan PlanRows(int length, ElementType type)
    {
        // Only rows that are larger than a block are divided into chunks.
        int bytes = Machine.LanesBytes / Machine.Lanes(type);
        int rows = Math.Max(MinRowsOfBlock, Math.Min(RowBlockBytes / bytes / length, MaxRowsOfBlock));
        return Plan("row", rows, length, type, RowEstimateLength, maxChunks: length <= BlockLength(type) ? 1 : KernelPlanner.MaxChunks);
    }

    /// <summary>Groups of channels, each a plane of all positions of its channels; of any number of positions where that is 0.</summary>
    public static PlanePlan PlanGroups(int groups, long length, ElementType type) => Plan(
        "group", groups, length <= BlockLength(type) ? (int)length : 0, type, RowEstimateLength,
        maxChunks: length > 0 && length <= BlockLength(type) ? 1 : KernelPlanner.MaxChunks);

    private static int BlockLength(ElementType type) => Machine.FirstLevelBytes / Machine.LanesBytes * Machine.Lanes(type);

    private static PlanePlan Plan(string statistic, int features, int fixedPositions, ElementType type, int estimateLength, int maxChunks)
    {
        int lanes = Machine.Lanes(type);
        int blockLength = BlockLength(type);

        // A plane larger than a block is handed over in parts, whose length is known at run time only.
        PlaneExtents? extents = fixedPositions > 0 && fixedPositions <= blockLength ? Extents(fixedPositions, lanes) : null;
        return new PlanePlan
        {
            Features = features,
            ElementType = type,
            Lanes = lanes,
            MaxChunks = maxChunks,
            ChainLength = KernelPlanner.ChainLength,
            BlockLength = blockLength,
            Statistic = statistic,
            EstimateLength = estimateLength,
            ReductionChains = ReductionChains,
            MapGroups = MapGroups,
            HasShortSums = extents is not null && extents.AllGroups <= MaxShortSumGroups,
            EstimateSample = extents is null ? default : Sample(extents, lanes),
            Fixed = extents,
        };
    }

    /// <remarks>
    /// One value v that is far larger than all others makes a deviation of v/√n, and moves the mean of a sample of m by v/m: by a quarter of the deviation
    /// where m is 4√n.
    /// </remarks>
    private static EstimateSample Sample(PlaneExtents extents, int lanes)
    {
        int values = Math.Max(MinSample, (int)(4 * Math.Sqrt(extents.Positions)));
        int stride = extents.Groups / ((values + lanes - 1) / lanes);
        return stride <= 1
            ? new(extents.AllGroups, Stride: 1, extents.Positions)
            : new((extents.Groups + stride - 1) / stride, stride, (extents.Groups + stride - 1) / stride * lanes);
    }

    private static PlaneExtents Extents(int positions, int lanes) => new(
        positions, positions / lanes, positions % lanes,
        InnerGroups: Math.Max(0, positions - (lanes - 1)) / lanes,
        IsUnrolled: positions <= MaxUnrolledGroups * lanes);
}
