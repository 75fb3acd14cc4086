using System.Globalization;
using System.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>Definitions become graphs: layers, shapes, names, numbers.</summary>
public class GraphTests
{
    [Fact]
    public async Task LeNet()
    {
        ModelGraph graph = await ModelRun.GraphOf(ModelSources.LeNet);
        Assert.Equal(
            """
            0 input : (1, 28, 28)
            1 Conv2D 'conv1' <- 0 : (6, 28, 28) [conv1.weight 6x1x5x5] 117600
            2 BatchNorm 'bn1' <- 1 : (6, 28, 28) [bn1.weight 6, bn1.bias 6]
            3 Sigmoid <- 2 : (6, 28, 28)
            4 AveragePool <- 3 : (6, 14, 14)
            5 Conv2D 'conv2' <- 4 : (16, 10, 10) [conv2.weight 16x6x5x5] 240000
            6 BatchNorm 'bn2' <- 5 : (16, 10, 10) [bn2.weight 16, bn2.bias 16]
            7 Sigmoid <- 6 : (16, 10, 10)
            8 AveragePool <- 7 : (16, 5, 5)
            9 Flatten <- 8 : (400)
            10 Dense 'fc1' <- 9 : (120) [fc1.weight 120x400] 48000
            11 BatchNorm 'bn3' <- 10 : (120) [bn3.weight 120, bn3.bias 120]
            12 Sigmoid <- 11 : (120)
            13 Dense 'fc2' <- 12 : (84) [fc2.weight 84x120] 10080
            14 BatchNorm 'bn4' <- 13 : (84) [bn4.weight 84, bn4.bias 84]
            15 Sigmoid <- 14 : (84)
            16 Dense 'fc3' <- 15 : (10) [fc3.weight 10x84, fc3.bias 10] 840

            """,
            TextOf(graph));
        Assert.Equal("LeNet", graph.Type.DisplayName);
        Assert.Equal(16, graph.Output);
        Assert.Equal("(10)", graph.OutputShape.ToString());
        Assert.Equal(61932, graph.ParameterCount);
        Assert.Equal(416520, graph.MultiplyAdds);
    }

    [Fact]
    public async Task An_MLP_in_a_loop()
    {
        ModelGraph graph = await ModelRun.GraphOf(ModelSources.Mlp);
        Assert.Equal(["dense0", "norm0", "dense1", "norm1", "logits"], graph.Nodes.Select(static node => node.Name?.Text).OfType<string>());
        Assert.Equal((784 * 256) + 512 + (256 * 128) + 256 + (128 * 10) + 10, graph.ParameterCount);
        Assert.Equal(["norm0.gamma", "norm0.beta"], graph.Nodes.Single(static node => node.Name?.Text == "norm0").Parameters.Select(static parameter => parameter.Key));
        Assert.Equal(0.5, graph.Nodes.Select(static node => node.Operation).OfType<DropoutOperation>().First().Rate);
    }

    /// <summary>The numbers and names of torchvision's model, counted there.</summary>
    [Fact]
    public async Task ResNet_18_has_the_parameters_and_names_of_torchvisions()
    {
        ModelGraph graph = await ModelRun.GraphOf(ModelSources.ResNet18);
        Assert.Equal(11_689_512, graph.ParameterCount);
        Assert.Equal(1_814_073_344, graph.MultiplyAdds);
        Assert.Equal(69, graph.Nodes.Count);

        string[] keys = [.. graph.Nodes.SelectMany(static node => node.Parameters).Select(static parameter => parameter.Key)];
        Assert.Equal(62, keys.Length);
        Assert.Superset(
            new HashSet<string>
            {
                "conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer1.1.bn2.bias", "layer2.0.downsample.0.weight", "layer2.0.downsample.1.bias",
                "layer4.1.conv2.weight", "fc.weight", "fc.bias",
            },
            new HashSet<string>(keys));
        Assert.DoesNotContain("layer1.0.downsample.0.weight", keys);
        GraphNode downsample = graph.Nodes.Single(static node => node.Name?.Text == "layer3.0.downsample.0");
        Assert.Equal("Layer3_0_Downsample_0", downsample.Name!.Property);
        Assert.Equal("(256, 14, 14)", downsample.Shape.ToString());
        Assert.Equal(["(64, 56, 56)", "(64, 56, 56)", "(128, 28, 28)", "(128, 28, 28)", "(256, 14, 14)", "(256, 14, 14)", "(512, 7, 7)", "(512, 7, 7)"],
            graph.Nodes.Where(static node => node.Operation is SumOperation).Select(static node => node.Shape.ToString()));
    }

    [Fact]
    public async Task Blocks_of_a_MobileNet_in_another_class()
    {
        ModelGraph graph = await ModelRun.GraphOf(ModelSources.MobileNet);
        Assert.Equal(
            """
            0 input : (24, 28, 28)
            1 Conv2D 'block_1_expand' <- 0 : (144, 28, 28) [block_1_expand/kernel 144x24x1x1] 2709504
            2 BatchNorm 'block_1_expand_BN' <- 1 : (144, 28, 28) [block_1_expand_BN/gamma 144, block_1_expand_BN/beta 144]
            3 Relu6 <- 2 : (144, 28, 28)
            4 Conv2D 'block_1_depthwise' <- 3 : (144, 28, 28) [block_1_depthwise/kernel 144x1x3x3] 1016064
            5 BatchNorm 'block_1_depthwise_BN' <- 4 : (144, 28, 28) [block_1_depthwise_BN/gamma 144, block_1_depthwise_BN/beta 144]
            6 Relu6 <- 5 : (144, 28, 28)
            7 Conv2D 'block_1_project' <- 6 : (24, 28, 28) [block_1_project/kernel 24x144x1x1] 2709504
            8 BatchNorm 'block_1_project_BN' <- 7 : (24, 28, 28) [block_1_project_BN/gamma 24, block_1_project_BN/beta 24]
            9 + <- 8,0 : (24, 28, 28)
            """,
            string.Join('\n', TextOf(graph).Split('\n').Take(10)));
        Assert.Equal("(32, 28, 28)", graph.OutputShape.ToString());
        Assert.Equal(18, graph.Nodes.Count);

        // What is not given is Keras's.
        BatchNormOperation norm = Assert.IsType<BatchNormOperation>(graph.Nodes[2].Operation);
        Assert.Equal((1e-3, 0.001, 0.999, VarianceEstimator.Biased), (norm.Epsilon, norm.Averaging.Weight, norm.Averaging.Kept, norm.MovingVariance));
        Assert.Equal(144, Assert.IsType<ConvolutionOperation>(graph.Nodes[4].Operation).Groups);
    }

    [Fact]
    public async Task Everything_that_can_be_said()
    {
        ModelGraph graph = await ModelRun.GraphOf(ModelSources.Everything);
        Assert.Equal(
            [
                "input (3, 32, 24)", "Conv2D 'stem.1' (8, 32, 24)", "GroupNorm 'gn' (8, 32, 24)", "Silu (8, 32, 24)", "Conv2D 'depth' (16, 32, 24)", "InstanceNorm 'instance' (16, 32, 24)",
                "LeakyRelu (16, 32, 24)", "MaxPool (16, 32, 24)", "Then 'own' (16, 32, 24)", "Gelu (16, 32, 24)", "+ (16, 32, 24)", "AveragePool (16, 16, 12)", "Tanh (16, 16, 12)",
                "HardSwish (16, 16, 12)", "Dropout (16, 16, 12)", "Flatten (3072)", "Dense 'wide' (192)", "LayerNorm 'ln' (192)", "Relu (192)", "Dense 'wider' (64)", "RmsNorm 'rms' (64)",
                "Then 'turn' (4, 4, 4)", "Relu6 (4, 4, 4)", "Then 'back' (32)", "LeakyRelu (32)", "Dense 'head05' (5)", "BatchNorm 'bn' (5)", "Dense 'skip' (5)", "+ (5)", "Softmax (5)", "Relu (5)",
            ],
            graph.Nodes.Select(static node => $"{node.DisplayName} {node.Shape}"));
        Assert.Equal([0.2f, 0.01], graph.Nodes.Select(static node => node.Operation).OfType<ActivationOperation>().Where(static one => one.Activation.Function == Activation.LeakyRelu).Select(static one => one.Activation.Slope));
        BatchNormOperation norm = Assert.Single(graph.Nodes.Select(static node => node.Operation).OfType<BatchNormOperation>());
        Assert.Equal((1e-3, 0.25, 0.75, false, true), (norm.Epsilon, norm.Averaging.Weight, norm.Averaging.Kept, norm.Affine.Scale, norm.Affine.Shift));
        Assert.Equal("global::Own", graph.Nodes.Select(static node => node.Operation).OfType<OwnOperation>().First().Type);
        Assert.Equal(["rms.gamma"], graph.Nodes.Single(static node => node.Name?.Text == "rms").Parameters.Select(static parameter => parameter.Key));
    }

    [Theory]
    [InlineData("Textbook", true)]
    [InlineData("PyTorch", true)]
    [InlineData("Keras", false)]
    [InlineData("Onnx", false)]
    public async Task Whether_pooling_counts_padding_follows_the_preset(string preset, bool counts)
    {
        ModelGraph graph = await ModelRun.GraphOf(
            $"[Model(1, 4, 4, Preset = Framework.{preset})] partial class Net {{ static FeatureMaps Define(FeatureMaps x) => x.AveragePool(2, padding: 1); }}");
        Assert.Equal(new AveragePoolOperation(new Window(2, 2, 1), counts), graph.Nodes[1].Operation);
    }

    /// <summary>Choices and functions whose numbers are known are calculated as C# would.</summary>
    [Theory]
    [InlineData("System.Math.Max(3, x.Count / 2)", 4)]
    [InlineData("System.Math.Min(val2: 3, val1: x.Count)", 3)]
    [InlineData("System.Math.Abs(3 - x.Count)", 5)]
    [InlineData("int.Max(3, x.Count) + int.Min(1, 2)", 9)]
    [InlineData("x.Count switch { 1 => 10, 8 => 20, _ => 30 }", 20)]
    [InlineData("x.Count switch { < 8 => 10, > 8 => 20, _ => 30 }", 30)]
    [InlineData("x.Count switch { 1 or 2 => 10, > 4 and not 9 => 20, _ => 30 }", 20)]
    [InlineData("x.Count switch { 8 when x.Count < 8 => 10, var n when n > 7 => n + 3, _ => 30 }", 11)]
    [InlineData("x.Count switch { 8 => 10, _ => int.Parse(\"a\") }", 10)]
    [InlineData("\"ab\" switch { \"a\" => 10, \"a\" + \"b\" => 20, _ => 30 }", 20)]
    [InlineData("(x.Count > 3) switch { true => 10, false => 20 }", 10)]
    [InlineData("x.Count is 8 ? 10 : 20", 10)]
    [InlineData("x.Count is not (7 or 8) ? 10 : 20", 20)]
    [InlineData("x.Count is >= 2 and <= 9 ? 10 : 20", 10)]
    [InlineData("x.Count is var m && m > 9 ? 10 : 20", 20)]
    public async Task Numbers_are_chosen_and_calculated(string expression, int expected)
    {
        ModelGraph graph = await ModelRun.GraphOf($"[Model(8)] partial class Net {{ static Features Define(Features x) => x.Dense(\"d\", {expression}); }}");
        Assert.Equal(expected, graph.OutputShape.Channels);
    }

    [Fact]
    public async Task A_switch_expression_chooses_layers()
    {
        ModelGraph graph = await ModelRun.GraphOf(
            """
            [Model(8)] partial class Net
            {
                static Features Define(Features x) => Activate(Activate(Activate(x, "relu"), "tanh"), "none");
                static Features Activate(Features x, string name) => name switch { "relu" => x.Relu(), "tanh" => x.Tanh(), _ => x };
            }
            """);
        Assert.Equal(["input", "Relu", "Tanh"], graph.Nodes.Select(static node => node.DisplayName));
    }

    /// <summary>Chains are read in a loop: recursion would overflow the stack, here of a thread that has little.</summary>
    [Theory]
    [InlineData(".Relu()")]
    [InlineData(".Dense(\"d#\", 2)")]
    [InlineData(".Block(\"b#\")")]
    [InlineData(" + x")]
    public async Task A_chain_of_a_thousand_layers_is_read(string link)
    {
        string chain = string.Concat(Enumerable.Range(0, 1000).Select(index => link.Replace("#", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        ModelGraph graph = await ModelRun.GraphOf(
            $$"""
            [Model(2)] partial class Net { static Features Define(Features x) => x{{chain}}; }
            static class Blocks { public static Features Block(this Features x, string name) => x.Dense(name, 2); }
            """);
        Assert.Equal(1001, graph.Nodes.Count);
    }

    [Fact]
    public async Task A_loop_of_a_thousand_layers_is_read()
    {
        ModelGraph graph = await ModelRun.GraphOf(
            """
            [Model(2)] partial class Net
            {
                static Features Define(Features x)
                {
                    string name = "d";
                    for (int i = 0; i < 1000; ++i) x = x.Dense(name + i, 2);
                    return x;
                }
            }
            """);
        Assert.Equal("D999", graph.Nodes[1000].Name!.Property);
    }

    [Fact]
    public async Task Methods_of_other_files_and_with_type_parameters_are_read()
    {
        ModelGraph graph = await ModelRun.GraphOf(
            "namespace Demo { [Model(8)] partial class Net { static Features Define(Features x) => Other.Blocks.Twice<Own>(x, \"a\"); } }\n" + ModelSources.Everything[ModelSources.Everything.IndexOf("public abstract class Own", StringComparison.Ordinal)..],
            "namespace Other { static class Blocks { public static Features Twice<TLayer>(Features x, string name) where TLayer : ILayer<float, TLayer> => Once<TLayer>(Once<TLayer>(x, name + 1), name + 2);"
            + " static Features Once<T>(Features x, string name) where T : ILayer<float, T> => Of<T>.Block(x, name); }"
            + " static class Of<TOwn> where TOwn : ILayer<float, TOwn> { public static Features Block(Features x, string name) => x.Then<TOwn>(name); } }");
        Assert.Equal(["global::Own", "global::Own"], graph.Nodes.Skip(1).Select(static node => ((OwnOperation)node.Operation).Type));
    }

    [Theory]
    [InlineData("conv1", "Conv1")]
    [InlineData("layer1.0.conv1", "Layer1_0_Conv1")]
    [InlineData("a.b", "A_B")]
    [InlineData("a_b", "A_B")]
    [InlineData("encoder/norm-1", "Encoder_Norm_1")]
    [InlineData("0", "_0")]
    [InlineData("0.conv", "_0_Conv")]
    [InlineData("batchNorm", "BatchNorm")]
    [InlineData("größe", "Größe")]
    public void A_name_becomes_a_property(string name, string property) => Assert.Equal(property, Generator.Parsing.Definitions.LayerNames.PropertyOf(name));

    [Fact]
    public void Equal_sources_give_equal_graphs_that_hold_nothing_of_Roslyn()
    {
        string[] files = [.. ModelSources.All.Values];
        ModelGraph[] one = [.. ModelRun.Graphs(ModelRun.Generate(files))], other = [.. ModelRun.Graphs(ModelRun.Generate(files))];
        Assert.Equal(5, one.Length);
        Assert.Equal(one, other);
        Assert.Equal(one.Select(static graph => graph.GetHashCode()), other.Select(static graph => graph.GetHashCode()));
        Assert.All(one.Zip(other), static pair => Assert.NotSame(pair.First, pair.Second));
        Assert.All(one, ObjectGraph.AssertFreeOfRoslyn);
    }

    private static string TextOf(ModelGraph graph)
    {
        StringBuilder text = new();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            GraphNode node = graph.Nodes[i];
            text.Append(CultureInfo.InvariantCulture, $"{i} {node.DisplayName}");
            text.Append(node.Inputs.Count == 0 ? "" : $" <- {string.Join(',', node.Inputs)}").Append(CultureInfo.InvariantCulture, $" : {node.Shape}");
            text.Append(node.Parameters.Count == 0 ? "" : $" [{string.Join(", ", node.Parameters.Select(static parameter => $"{parameter.Key} {string.Join('x', parameter.Shape)}"))}]");
            text.Append(node.MultiplyAdds == 0 ? "" : $" {node.MultiplyAdds}").Append('\n');
        }

        return text.ToString();
    }
}
