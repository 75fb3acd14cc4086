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

    private static RowPlan PlanRows(int features) => (RowPlan)KernelPlanner.Plan(
        new ShapeSpec { NumFeatures = features, NumDims = 2, Spatial = EquatableArray<int>.Empty, Layout = TensorLayout.ChannelsFirst }, ElementType.Float);
}
