using System.Collections.Generic;
using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Planning;

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

    /// <summary>How each of several stripes side by side is divided: group by group.</summary>
    public required StripeTiles AbreastTiles { get; init; }

    /// <summary>How each reduction is summed, by its name.</summary>
    public required IReadOnlyDictionary<string, RowReduction> Reductions { get; init; }

    /// <summary>How each map goes, by its name.</summary>
    public required IReadOnlyDictionary<string, RowMap> Maps { get; init; }

    /// <summary>The number of values of a stripe.</summary>
    public int StripeLength => StripeRows * Features;

    /// <summary>The same, rounded up to whole groups of lanes.</summary>
    public int PaddedStripe => (StripeLength + Lanes - 1) / Lanes * Lanes;

    /// <summary>The plan of a formula.</summary>
    public RowReduction For(ReductionFormula formula) => Reductions[formula.Name];

    /// <summary>The plan of a formula.</summary>
    public RowMap For(MapFormula formula) => Maps[formula.Name];
}

/// <summary>How the sums of each lane of a stripe are taken.</summary>
/// <param name="Walk">How it goes through stripes.</param>
/// <param name="FitsOneVectorRegisters">Whether it walks so only where a lane group is several vectors; where it is one, the sums of a whole stripe fit registers.</param>
/// <param name="Band">The stripes of a band: a lane adds a term each, and no more than a chain.</param>
/// <param name="Tiles">How a stripe is divided, if it is not one tile.</param>
/// <param name="StripesAbreast">The stripes worked on side by side where tensors come from the caches.</param>
internal readonly record struct RowReduction(StripeWalk Walk, bool FitsOneVectorRegisters, int Band, StripeTiles Tiles, int StripesAbreast);

/// <summary>How a map goes through stripes.</summary>
/// <param name="Walk">In order or in bands.</param>
/// <param name="Band">The stripes of a band that it goes down with one tile before the next.</param>
/// <param name="Tiles">How a stripe is divided.</param>
/// <param name="KeptConstants">How many constants of a lane stay in registers down a band; the others come from the cache.</param>
/// <param name="StripesAbreast">The stripes worked on side by side where tensors come from the caches.</param>
internal readonly record struct RowMap(StripeWalk Walk, int Band, StripeTiles Tiles, int KeptConstants, int StripesAbreast);

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
