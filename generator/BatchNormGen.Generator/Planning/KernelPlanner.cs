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

    /// <summary>The most chunks: enough for any common number of threads.</summary>
    public const int MaxChunks = 32;

    /// <summary>Plans a layer's kernels.</summary>
    public static KernelPlan Plan(ChannelShapeSpec shape, ElementType type, IReadOnlyList<KernelFormula> formulas)
    {
        // Channels of one position each lie side by side: they are rows, whatever the layout is called.
        bool rows = shape.Layout == TensorLayout.ChannelsLast || shape.Positions == 1;
        return rows ? RowPlanner.Plan(shape.Channels, type, formulas) : PlanePlanner.Plan(shape.Channels, shape.Positions, type);
    }

    /// <summary>Plans the kernels of a layer that normalizes rows: those that go along rows, as along planes.</summary>
    public static PlanePlan PlanRows(RowShapeSpec shape, ElementType type) => PlanePlanner.PlanRows(shape.NumFeatures, type);

    /// <summary>Plans the sums over rows that were just read.</summary>
    public static RowPlan PlanRowSums(RowShapeSpec shape, ElementType type, IReadOnlyList<ReductionFormula> formulas) =>
        RowPlanner.PlanSumsOfCachedRows(shape.NumFeatures, type, formulas);
}
