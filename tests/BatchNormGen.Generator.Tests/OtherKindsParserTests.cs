extern alias Runtime;

using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

/// <summary>What declarations of LayerNorm, RmsNorm, GroupNorm and InstanceNorm mean.</summary>
public class OtherKindsParserTests
{
    private const double SingleMachineEpsilon = 1.1920928955078125e-7;
    private const double DoubleMachineEpsilon = 2.220446049250313e-16;

    [Theory]
    [InlineData("[LayerNorm(512)] partial class Norm;", 512)]
    [InlineData("[LayerNorm(features: 1 << 9)] partial class Norm;", 512)]
    [InlineData("[LayerNorm(normalizedShape: 512)] partial class Norm;", 512)]
    [InlineData("[LayerNorm([512])] partial class Norm;", 512)]
    [InlineData("[LayerNorm(64, 7, 7)] partial class Norm;", 64, 7, 7)]
    [InlineData("[LayerNorm(new[] { 64, 7, 7 })] partial class Norm;", 64, 7, 7)]
    [InlineData("[LayerNorm(normalizedShape: [64, 7, 7])] partial class Norm;", 64, 7, 7)]
    [InlineData("[LayerNormAttribute(64, Width, '\a')] partial class Norm { const short Width = 7; }", 64, 7, 7)]
    [InlineData("[LayerNorm(2, 1, 1, 1, 1, 1, 1, 1)] partial class Norm;", 2, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData("[LayerNorm(1, int.MaxValue)] partial class Norm;", 1, int.MaxValue)]
    public void The_last_axes_are_declared_in_every_way(string source, params int[] expected)
    {
        RowNormSpec spec = LayerSpecs.Single<RowNormSpec>(source);
        Assert.Equal(expected, spec.Shape.NormalizedShape);
        Assert.Equal(expected.Aggregate(static (product, extent) => product * extent), spec.Shape.NumFeatures);
        Assert.Equal(RowStatistic.Moments, spec.Statistic);
        Assert.Equal(BatchSizeUse.None, spec.BatchSize);

        RowNormSpec rms = LayerSpecs.Single<RowNormSpec>(source.Replace("LayerNorm", "RmsNorm", StringComparison.Ordinal));
        Assert.Equal(RowStatistic.MeanSquare, rms.Statistic);
        Assert.Equal(spec.Shape, rms.Shape);
    }

    [Fact]
    public void Rows_have_the_defaults_of_the_attributes()
    {
        AssertDefaults(new Runtime::BatchNormGen.LayerNormAttribute(512), LayerSpecs.Single<RowNormSpec>("[LayerNorm(512)] partial class Norm;"));
        AssertDefaults(new Runtime::BatchNormGen.RmsNormAttribute(64, 7), LayerSpecs.Single<RowNormSpec>("[RmsNorm(64, 7)] partial class Norm;"));

        static void AssertDefaults(Runtime::BatchNormGen.RowNormalizationAttribute attribute, RowNormSpec spec)
        {
            AssertCommonDefaults(attribute, spec.Layer);
            Assert.Equal(attribute.NormalizedShape, spec.Shape.NormalizedShape);
        }
    }

    [Fact]
    public void Groups_have_the_defaults_of_the_attributes()
    {
        Runtime::BatchNormGen.GroupNormAttribute group = new(8, 64, 4);
        GroupNormSpec spec = LayerSpecs.Single<GroupNormSpec>("[GroupNorm(8, 64, 4)] partial class Norm;");
        AssertDefaults(group, spec);
        Assert.Equal((8, 8), (group.NumGroups, spec.NumGroups));
        Assert.Equal(8, spec.GroupChannels);
        Assert.False(spec.IsInstanceNorm);

        GroupNormSpec instance = LayerSpecs.Single<GroupNormSpec>("[InstanceNorm(64, 4)] partial class Norm;");
        AssertDefaults(new Runtime::BatchNormGen.InstanceNormAttribute(64, 4), instance);
        Assert.Equal((64, 1), (instance.NumGroups, instance.GroupChannels));
        Assert.True(instance.IsInstanceNorm);

        static void AssertDefaults(Runtime::BatchNormGen.ChannelNormalizationAttribute attribute, GroupNormSpec spec)
        {
            AssertCommonDefaults(attribute, spec.Layer);
            Assert.Equal((attribute.NumFeatures, attribute.NumDims), (spec.Shape.Channels, spec.Shape.NumDims));
            Assert.Equal(attribute.Spatial, spec.Shape.Spatial);
            Assert.Equal((int)attribute.Layout, (int)spec.Shape.Layout);
            Assert.Equal(BatchSizeUse.Given, spec.BatchSize);
        }
    }

    /// <summary>The settings of the frameworks' own layers, as their documentation has them.</summary>
    [Theory]
    [InlineData("Textbook", 1e-5, 1e-6, 1e-6, "ChannelsFirst")]
    [InlineData("PyTorch", 1e-5, SingleMachineEpsilon, DoubleMachineEpsilon, "ChannelsFirst")]
    [InlineData("Keras", 1e-3, 1e-6, 1e-6, "ChannelsLast")]
    [InlineData("Flax", 1e-6, 1e-6, 1e-6, "ChannelsLast")]
    [InlineData("MXNet", 1e-5, 1e-6, 1e-6, "ChannelsFirst")]
    [InlineData("Onnx", 1e-5, 1e-5, 1e-5, "ChannelsFirst")]
    public void A_preset_sets_epsilon_and_layout(string preset, double epsilon, double epsilonOfRms, double epsilonOfDoubleRms, string layout)
    {
        Runtime::BatchNormGen.Framework framework = Enum.Parse<Runtime::BatchNormGen.Framework>(preset);
        Assert.Equal(epsilon, Row("LayerNorm(8", "").Epsilon);
        Assert.Equal(epsilon, new Runtime::BatchNormGen.LayerNormAttribute(8) { Preset = framework }.Epsilon);
        Assert.Equal(epsilonOfRms, Row("RmsNorm(8", "").Epsilon);
        Assert.Equal(epsilonOfRms, new Runtime::BatchNormGen.RmsNormAttribute(8) { Preset = framework }.Epsilon);
        Assert.Equal(epsilonOfDoubleRms, Row("RmsNorm(8", ", ElementType = typeof(double)").Epsilon);
        Assert.Equal(epsilonOfDoubleRms, new Runtime::BatchNormGen.RmsNormAttribute(8) { Preset = framework, ElementType = typeof(double) }.Epsilon);
        Assert.Equal(0.25, Row("RmsNorm(8", ", Epsilon = 0.25").Epsilon);

        Assert.Equal((epsilon, layout), Channels("GroupNorm(2, 8, 4"));
        Assert.Equal((epsilon, layout), Reflected(new Runtime::BatchNormGen.GroupNormAttribute(2, 8, 4)));
        Assert.Equal((epsilon, layout), Channels("InstanceNorm(8, 4"));
        Assert.Equal((epsilon, layout), Reflected(new Runtime::BatchNormGen.InstanceNormAttribute(8, 4)));
        Assert.Equal((epsilon, "ChannelsLast"), Channels("GroupNorm(2, 8, 4, Layout = TensorLayout.ChannelsLast"));

        LayerSpec Row(string attribute, string settings) => LayerSpecs.Single<RowNormSpec>($"[{attribute}, Preset = Framework.{preset}{settings})] partial class Norm;").Layer;

        (double, string) Channels(string attribute)
        {
            GroupNormSpec spec = LayerSpecs.Single<GroupNormSpec>($"[{attribute}, Preset = Framework.{preset})] partial class Norm;");
            return (spec.Layer.Epsilon, spec.Shape.Layout.ToString());
        }

        (double, string) Reflected(Runtime::BatchNormGen.ChannelNormalizationAttribute attribute)
        {
            attribute.Preset = framework;
            return (attribute.Epsilon, attribute.Layout.ToString());
        }
    }

    [Theory]
    [InlineData("Textbook", "gamma, beta", "gamma, beta", "gamma, beta", "gamma, beta")]
    [InlineData("PyTorch", "weight, bias", "weight, bias", "weight, bias", "weight, bias")]
    [InlineData("Keras", "gamma, beta", "scale, beta", "gamma, beta", "gamma, beta")]
    [InlineData("Flax", "scale, bias", "scale, bias", "scale, bias", "scale, bias")]
    [InlineData("MXNet", "gamma, beta", "gamma, beta", "gamma, beta", "gamma, beta")]
    [InlineData("Onnx", "Scale, B", "scale, B", "scale, bias", "scale, B")]
    public void A_preset_names_the_parameters_in_files(string preset, string layerNorm, string rmsNorm, string groupNorm, string instanceNorm)
    {
        Assert.Equal(layerNorm, Text(LayerSpecs.Single<RowNormSpec>($"[LayerNorm(8, Preset = Framework.{preset})] partial class Norm;").ParameterNames));
        Assert.Equal(rmsNorm, Text(LayerSpecs.Single<RowNormSpec>($"[RmsNorm(8, Preset = Framework.{preset})] partial class Norm;").ParameterNames));
        Assert.Equal(groupNorm, Text(LayerSpecs.Single<GroupNormSpec>($"[GroupNorm(2, 8, 4, Preset = Framework.{preset})] partial class Norm;").ParameterNames));
        Assert.Equal(instanceNorm, Text(LayerSpecs.Single<GroupNormSpec>($"[InstanceNorm(8, 4, Preset = Framework.{preset})] partial class Norm;").ParameterNames));

        static string Text(ParameterNames names) => $"{names.Gamma}, {names.Beta}";
    }

    [Theory]
    [InlineData("LayerNorm(64, 7")]
    [InlineData("RmsNorm(64")]
    [InlineData("GroupNorm(8, 64, 4")]
    [InlineData("InstanceNorm(64, 4")]
    [InlineData("BatchNorm(64, 4")]
    public void Every_common_argument_arrives(string attribute)
    {
        LayerSpec spec = Assert.Single(LayerSpecs.Of<ILayerSpec>(LayerCompilation.Of(
            $$"""
            using BatchNormGen;
            [{{attribute}}, Preset = Framework.Onnx, Epsilon = 1e-3, Scale = false, Shift = true, ElementType = typeof(double),
                Residual = true, Activation = Activation.LeakyRelu, ActivationSlope = -0.25)]
            partial class Norm;
            """).Generate())).Layer;
        Assert.Equal((Framework.Onnx, 1e-3, ElementType.Double), (spec.Preset, spec.Epsilon, spec.ElementType));
        Assert.Equal(new AffineSpec(Scale: false, Shift: true), spec.Affine);
        Assert.Equal(new ActivationSpec(Activation.LeakyRelu, -0.25), spec.Activation);
        Assert.True(spec.Residual);
    }

    [Fact]
    public void Groups_of_fixed_shapes_arrive()
    {
        GroupNormSpec spec = LayerSpecs.Single<GroupNormSpec>(
            "[GroupNorm(numDims: 5, numGroups: 3, numFeatures: 12, Spatial = [2, 7, 5], Layout = TensorLayout.ChannelsLast)] partial class Norm;");
        Assert.Equal((3, 12, 4), (spec.NumGroups, spec.Shape.Channels, spec.GroupChannels));
        Assert.Equal([2, 7, 5], spec.Shape.Spatial);
        Assert.Equal((5, TensorLayout.ChannelsLast, BatchSizeUse.GivenOrFollowing), (spec.Shape.NumDims, spec.Shape.Layout, spec.BatchSize));
    }

    [Theory]
    [InlineData("", "None", 0.0)]
    [InlineData(", Activation = Activation.None", "None", 0.0)]
    [InlineData(", Activation = Activation.Gelu", "Gelu", 0.0)]
    [InlineData(", Activation = Activation.LeakyRelu", "LeakyRelu", 0.01)]
    [InlineData(", Activation = Activation.LeakyRelu, ActivationSlope = 0", "LeakyRelu", 0.0)]
    [InlineData(", ActivationSlope = 1e38f, Activation = Activation.LeakyRelu", "LeakyRelu", (double)1e38f)]
    public void Only_a_function_with_a_slope_has_one(string settings, string function, double slope) =>
        Assert.Equal(
            new ActivationSpec(Enum.Parse<Activation>(function), slope),
            LayerSpecs.Single($"[BatchNorm(8, 2{settings})] partial class Norm;").Layer.Activation);

    [Theory]
    [InlineData("[GroupNorm(1, 8, 2)] partial class Norm;")]
    [InlineData("[GroupNorm(4, 8, 2)] partial class Norm;")]
    [InlineData("[GroupNorm(8, 8, 3)] partial class Norm;")]
    [InlineData("[GroupNorm(8, 8, 3, Spatial = [2])] partial class Norm;")]
    [InlineData("[GroupNorm(4, 8, 4, Spatial = [1, 1])] partial class Norm;")]
    [InlineData("[InstanceNorm(8, 4, Spatial = [1, 2])] partial class Norm;")]
    [InlineData("[InstanceNorm(8, 3)] partial class Norm { int NumGroups; }")]
    [InlineData("[LayerNorm(1, 2)] partial class Norm { int NumDims, Layout, Momentum; void ForwardTraining() { } int get_Layout() => 1; }")]
    [InlineData("[RmsNorm(8)] partial class Norm { int Beta; int get_Beta() => 1; }")]
    [InlineData("[RmsNorm(8, Preset = Framework.PyTorch)] partial class Norm;")]
    [InlineData("[LayerNorm(8)] partial class ForwardTraining;")]
    [InlineData("[BatchNorm(8, 2, Residual = true)] partial class Norm { int FoldIntoPrevious; }")]
    public void What_is_allowed_is_not_reported(string source) => LayerSpecs.Single<ILayerSpec>(source);

    [Fact]
    public void Of_several_kinds_on_several_parts_none_is_generated_whatever_the_order()
    {
        const string First = "[BatchNormGen.BatchNorm(8, 2)] partial class Norm;";
        const string Second = "[BatchNormGen.LayerNorm(8)] partial class Norm;";
        foreach (string[] files in new[] { new[] { First, Second }, [Second, First], [First + Second], [First, "partial class Norm;", Second] })
        {
            GeneratorRun run = LayerCompilation.Of(files).Generate();
            Assert.Empty(run.Sources);
            Assert.Equal("BNG0031", Assert.Single(run.Diagnostics).Id);
        }
    }

    private static void AssertCommonDefaults(Runtime::BatchNormGen.NormalizationAttribute attribute, LayerSpec spec)
    {
        Assert.Equal((int)attribute.Preset, (int)spec.Preset);
        Assert.Equal(attribute.Epsilon, spec.Epsilon);
        Assert.Equal(new AffineSpec(attribute.Scale, attribute.Shift), spec.Affine);
        Assert.Equal(typeof(float), attribute.ElementType);
        Assert.Equal(ElementType.Float, spec.ElementType);
        Assert.Equal((int)attribute.Activation, (int)spec.Activation.Function);
        Assert.Equal(0.01, attribute.ActivationSlope);
        Assert.Equal(attribute.Residual, spec.Residual);
    }
}
