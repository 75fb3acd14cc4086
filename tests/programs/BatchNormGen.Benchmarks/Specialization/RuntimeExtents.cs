using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The shape as variables: a field that may change is a number that the JIT cannot know.</summary>
internal static class RuntimeExtents
{
    public static int Features { get; private set; } = 1;

    /// <summary>What the generator's planner chooses for rows of so many channels; not for planes.</summary>
    public static RowPlan Rows { get; private set; } = PlanRows(1);

    public static void Set(TensorShape shape)
    {
        Features = shape.Features;
        Rows = PlanRows(shape.Features);
    }

    private static RowPlan PlanRows(int features) => (RowPlan)KernelPlanner.Plan(new LayerSpec
    {
        Type = new LayerType
        {
            Namespace = "",
            ContainingTypes = EquatableArray<ContainingType>.Empty,
            Name = nameof(RuntimeShapeLayer),
            DisplayName = nameof(RuntimeShapeLayer),
            HintName = nameof(RuntimeShapeLayer),
        },
        Preset = Framework.Textbook,
        NumFeatures = features,
        NumDims = 2,
        Spatial = EquatableArray<int>.Empty,
        Layout = TensorLayout.ChannelsFirst,
        Epsilon = 1e-5,
        MovingAverage = new Generator.Model.MovingAverage(AveragingMode.Exponential, 0.9, 0.1),
        MovingVariance = VarianceEstimator.Biased,
        Scale = true,
        Shift = true,
        ElementType = ElementType.Float,
    });
}
