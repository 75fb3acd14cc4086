using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

/// <summary>Plans of layers that are given by their numbers alone, those that no parser would let through included.</summary>
internal static class PlannedLayers
{
    public static LayerSpec Spec(
        int features, int dims, int[]? spatial = null, TensorLayout layout = TensorLayout.ChannelsFirst, ElementType element = ElementType.Float) => new()
        {
            Type = new() { Namespace = "", ContainingTypes = EquatableArray<ContainingType>.Empty, Name = "Norm", DisplayName = "Norm", HintName = "Norm" },
            Preset = Framework.Textbook,
            NumFeatures = features,
            NumDims = dims,
            Spatial = new(spatial ?? []),
            Layout = layout,
            Epsilon = 1e-5,
            MovingAverage = new(AveragingMode.Exponential, 0.9, 0.1),
            MovingVariance = VarianceEstimator.Biased,
            Scale = true,
            Shift = true,
            ElementType = element,
        };

    public static RowPlan Rows(int features, ElementType element = ElementType.Float) =>
        Assert.IsType<RowPlan>(KernelPlanner.Plan(Spec(features, 2, element: element)));

    /// <summary>The plan of planes of a fixed number of positions, or of any number where it is null.</summary>
    public static PlanePlan Planes(int features, int? positions = null, ElementType element = ElementType.Float) =>
        Assert.IsType<PlanePlan>(KernelPlanner.Plan(Spec(features, 3, positions is { } fixedPositions ? [fixedPositions] : [], element: element)));
}
