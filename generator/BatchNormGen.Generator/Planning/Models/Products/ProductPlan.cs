using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Planning.Models.Products;

/// <summary>
/// Sums of products: of each position and each output channel, over terms. Positions are read number by number, output channels lane by lane. Convolutions and dense layers,
/// the gradients of their inputs and those of their weights are all such sums, and differ only in what is a position, a term and a lane.
/// </summary>
internal sealed record ProductPlan
{
    /// <summary>The name of its kernel.</summary>
    public required string Name { get; init; }

    /// <summary>The positions, and where they are read and written.</summary>
    public required PositionAxis Positions { get; init; }

    /// <summary>The terms of each sum, and where its factors are read.</summary>
    public required TermAxis Terms { get; init; }

    /// <summary>The output channels, and where they are read and written.</summary>
    public required OutputAxis Outputs { get; init; }

    /// <summary>Whether the left factor is read lane by lane too: each output channel has an input channel of its own.</summary>
    public required bool LeftIsLanes { get; init; }

    /// <summary>Whether sums are added to what is in memory; otherwise they are written.</summary>
    public required bool Adds { get; init; }

    /// <summary>Whether sums are written once: all terms are one chain.</summary>
    public bool WritesOnce => !Adds && Terms.IsOneBlock;

    /// <summary>What is worked on at once where lanes are one vector, of which there are registers for 32.</summary>
    public required TileSizes OneVectorTiles { get; init; }

    /// <summary>What is worked on at once where lanes are several vectors, of which there may be registers for 16: of one group of lanes.</summary>
    public required TileSizes SeveralVectorsTiles { get; init; }

    /// <summary>Whether what is worked on at once is the same wherever lanes lie.</summary>
    public bool IsSameOnAllMachines => Outputs.PanelGroups == 1 && OneVectorTiles == SeveralVectorsTiles;
}

/// <summary>Positions, in lines.</summary>
/// <param name="Count">The positions of a line; 0 if there is one line, of as many as the caller says.</param>
/// <param name="LeftStep">How far apart the left factors of two positions are.</param>
/// <param name="LeftLinePitch">How far apart those of two lines are.</param>
/// <param name="OutputStep">How far apart the sums of two positions are.</param>
/// <param name="OutputLinePitch">How far apart those of two lines are.</param>
internal readonly record struct PositionAxis(int Count, int LeftStep, int LeftLinePitch, int OutputStep, int OutputLinePitch);

/// <summary>Terms, in runs.</summary>
/// <param name="Runs">The number of runs.</param>
/// <param name="Length">The terms of a run; 0 if there is one run, of as many as the caller says.</param>
/// <param name="LeftStep">How far apart the left factors of two terms are.</param>
/// <param name="LeftRunPitch">How far apart those of two runs are.</param>
/// <param name="RightStep">How far apart the right factors of two terms are; runs follow each other.</param>
internal readonly record struct TermAxis(int Runs, int Length, int LeftStep, int LeftRunPitch, int RightStep)
{
    /// <summary>
    /// The most terms that are added one after the other: the error of a chain grows with its length, and of this one stays near 3e-7 of the sum of their absolute values where
    /// terms have both signs (docs/numerics.md has the bounds). Longer sums are added up from blocks, in order.
    /// </summary>
    public const int MaxChain = 512;

    /// <summary>Whether a block is a part of a run; otherwise it is some whole runs.</summary>
    public bool BlocksAreParts => Length == 0 || Length > MaxChain;

    /// <summary>The blocks of a run, where they are parts of it.</summary>
    public int PartsOfRun => Length == 0 ? 0 : (Length + MaxChain - 1) / MaxChain;

    /// <summary>The terms of a part of a run; the last part may have fewer.</summary>
    public int PartLength => Length == 0 ? MaxChain : (Length + PartsOfRun - 1) / PartsOfRun;

    /// <summary>The runs of a block of whole runs; the last block may have fewer.</summary>
    public int BlockRuns
    {
        get
        {
            int most = System.Math.Max(1, MaxChain / Length), blocks = (Runs + most - 1) / most;
            return (Runs + blocks - 1) / blocks;
        }
    }

    /// <summary>The number of blocks; 0 if it depends on the caller.</summary>
    public int Blocks => BlocksAreParts ? Runs * PartsOfRun : (Runs + BlockRuns - 1) / BlockRuns;

    /// <summary>Whether all terms are one chain.</summary>
    public bool IsOneBlock => Blocks == 1;

    /// <summary>Whether a block is one run, or a part of one.</summary>
    public bool BlocksAreOneRun => Runs == 1 || BlocksAreParts;
}

/// <summary>Output channels, in panels of some groups of lanes.</summary>
/// <param name="Count">The number of output channels.</param>
/// <param name="PanelGroups">The groups of lanes of a panel; the last one may have fewer.</param>
/// <param name="RightPanelPitch">How far apart the right factors of two panels are.</param>
/// <param name="OutputPanelPitch">How far apart the sums of two panels are.</param>
internal readonly record struct OutputAxis(int Count, int PanelGroups, int RightPanelPitch, int OutputPanelPitch)
{
    /// <summary>The lanes of a group.</summary>
    public const int Lanes = Machine.LanesBytes / sizeof(float);

    /// <summary>The number of panels.</summary>
    public int Panels => (Groups + PanelGroups - 1) / PanelGroups;

    /// <summary>The groups of the last panel.</summary>
    public int LastPanelGroups => Groups - ((Panels - 1) * PanelGroups);

    /// <summary>The output channels of the last group.</summary>
    public int LastGroupLanes => Count - ((Groups - 1) * Lanes);

    private int Groups => (Count + Lanes - 1) / Lanes;
}

/// <summary>The positions of tiles, what is worked on at once: of a line one tile after the other or, where their number is not known, of each size as many as fit.</summary>
/// <param name="Sizes">The numbers of positions, the larger first.</param>
/// <param name="Counts">How many tiles of each size a line has; empty where that is not known.</param>
internal sealed record TileSizes(EquatableArray<int> Sizes, EquatableArray<int> Counts);
