using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>How a layer is computed: every choice that the emitter prints.</summary>
internal abstract record KernelPlan
{
    public required int Features { get; init; }

    public required ElementType ElementType { get; init; }

    /// <summary>The numbers that are computed with at once: 64 bytes of them.</summary>
    public required int Lanes { get; init; }

    /// <summary>The most chunks that a channel's values are reduced in.</summary>
    public required int MaxChunks { get; init; }

    /// <summary>How many terms a lane adds in the element type before its sum is widened to double.</summary>
    public required int ChainLength { get; init; }
}

/// <summary>
/// Channels innermost: a row holds all channels of one position, a stripe one row or as many side by side as fill whole lanes; a lane is a
/// channel of one of a stripe's rows.
/// </summary>
internal sealed record RowPlan : KernelPlan
{
    /// <summary>The number of rows of a stripe.</summary>
    public required int StripeRows { get; init; }

    /// <summary>The number of stripes whose moments are taken about one estimate of the mean.</summary>
    public required int BlockStripes { get; init; }

    /// <summary>How the moments are summed.</summary>
    public required RowReduction Moments { get; init; }

    /// <summary>How the gradients are summed.</summary>
    public required RowReduction GradientSums { get; init; }

    /// <summary>How a stripe is divided where each of its values is mapped.</summary>
    public required StripeTiles MapTiles { get; init; }

    /// <summary>
    /// The groups of lanes that are in work at once where tensors come from the caches: those of so many stripes side by side, of half as many
    /// where there are two inputs.
    /// </summary>
    public required int GroupsAbreast { get; init; }

    /// <summary>How each of these stripes is divided: group by group.</summary>
    public required StripeTiles AbreastTiles { get; init; }

    /// <summary>How a map goes through stripes: in order or in bands.</summary>
    public required StripeWalk MapWalk { get; init; }

    /// <summary>The number of stripes of a band that a map goes down with one tile before the next.</summary>
    public required int MapBand { get; init; }

    /// <summary>How many constants of a lane stay in registers while it is normalized down a band; the others come from the cache.</summary>
    public required int KeptByApply { get; init; }

    /// <summary>The same for gradients.</summary>
    public required int KeptByGradientApply { get; init; }

    /// <summary>The number of values of a stripe.</summary>
    public int StripeLength => StripeRows * Features;
}

/// <summary>How two sums a lane of a stripe are taken.</summary>
/// <param name="Walk">How it goes through stripes.</param>
/// <param name="FitsOneVectorRegisters">Whether it walks so only where a lane group is several vectors; where it is one, the sums of a whole stripe fit registers.</param>
/// <param name="Band">The stripes of a band: a lane adds a term each, and no more than a chain.</param>
/// <param name="Tiles">How a stripe is divided, if it is not one tile.</param>
internal readonly record struct RowReduction(StripeWalk Walk, bool FitsOneVectorRegisters, int Band, StripeTiles Tiles);

/// <summary>In what order the groups of several stripes are worked on.</summary>
internal enum StripeWalk
{
    /// <summary>A stripe is one tile of a reduction: its sums stay in registers while memory is read in order.</summary>
    OneTile,

    /// <summary>
    /// Stripe by stripe, in the order of memory, or several side by side where they come from the caches: what a tile needs comes from the
    /// first-level cache.
    /// </summary>
    InOrder,

    /// <summary>Down a band of stripes with one tile, then with the next.</summary>
    InBands,
}

/// <summary>A stripe as tiles: adjacent lane groups that are worked on together, down all stripes.</summary>
/// <param name="Groups">The number of lane groups of a whole tile.</param>
/// <param name="WholeTiles">The number of whole tiles of a stripe.</param>
/// <param name="LastGroups">The number of full lane groups behind them.</param>
/// <param name="LastLanes">The number of lanes behind those: a group that is not full.</param>
internal readonly record struct StripeTiles(int Groups, int WholeTiles, int LastGroups, int LastLanes);

/// <summary>Positions innermost: a lane is a position, and a plane holds all positions of one channel in one sample.</summary>
internal sealed record PlanePlan : KernelPlan
{
    /// <summary>The most values whose moments are taken about one estimate of the mean, if a plane is not smaller.</summary>
    public required int BlockLength { get; init; }

    /// <summary>The number of lane groups that a reduction works on together: each has sums of its own.</summary>
    public required int ReductionGroups { get; init; }

    /// <summary>The number of lane groups that a map works on together.</summary>
    public required int MapGroups { get; init; }

    /// <summary>Whether there may be positions that do not make a tile of a reduction.</summary>
    public bool HasRest => Fixed is not { } extents || extents.Positions % (ReductionGroups * Lanes) > 0;

    /// <summary>How many tiles are added before their sums are widened: with the rest behind the last, a lane has no more terms than a chain.</summary>
    public int TilesOfRun => HasRest ? ChainLength - 1 : ChainLength;

    /// <summary>Whether a plane is known to be no longer than a run.</summary>
    public bool IsOneRun => Fixed is { } extents && extents.Groups / ReductionGroups <= TilesOfRun;

    /// <summary>The tiles that a map of a known plane goes through in a loop: none where they would be one, since that is no loop.</summary>
    public int MapTiles => Fixed is { } extents && extents.InnerGroups >= 2 * MapGroups ? extents.InnerGroups / MapGroups : 0;

    /// <summary>The groups behind them that are a known plane's own wherever it begins.</summary>
    public int MapGroupsBehind => Fixed is { } extents ? extents.InnerGroups - (MapTiles * MapGroups) : 0;

    /// <summary>Whether a plane's sums have so few terms that lanes may be added before they are widened to double.</summary>
    public required bool HasShortSums { get; init; }

    /// <summary>The plane's extents as literals; null where they are known at run time only.</summary>
    public required PlaneExtents? Fixed { get; init; }
}

/// <summary>A plane of known extents.</summary>
/// <param name="Positions">The number of positions.</param>
/// <param name="Groups">The number of full lane groups.</param>
/// <param name="LastLanes">The number of positions behind them.</param>
/// <param name="InnerGroups">The number of full groups that a plane holds wherever the first begins: up to all lanes but one before it are of a group of the plane before.</param>
/// <param name="IsUnrolled">Whether the plane is small enough for its sums to be written out without loops.</param>
internal sealed record PlaneExtents(int Positions, int Groups, int LastLanes, int InnerGroups, bool IsUnrolled)
{
    /// <summary>The number of groups, the last one included where it is not full.</summary>
    public int AllGroups => Groups + (LastLanes > 0 ? 1 : 0);
}
