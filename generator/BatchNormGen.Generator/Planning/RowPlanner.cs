using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>Plans kernels whose channels are innermost.</summary>
/// <remarks>What the choices gain is measured in docs/performance.md.</remarks>
internal static class RowPlanner
{
    /// <summary>
    /// Groups of a tile that leaps down a band, with an estimate and two sums each: twelve of sixteen 256-bit registers. Two are enough to hide the
    /// latency of an addition.
    /// </summary>
    private const int BandReductionGroups = 2;

    /// <summary>The most groups of a stripe whose sums stay in registers where a group is one vector: 24 of 32 registers.</summary>
    private const int MaxOneVectorGroups = 12;

    /// <summary>
    /// 3 KiB: the longest stripe that is summed in the order of memory. Leaping from stripe to stripe with one tile takes longer than reading
    /// in order; but sums and constants that wait in memory have to stay in the first-level cache. With longer stripes they do not, and there
    /// each stripe is a page of its own, so that leaping costs little.
    /// </summary>
    private const int MaxOrderedGroups = 48;

    /// <summary>The most constants of a stripe that is mapped in the order of memory: they stay in the first-level cache, beside what is read and written.</summary>
    private const int MaxOrderedConstantsBytes = 24 * 1024;

    /// <summary>The stripes of a band of sums of two tensors that leaps: those of two tensors at a time.</summary>
    private const int WideBandOfTwoInputs = 4;

    /// <summary>The stripes of a band of a map: with more, pages are read too far apart; with fewer, constants are loaded too often.</summary>
    private const int MapBand = 8;

    /// <summary>
    /// Groups of a reduction of stripes in order, and of stripes side by side: what one needs comes from the first-level cache each time, and
    /// keeping more of it in registers gains nothing.
    /// </summary>
    private const int OrderedGroups = 1;

    /// <summary>
    /// Groups of a map of stripes. In bands, which keep constants in registers, three of two groups each are twelve of sixteen 256-bit registers,
    /// and what is worked on has two: four groups would spill. In order two hide what a turn of the loop costs.
    /// </summary>
    private const int MapGroups = 2;

    /// <summary>
    /// Groups of stripes in order that are in work at once where tensors are in the caches: of four stripes side by side, or of two for two
    /// tensors. Sums and constants are loaded and stored once for all of them. From memory it would take longer, since prefetchers follow one
    /// stripe at a time.
    /// </summary>
    private const int GroupsAbreast = 4;

    /// <summary>
    /// Enough values that the mean of a block is far nearer to that of the blocks before it than a deviation, and few enough that a
    /// block summed twice is still in the second-level cache.
    /// </summary>
    private const int BlockRows = 256;

    /// <summary>The fewest values of a block of rows: what is done once per block does not show beside them.</summary>
    private const int BlockValues = 4096;

    /// <summary>
    /// The longest stripe of several rows: its constants stay in the first-level cache. Fewer than 64 channels always fill whole lanes
    /// within it; more channels than that lose little in one group that is not full.
    /// </summary>
    private const int MaxStripeValues = 1024;

    /// <summary>What the chunks of all channels may take.</summary>
    private const int ScratchBytes = 1 << 20;

    /// <summary>What the sums over rows take per lane and chunk: two doubles.</summary>
    private const int SumBytesPerLane = 16;

    /// <summary>The fewest chunks of sums over rows, however long these are: as many threads can share the work.</summary>
    private const int MinChunksOfSums = 4;

    public static RowPlan Plan(int features, ElementType type, IReadOnlyList<KernelFormula> formulas)
    {
        int lanes = Machine.Lanes(type);
        int stripeRows = StripeRows(features, lanes);
        int stripe = features * stripeRows;
        return new RowPlan
        {
            Features = features,
            Statistic = "channel",
            ElementType = type,
            Lanes = lanes,
            MaxChunks = Math.Max(1, Math.Min(ScratchBytes / KernelPlanner.ScratchBytesPerLane / stripe, KernelPlanner.MaxChunks)),
            ChainLength = KernelPlanner.ChainLength,
            StripeRows = stripeRows,
            BlockStripes = BlockStripes(features, stripeRows),
            AbreastTiles = Tile(stripe, lanes, OrderedGroups),
            Reductions = formulas.OfType<ReductionFormula>().ToDictionary(static formula => formula.Name, formula => Plan(formula, stripe, lanes)),
            Maps = formulas.OfType<MapFormula>().ToDictionary(static formula => formula.Name, formula => Plan(formula, stripe, lanes)),
        };
    }

    /// <summary>
    /// Sums over rows that were read a moment ago: down all rows with one tile, whose sums stay in registers, since leaping costs nothing in the
    /// caches. Rows have numbers of their own, so that a stripe is one row.
    /// </summary>
    public static RowPlan PlanSumsOfCachedRows(int features, ElementType type, IReadOnlyList<ReductionFormula> formulas)
    {
        int lanes = Machine.Lanes(type);
        RowReduction reduction = new(
            features <= BandReductionGroups * lanes ? StripeWalk.OneTile : StripeWalk.InBands, FitsOneVectorRegisters: false,
            KernelPlanner.ChainLength, Tile(features, lanes, BandReductionGroups), StripesAbreast: 1);
        return new RowPlan
        {
            Features = features,
            Statistic = "value",
            ElementType = type,
            Lanes = lanes,
            MaxChunks = MaxSumChunks(features),
            ChainLength = KernelPlanner.ChainLength,
            StripeRows = 1,
            BlockStripes = KernelPlanner.ChainLength,
            AbreastTiles = Tile(features, lanes, OrderedGroups),
            Reductions = formulas.ToDictionary(static formula => formula.Name, _ => reduction),
            Maps = new Dictionary<string, RowMap>(),
        };
    }

    /// <summary>The most chunks that gradients of parameters are summed in.</summary>
    public static int MaxSumChunks(int features) =>
        (int)Math.Min(Math.Max(ScratchBytes / (SumBytesPerLane * (long)features), MinChunksOfSums), KernelPlanner.MaxChunks);

    private static RowReduction Plan(ReductionFormula formula, int stripe, int lanes)
    {
        int abreast = Abreast(formula);
        if (IsWide(stripe, lanes))
        {
            int band = formula.Inputs.Count == 1 ? KernelPlanner.ChainLength : WideBandOfTwoInputs;
            return new(StripeWalk.InBands, FitsOneVectorRegisters: false, band, Tile(stripe, lanes, BandReductionGroups), abreast);
        }

        bool isOneTile = stripe <= MaxGroupsInRegisters(formula) * lanes;
        return new(
            isOneTile ? StripeWalk.OneTile : StripeWalk.InOrder, FitsOneVectorRegisters: !isOneTile && MaxOneVectorGroups * formula.Operations <= KernelPlanner.MaxOperations && stripe <= MaxOneVectorGroups * lanes,
            KernelPlanner.ChainLength, Tile(stripe, lanes, OrderedGroups), abreast);
    }

    private static RowMap Plan(MapFormula formula, int stripe, int lanes)
    {
        bool inBands = (long)formula.Constants.Count * stripe * (Machine.LanesBytes / lanes) > MaxOrderedConstantsBytes;
        return new(
            inBands ? StripeWalk.InBands : StripeWalk.InOrder, MapBand, Tile(stripe, lanes, MapGroups * 4 * formula.Operations <= KernelPlanner.MaxOperations ? MapGroups : 1),
            inBands ? KeptConstants(formula) : 0, Abreast(formula));
    }

    /// <summary>Stripes that are worked on side by side: one where the JIT would not inline all of the formula so often.</summary>
    private static int Abreast(KernelFormula formula)
    {
        int stripes = GroupsAbreast / formula.Inputs.Count;
        return (stripes + KernelPlanner.EdgeGroups) * formula.Operations <= KernelPlanner.MaxOperations ? stripes : 1;
    }

    /// <summary>
    /// The most groups of a stripe whose sums stay in registers on any machine: twelve of sixteen 256-bit registers, as two sums of three groups;
    /// the estimates come from the cache. With two tensors in work, three groups would spill. Sums that wait in the cache are written for every
    /// group, and what waits to be written limits how far a processor reads ahead.
    /// </summary>
    private static int MaxGroupsInRegisters(ReductionFormula formula) => formula.Inputs.Count == 1 ? 3 : 2;

    /// <summary>
    /// The constants of a lane that stay in registers down a band. A map of two tensors has four values in work, of two registers each; two
    /// constants kept for two groups are the other eight of sixteen 256-bit registers.
    /// </summary>
    private static int KeptConstants(MapFormula formula) => formula.Inputs.Count == 1 ? 3 : 2;

    private static bool IsWide(int stripe, int lanes) => stripe > MaxOrderedGroups * lanes;

    /// <summary>Whole chains, so that none is cut short.</summary>
    private static int BlockStripes(int features, int stripeRows)
    {
        int stripes = Math.Max(BlockRows, BlockValues / features) / stripeRows;
        return Math.Max(1, stripes / KernelPlanner.ChainLength) * KernelPlanner.ChainLength;
    }

    /// <summary>As many rows as fill whole lanes, if these are not too many.</summary>
    private static int StripeRows(int features, int lanes)
    {
        int rows = lanes;
        while (rows > 1 && (long)features * (rows / 2) % lanes == 0)
        {
            rows /= 2;
        }

        return (long)features * rows <= MaxStripeValues ? rows : 1;
    }

    private static StripeTiles Tile(int stripe, int lanes, int groups)
    {
        int fullGroups = stripe / lanes;
        return new StripeTiles(groups, fullGroups / groups, fullGroups % groups, stripe % lanes);
    }
}
