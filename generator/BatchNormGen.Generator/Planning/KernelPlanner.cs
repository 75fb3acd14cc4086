using System;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>Chooses how a layer is computed, from its numbers alone.</summary>
internal static class KernelPlanner
{
    private const int LanesBytes = 64;

    /// <summary>
    /// An element that is added to 15 others in float is off by 2.5e-7 at worst, so that the error of a whole block, with the
    /// estimate's part in it, stays below 1e-6 (see docs/numerics.md). Doubles need it as little as they mind it.
    /// </summary>
    private const int ChainLength = 16;

    /// <summary>
    /// Groups of a tile that leaps down a band, with an estimate and two sums each: twelve of sixteen 256-bit registers. Two are enough to hide the
    /// latency of an addition.
    /// </summary>
    private const int ReductionGroups = 2;

    /// <summary>
    /// The most groups of a stripe whose moments stay in registers on any machine: twelve of sixteen 256-bit registers; the estimates come from the
    /// cache. Sums that wait in the cache are written for every group, and what waits to be written limits how far a processor reads ahead: with
    /// 64 channels from memory, forward took 0.85 of the time without.
    /// </summary>
    private const int MostMomentsInRegisters = 3;

    /// <summary>The same for gradients, of which two tensors are in work: three groups spill.</summary>
    private const int MostGradientSumsInRegisters = 2;

    /// <summary>The same where a group is one vector, for both: 24 of 32 registers.</summary>
    private const int MostOneVectorGroups = 12;

    /// <summary>
    /// 3 KiB: the longest stripe that is worked on in the order of memory. Leaping from stripe to stripe with one tile takes up to twice the
    /// time of reading in order; but sums and constants that wait in memory have to stay in the first-level cache. With longer stripes they
    /// do not, and there each stripe is a page of its own, so that leaping costs little (measured on Zen 5: at 512 channels a map in order
    /// took 1.1 copies and one in bands 1.5; at 2048, 1.7 and 0.95).
    /// </summary>
    private const int MostOrderedGroups = 48;

    /// <summary>
    /// The stripes of a band of gradient sums that leaps: those of two tensors at a time. With 16 a backward call of 2048 channels took 4.8
    /// times as long as reading its input, with 8 4.6 and with 4 3.7; the moments, of one tensor, are best with 16.
    /// </summary>
    private const int WideGradientSumsBand = 4;

    /// <summary>The stripes of a band of a map: with 16, pages are read too far apart; with 4, constants are loaded too often.</summary>
    private const int MapBand = 8;

    /// <summary>Groups of a map of planes, whose constants all groups share: enough to hide what a turn of the loop costs.</summary>
    private const int MapGroups = 4;

    /// <summary>
    /// Groups of a reduction of stripes in order, and of stripes side by side: what one needs comes from the first-level cache each time, and
    /// keeping more of it in registers gains nothing (measured at 512 and 256 bits, two and four groups).
    /// </summary>
    private const int OrderedGroups = 1;

    /// <summary>
    /// Groups of a map of stripes. In bands, which keep constants in registers, three of two groups each are twelve of sixteen 256-bit registers,
    /// and what is worked on has two: four groups would spill, and with all constants from the cache the map of a large batch took 7 % longer.
    /// In order two hide what a turn of the loop costs: with one, 24 channels from memory took 5 % longer.
    /// </summary>
    private const int RowMapGroups = 2;

    /// <summary>
    /// Groups of stripes in order that are in work at once where tensors are in the caches: of four stripes side by side, or of two for two
    /// tensors. Sums and constants are loaded and stored once for all of them, which takes 15 to 25 % off a call (32 rows of 256 channels: forward
    /// 0.81 of the time, a prediction 0.7). From memory it would take up to twice as long, since prefetchers follow one stripe at a time.
    /// </summary>
    private const int GroupsAbreast = 4;

    private const int KeptByApply = 3;

    /// <summary>A gradient has values of two tensors and two further constants in work: eight registers. Two constants kept are the other eight.</summary>
    private const int KeptByGradientApply = 2;

    /// <summary>16 KiB: a block and what is done with it fit any first-level cache.</summary>
    private const int BlockBytes = 16 * 1024;

    /// <summary>
    /// Enough values that the mean of a block is far nearer to that of the blocks before it than a deviation, and few enough that a
    /// block summed twice is still in the second-level cache.
    /// </summary>
    private const int BlockRows = 256;

    /// <summary>The least values of a block of rows: what is done once a block does not show beside them.</summary>
    private const int BlockValues = 4096;

    /// <summary>
    /// The longest stripe of several rows: its constants stay in the first-level cache. Fewer than 64 channels always fill whole lanes
    /// within it; more channels than that lose little in one group that is not full.
    /// </summary>
    private const int MostStripeValues = 1024;

    /// <summary>
    /// The most groups of a plane whose sums are written out: with some six operations each, a method stays below 100, where the JIT still
    /// inlines all of them.
    /// </summary>
    private const int UnrolledGroups = 8;

    /// <summary>
    /// The most groups of a plane whose sums are short: four lanes become one before it is widened, of no more terms than a chain has. That is a
    /// fifth of the time of moments of 7×7.
    /// </summary>
    private const int ShortSumGroups = ChainLength / 4;

    private const int ScratchBytes = 1 << 20;
    private const int PlaneScratchBytes = 1 << 18;
    private const int ScratchBytesPerLane = 64;
    private const int MostChunks = 32;

    public static KernelPlan Plan(ShapeSpec shape, ElementType elementType)
    {
        // Channels of one position each lie side by side: they are rows, whatever the layout is called.
        bool rows = shape.NumDims == 2 || shape.Layout == TensorLayout.ChannelsLast || FixedPositions(shape) == 1;
        return rows ? PlanRows(shape, elementType) : PlanPlanes(shape, elementType);
    }

    private static RowPlan PlanRows(ShapeSpec shape, ElementType elementType)
    {
        int lanes = Lanes(elementType);
        int stripeRows = StripeRows(shape.NumFeatures, lanes);
        int stripe = shape.NumFeatures * stripeRows;
        bool inBands = IsWide(stripe, lanes);
        return new RowPlan
        {
            Features = shape.NumFeatures,
            ElementType = elementType,
            Lanes = lanes,
            MaxChunks = Clamp(ScratchBytes / ScratchBytesPerLane / stripe, 1, MostChunks),
            ChainLength = ChainLength,
            StripeRows = stripeRows,
            BlockStripes = BlockStripes(shape.NumFeatures, stripeRows),
            GroupsAbreast = GroupsAbreast,
            AbreastTiles = Tile(stripe, lanes, OrderedGroups),
            Moments = Reduction(stripe, lanes, MostMomentsInRegisters, bandOfWide: ChainLength),
            GradientSums = Reduction(stripe, lanes, MostGradientSumsInRegisters, bandOfWide: WideGradientSumsBand),
            MapTiles = Tile(stripe, lanes, RowMapGroups),
            MapWalk = inBands ? StripeWalk.InBands : StripeWalk.InOrder,
            MapBand = MapBand,
            KeptByApply = inBands ? KeptByApply : 0,
            KeptByGradientApply = inBands ? KeptByGradientApply : 0,
        };
    }

    private static RowReduction Reduction(int stripe, int lanes, int mostGroupsInRegisters, int bandOfWide)
    {
        if (IsWide(stripe, lanes))
        {
            return new(StripeWalk.InBands, FitsOneVectorRegisters: false, bandOfWide, Tile(stripe, lanes, ReductionGroups));
        }

        bool isOneTile = stripe <= mostGroupsInRegisters * lanes;
        return new(
            isOneTile ? StripeWalk.OneTile : StripeWalk.InOrder, FitsOneVectorRegisters: !isOneTile && stripe <= MostOneVectorGroups * lanes,
            ChainLength, Tile(stripe, lanes, OrderedGroups));
    }

    private static bool IsWide(int stripe, int lanes) => stripe > MostOrderedGroups * lanes;

    /// <summary>Whole chains, so that none is cut short.</summary>
    private static int BlockStripes(int features, int stripeRows)
    {
        int stripes = Math.Max(BlockRows, BlockValues / features) / stripeRows;
        return Math.Max(1, stripes / ChainLength) * ChainLength;
    }

    /// <summary>As many rows as fill whole lanes, if these are not too many.</summary>
    private static int StripeRows(int features, int lanes)
    {
        int rows = lanes;
        while (rows > 1 && (long)features * (rows / 2) % lanes == 0)
        {
            rows /= 2;
        }

        return (long)features * rows <= MostStripeValues ? rows : 1;
    }

    private static PlanePlan PlanPlanes(ShapeSpec shape, ElementType elementType)
    {
        int lanes = Lanes(elementType);
        int blockLength = BlockBytes / LanesBytes * lanes;
        int positions = FixedPositions(shape);

        // A plane larger than a block is handed over in parts, whose length is known at run time only.
        PlaneExtents? extents = positions > 0 && positions <= blockLength ? Extents(positions, lanes) : null;
        return new PlanePlan
        {
            Features = shape.NumFeatures,
            ElementType = elementType,
            Lanes = lanes,

            // Groups of channels are worked on by different threads: chunks are for layers that have too few of them, which have few channels.
            MaxChunks = Clamp(PlaneScratchBytes / ScratchBytesPerLane / shape.NumFeatures, 1, MostChunks),
            ChainLength = ChainLength,
            BlockLength = blockLength,
            ReductionGroups = ReductionGroups,
            MapGroups = MapGroups,
            HasShortSums = extents is not null && extents.AllGroups <= ShortSumGroups,
            Fixed = extents,
        };
    }

    private static PlaneExtents Extents(int positions, int lanes) => new(
        positions, positions / lanes, positions % lanes,
        InnerGroups: Math.Max(0, positions - (lanes - 1)) / lanes,
        IsUnrolled: positions <= UnrolledGroups * lanes);

    /// <summary>The number of positions where they are fixed, otherwise 0. The parser has made sure that it is a number.</summary>
    private static int FixedPositions(ShapeSpec shape)
    {
        if (shape.Spatial.Count == 0)
        {
            return 0;
        }

        int positions = 1;
        foreach (int extent in shape.Spatial)
        {
            positions *= extent;
        }

        return positions;
    }

    private static StripeTiles Tile(int stripe, int lanes, int groups)
    {
        int fullGroups = stripe / lanes;
        return new StripeTiles(groups, fullGroups / groups, fullGroups % groups, stripe % lanes);
    }

    private static int Lanes(ElementType type) => LanesBytes / (type == ElementType.Float ? sizeof(float) : sizeof(double));

    private static int Clamp(int value, int min, int max) => Math.Max(min, Math.Min(max, value));
}
