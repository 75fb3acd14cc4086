using System;
using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Planning;

/// <summary>Positions innermost: a lane is a position, and a plane holds all positions of one channel in one sample.</summary>
internal sealed record PlanePlan : KernelPlan
{
    /// <summary>The most values whose moments are taken about one estimate of the mean, if a plane is not smaller.</summary>
    public required int BlockLength { get; init; }

    /// <summary>The first values of a plane whose mean its moments are taken about at first.</summary>
    public required int EstimateLength { get; init; }

    /// <summary>The number of chains of additions that a reduction works on together, if its formula is not heavy: each lane group has one for each sum.</summary>
    public required int ReductionChains { get; init; }

    /// <summary>The number of lane groups that a map works on together, if its formula is not heavy.</summary>
    public required int MapGroups { get; init; }

    /// <summary>The number of lane groups that a reduction works on together: fewer of a formula of many operations, so that the JIT inlines all of it.</summary>
    public int ReductionGroupsOf(ReductionFormula formula)
    {
        int groups = ReductionChains / formula.Sums.Count;

        // Of a tile and of a rest.
        return 2 * groups * formula.Operations <= KernelPlanner.MaxOperations ? groups : Math.Min(groups, ReductionChains / 2);
    }

    /// <summary>The sums that a written-out plane is added up in: one of fewer groups than that needs no more of them.</summary>
    public int UnrolledSums(ReductionFormula formula) => Fixed is { } extents ? Math.Min(ReductionGroupsOf(formula), extents.AllGroups) : ReductionGroupsOf(formula);

    /// <summary>Whether there may be positions that do not make a tile of a reduction.</summary>
    public bool HasRest(ReductionFormula formula) => Fixed is not { } extents || extents.Positions % (ReductionGroupsOf(formula) * Lanes) > 0;

    /// <summary>How many tiles are added before their sums are widened: with the rest behind the last, a lane has no more terms than a chain.</summary>
    public int TilesOfRun(ReductionFormula formula) => HasRest(formula) ? ChainLength - 1 : ChainLength;

    /// <summary>Whether a plane is known to be no longer than a run.</summary>
    public bool IsOneRun(ReductionFormula formula) => Fixed is { } extents && extents.Groups / ReductionGroupsOf(formula) <= TilesOfRun(formula);

    /// <summary>The number of lane groups that a map works on together: fewer of a formula of many operations, so that the JIT inlines all of it.</summary>
    public int MapGroupsOf(MapFormula formula) =>
        Math.Max(1, Math.Min(MapGroups, (KernelPlanner.MaxOperations / formula.Operations) - KernelPlanner.EdgeGroups));

    /// <summary>The tiles that a map of a known plane goes through in a loop: none where they would be one, since that is no loop.</summary>
    public int MapTilesOf(MapFormula formula) =>
        Fixed is { } extents && extents.InnerGroups >= 2 * MapGroupsOf(formula) ? extents.InnerGroups / MapGroupsOf(formula) : 0;

    /// <summary>The groups behind them that are a known plane's own wherever it begins.</summary>
    public int MapGroupsBehind(MapFormula formula) => Fixed is { } extents ? extents.InnerGroups - (MapTilesOf(formula) * MapGroupsOf(formula)) : 0;

    /// <summary>Whether the sums of a plane are written out without loops.</summary>
    public bool Unrolls(ReductionFormula formula) => Fixed is { IsUnrolled: true } extents && extents.AllGroups * formula.Operations <= KernelPlanner.MaxOperations;

    /// <summary>Whether a plane's sums have so few terms that lanes may be added before they are widened to double.</summary>
    public required bool HasShortSums { get; init; }

    /// <summary>Whether means are estimated ahead: of planes of known extents. Longer ones are measured in parts, each about the mean of those before it.</summary>
    public bool EstimatesMeans => Fixed is not null;

    /// <summary>What of a known plane its mean is estimated from.</summary>
    public required EstimateSample EstimateSample { get; init; }

    /// <summary>The operation on lanes that adds their sum to one in double.</summary>
    public string AddSum => HasShortSums ? "AddShortSumTo" : "AddSumTo";

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

/// <summary>The lane groups of a plane that its mean is estimated from: the first, and every so many behind it.</summary>
/// <param name="Groups">How many there are.</param>
/// <param name="Stride">From one to the next.</param>
/// <param name="Values">The number of values in them.</param>
internal readonly record struct EstimateSample(int Groups, int Stride, int Values);
