using System;
using System.Collections.Generic;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>Chooses how a layer is computed, from its shape and formulas alone.</summary>
internal static class KernelPlanner
{
    /// <summary>
    /// An element that is added to 15 others in float is off by 2.5e-7 at worst, so that the error of a whole block, with the
    /// estimate's part in it, stays below 1e-6 (see docs/numerics.md). For double it is unnecessary and harmless.
    /// </summary>
    public const int ChainLength = 16;

    /// <summary>The scratch memory per statistic and chunk: five vectors of double and three of the element type.</summary>
    public const int ScratchBytesPerLane = 64;

    /// <summary>The operations on lanes that the JIT still inlines into one method.</summary>
    public const int MaxOperations = 110;

    /// <summary>The groups of a map that are written beside those of its loop: before the first, behind the last, and what two planes share.</summary>
    public const int EdgeGroups = 4;

    /// <summary>The most chunks: enough for any common number of threads.</summary>
    public const int MaxChunks = 32;

    /// <summary>The most channels of a block of several groups.</summary>
    private const int MaxChannelsOfBlock = 256;

    /// <summary>Plans a layer's kernels.</summary>
    public static KernelPlan Plan(ChannelShapeSpec shape, ElementType type, IReadOnlyList<KernelFormula> formulas)
    {
        // Channels of one position each lie side by side: they are rows, whatever the layout is called.
        bool rows = shape.Layout == TensorLayout.ChannelsLast || shape.Positions == 1;
        return rows ? RowPlanner.Plan(shape.Channels, type, formulas) : PlanePlanner.Plan(shape.Channels, shape.Positions, type);
    }

    /// <summary>Plans the kernels of a layer that normalizes rows: those that go along rows, as along planes.</summary>
    public static PlanePlan PlanRows(RowShapeSpec shape, ElementType type) => PlanePlanner.PlanRows(shape.NumFeatures, type);

    /// <summary>The groups of a layer of channels first that are worked on together at most: their channels fill vectors.</summary>
    public static int GroupsOfBlock(GroupNormSpec spec) => Math.Max(1, Math.Min(MaxChannelsOfBlock / spec.GroupChannels, spec.NumGroups));

    /// <summary>Plans how groups are measured, channels first: as planes of all positions of their channels.</summary>
    public static PlanePlan PlanGroups(GroupNormSpec spec) =>
        PlanePlanner.PlanGroups(GroupsOfBlock(spec), (long)spec.Shape.Positions * spec.GroupChannels, spec.Layer.ElementType);

    /// <summary>Plans the kernels that go by channel: of a block of groups, channels first, or of a sample, channels last.</summary>
    public static KernelPlan PlanChannels(GroupNormSpec spec, IReadOnlyList<KernelFormula> formulas) => IsChannelsLast(spec)
        ? RowPlanner.Plan(spec.Shape.Channels, spec.Layer.ElementType, formulas)
        : PlanePlanner.Plan(GroupsOfBlock(spec) * spec.GroupChannels, spec.Shape.Positions, spec.Layer.ElementType);

    /// <summary>Whether the channels of a sample lie side by side. Those of one position each do, whatever the layout is called.</summary>
    public static bool IsChannelsLast(GroupNormSpec spec) => spec.Shape.Layout == TensorLayout.ChannelsLast || spec.Shape.Positions == 1;

    /// <summary>The most chunks that gradients of parameters are summed in.</summary>
    public static int MaxParameterChunks(int features) => RowPlanner.MaxSumChunks(features);

    /// <summary>Plans the sums over rows that were just read.</summary>
    public static RowPlan PlanRowSums(RowShapeSpec shape, ElementType type, IReadOnlyList<ReductionFormula> formulas) =>
        RowPlanner.PlanSumsOfCachedRows(shape.NumFeatures, type, formulas);
}
