using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

/// <summary>Plans of layers that are given by their numbers alone, those that no parser would let through included.</summary>
internal static class PlannedLayers
{
    public static KernelPlan Plan(
        int features, int dims, int[]? spatial = null, TensorLayout layout = TensorLayout.ChannelsFirst, ElementType element = ElementType.Float) =>
        KernelPlanner.Plan(Shape(features, dims, spatial, layout), element, BatchNormFormulas.Plain.All);

    /// <summary>The plan of a layer that is declared.</summary>
    public static KernelPlan Plan(BatchNormSpec spec) => KernelPlanner.Plan(spec.Shape, spec.Layer.ElementType, BatchNormFormulas.Plain.All);

    public static BatchNormSpec Spec(
        int features, int dims, int[]? spatial = null, ElementType element = ElementType.Float, Activation activation = Activation.None, bool residual = false) => new()
        {
            Layer = Layer(element, activation, residual),
            Shape = Shape(features, dims, spatial, TensorLayout.ChannelsFirst),
            Averaging = new(AveragingMode.Exponential, 0.9, 0.1),
            MovingVariance = VarianceEstimator.Biased,
        };

    /// <summary>A layer that normalizes rows.</summary>
    public static RowNormSpec RowSpec(
        int length, RowStatistic statistic = RowStatistic.Moments, ElementType element = ElementType.Float, Activation activation = Activation.None, bool residual = false) => new()
        {
            Layer = Layer(element, activation, residual),
            Shape = new() { NormalizedShape = new([length]) },
            Statistic = statistic,
        };

    /// <summary>A layer that normalizes groups of channels.</summary>
    public static GroupNormSpec GroupSpec(
        int groups, int features, int dims, int[]? spatial = null, TensorLayout layout = TensorLayout.ChannelsFirst, ElementType element = ElementType.Float,
        Activation activation = Activation.None, bool residual = false) => new()
        {
            Layer = Layer(element, activation, residual),
            Shape = Shape(features, dims, spatial, layout),
            NumGroups = groups,
            IsInstanceNorm = false,
        };

    public static RowPlan Rows(int features, ElementType element = ElementType.Float) =>
        Assert.IsType<RowPlan>(Plan(features, 2, element: element));

    /// <summary>The plan of planes of a fixed number of positions, or of any number where it is null.</summary>
    public static PlanePlan Planes(int features, int? positions = null, ElementType element = ElementType.Float) =>
        Assert.IsType<PlanePlan>(Plan(features, 3, positions is { } fixedPositions ? [fixedPositions] : [], element: element));

    private static LayerSpec Layer(ElementType element, Activation activation, bool residual) => new()
    {
        Type = new() { Namespace = "", ContainingTypes = EquatableArray<ContainingType>.Empty, Name = "Norm", DisplayName = "Norm", HintName = "Norm" },
        Preset = Framework.Textbook,
        Affine = new(Scale: true, Shift: true),
        ElementType = element,
        Epsilon = 1e-5,
        Activation = new(activation, 0.01),
        Residual = residual,
    };

    private static ChannelShapeSpec Shape(int features, int dims, int[]? spatial, TensorLayout layout) =>
        new() { Channels = features, NumDims = dims, Spatial = new(spatial ?? []), Layout = layout };
}
