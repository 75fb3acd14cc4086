using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;
using BatchNormGen.Generator.Planning.Models.Kernels;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>What of a model is computed together, by how many kernels, and in how much memory.</summary>
public class ModelPlannerTests
{
    /// <summary>The first convolution's output and what the pooling makes of it: nothing else is larger.</summary>
    [Fact]
    public async Task LeNet()
    {
        ModelPlan plan = ModelPlanner.Plan(await ModelRun.GraphOf(ModelSources.LeNet));
        Assert.Equal(
            [
                "Conv2D 'conv1'", "BatchNorm 'bn1', Sigmoid", "AveragePool", "Conv2D 'conv2', BatchNorm 'bn2', Sigmoid", "AveragePool", "Flatten",
                "Dense 'fc1', BatchNorm 'bn3', Sigmoid", "Dense 'fc2', BatchNorm 'bn4', Sigmoid", "Dense 'fc3'",
            ],
            plan.Steps.Select(step => Text(plan, step)));
        Assert.Equal(
            [
                "Conv5x5_padding2_1x28x28_to_6", "BatchNorm_6x28x28_Sigmoid", "Conv5x5_6x14x14_to_16", "Dense_400_to_120", "Dense_120_to_84", "Dense_84_to_10",
                "BatchNorm_16x10x10_Sigmoid", "BatchNorm_120_Sigmoid", "BatchNorm_84_Sigmoid",
            ],
            plan.Kernels.Select(static kernel => kernel.Name));
        Assert.Equal((6 * 28 * 28) + (6 * 14 * 14) + 8, plan.ArenaLength);
        AssertSound(plan);
    }

    [Fact]
    public async Task ResNet_18()
    {
        ModelPlan plan = ModelPlanner.Plan(await ModelRun.GraphOf(ModelSources.ResNet18));
        Assert.Equal(
            [
                "Conv2D 'layer2.0.conv1', BatchNorm 'layer2.0.bn1', Relu", "Conv2D 'layer2.0.conv2', BatchNorm 'layer2.0.bn2'",
                "Conv2D 'layer2.0.downsample.0', BatchNorm 'layer2.0.downsample.1', +, Relu",
            ],
            plan.Steps.Select(step => Text(plan, step)).Where(static text => text.Contains("layer2.0.", StringComparison.Ordinal)));
        Assert.Equal(20, plan.Steps.Count(step => plan.Graph.Nodes[step.Nodes[0]].Operation is ConvolutionOperation));
        Assert.Equal(11, plan.Kernels.Count(static kernel => kernel is ProductKernel { Operation: ConvolutionOperation }));

        // The image with its channels last, what the first convolution makes of it, and the pooling of that: 4,508 KiB a sample, where a buffer for each layer would take seven times as much.
        Assert.Equal((3 * 224 * 224) + (64 * 112 * 112) + (64 * 56 * 56), plan.ArenaLength);
        AssertSound(plan);
    }

    [Theory]
    [InlineData(nameof(ModelSources.Mlp))]
    [InlineData(nameof(ModelSources.MobileNet))]
    [InlineData(nameof(ModelSources.Everything))]
    public async Task Plans_are_sound(string name) => AssertSound(ModelPlanner.Plan(await ModelRun.GraphOf(ModelSources.All[name])));

    [Theory]

    // Between a normalization and its activation nothing else may look.
    [InlineData("Features y = x.BatchNorm(\"b\"); return y.Relu() + y;", "BatchNorm 'b'", "Relu", "+")]
    [InlineData("Features y = x.BatchNorm(\"b\"); return (y + x).Relu();", "BatchNorm 'b', +, Relu")]
    [InlineData("return (x.BatchNorm(\"a\") + x.LayerNorm(\"b\")).Relu();", "BatchNorm 'a'", "LayerNorm 'b', +, Relu")]
    [InlineData("Features y = x.BatchNorm(\"b\"); return y + y;", "BatchNorm 'b'", "+")]
    [InlineData("return (x + x.Tanh()).Relu();", "Tanh", "+, Relu")]
    [InlineData("return x.Relu().Tanh();", "Relu", "Tanh")]
    [InlineData("return x;")]
    public async Task Layers_are_joined_where_nothing_looks_between(string body, params string[] steps)
    {
        ModelPlan plan = ModelPlanner.Plan(await ModelRun.GraphOf($"[Model(8)] partial class Net {{ static Features Define(Features x) {{ {body} }} }}"));
        Assert.Equal(steps, plan.Steps.Select(step => Text(plan, step)));
        AssertSound(plan);
    }

    [Fact]
    public void What_nothing_uses_is_not_computed()
    {
        GeneratorRun run = ModelRun.Generate("[Model(8)] partial class Net { static Features Define(Features x) { x.Dense(\"a\", 4).Relu(); return x.Dense(\"b\", 4); } }");
        ModelPlan plan = ModelPlanner.Plan(Assert.Single(ModelRun.Graphs(run)));
        Assert.Equal(["Dense 'b'"], plan.Steps.Select(step => Text(plan, step)));
        Assert.Equal([new BufferPlace(BufferMemory.Output)], plan.Buffers);
        Assert.Equal(0, plan.ArenaLength);
    }

    [Theory]
    [InlineData("x.Flatten().Dense(\"d\", 3).Relu()", "Input", "Output", "Output")]
    [InlineData("x.Relu().Flatten().Relu()", "Output", "Output", "Output")]
    [InlineData("x.MaxPool(2).Relu().GlobalAveragePool()", "Arena 0", "Arena 32", "Arena 32", "Output")]
    [InlineData("x.Flatten()", "Input")]
    [InlineData("(x.Conv2D(\"a\", 2, 1) + x.Conv2D(\"b\", 2, 1).Conv2D(\"c\", 2, 1)).Flatten()", "Arena 0", "Arena 32", "Arena 64", "Arena 0", "Arena 32", "Arena 32", "Output")]
    public async Task Values_lie_where_they_are_not_in_the_way(string definition, params string[] places)
    {
        ModelPlan plan = ModelPlanner.Plan(await ModelRun.GraphOf($"[Model(2, 4, 4)] partial class Net {{ static Features Define(FeatureMaps x) => {definition}; }}"));
        Assert.Equal(places, plan.Buffers.Select(static place => place.Memory == BufferMemory.Arena ? $"Arena {place.Offset}" : place.Memory.ToString()));
        AssertSound(plan);
    }

    private static string Text(ModelPlan plan, ModelStep step) => string.Join(", ", step.Nodes.Select(node => plan.Graph.Nodes[node].DisplayName));

    /// <summary>Every step finds what it reads: it was computed before, and nothing has been written over it.</summary>
    private static void AssertSound(ModelPlan plan)
    {
        Dictionary<int, (BufferPlace Place, int Length)> known = new() { [0] = (new(BufferMemory.Input), plan.Graph.InputShape.Length) };
        for (int index = 0; index < plan.Steps.Count; index++)
        {
            ModelStep step = plan.Steps[index];
            Assert.All(step.Inputs, input => Assert.Contains(input, known.Keys));
            (BufferPlace Place, int Length) written = (plan.Buffers[index], plan.Graph.Nodes[step.Output].Shape.Length);
            bool computes = plan.Graph.Nodes[step.Output].Operation is not (FlattenOperation or DropoutOperation);
            Assert.False(computes && written.Place.Memory == BufferMemory.Input);
            Assert.True(written.Place.Memory != BufferMemory.Arena || written.Place.Offset + written.Length <= plan.ArenaLength);
            if (computes)
            {
                foreach (int lost in known.Where(value => Overlap(value.Value, written)).Select(static value => value.Key).ToArray())
                {
                    known.Remove(lost);
                }
            }

            known[step.Output] = written;
        }

        Assert.Contains(plan.Graph.Output, known.Keys);
    }

    private static bool Overlap((BufferPlace Place, int Length) one, (BufferPlace Place, int Length) other) =>
        one.Place.Memory == other.Place.Memory
        && (one.Place.Memory != BufferMemory.Arena || (one.Place.Offset < other.Place.Offset + other.Length && other.Place.Offset < one.Place.Offset + one.Length));
}
