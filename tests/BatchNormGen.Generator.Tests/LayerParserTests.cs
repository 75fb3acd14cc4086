extern alias Runtime;

using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

public class LayerParserTests
{
    [Fact]
    public void What_is_not_given_has_the_documented_default()
    {
        BatchNormSpec spec = LayerSpecs.Single("[BatchNorm(64, 4)] partial class Norm;");
        Runtime::BatchNormGen.BatchNormAttribute attribute = new(64, 4);

        Assert.Equal((int)attribute.Preset, (int)spec.Layer.Preset);
        Assert.Equal(attribute.NumFeatures, spec.Shape.NumFeatures);
        Assert.Equal(attribute.NumDims, spec.Shape.NumDims);
        Assert.Equal(attribute.Spatial, spec.Shape.Spatial);
        Assert.Equal((int)attribute.Layout, (int)spec.Shape.Layout);
        Assert.Equal(attribute.Epsilon, spec.Layer.Epsilon);
        Assert.Equal(new AveragingSpec(AveragingMode.Exponential, attribute.Decay, attribute.Momentum), spec.Averaging);
        Assert.Equal((int)attribute.MovingVariance, (int)spec.MovingVariance);
        Assert.Equal(attribute.Scale, spec.Layer.Affine.Scale);
        Assert.Equal(attribute.Shift, spec.Layer.Affine.Shift);
        Assert.Equal(typeof(float), attribute.ElementType);
        Assert.Equal(ElementType.Float, spec.Layer.ElementType);
    }

    /// <summary>The settings of the frameworks' own layers, as their documentation has them.</summary>
    [Theory]
    [InlineData("Textbook", 1e-5, 0.9, 0.1, "Biased", "ChannelsFirst")]
    [InlineData("PyTorch", 1e-5, 0.9, 0.1, "Unbiased", "ChannelsFirst")]
    [InlineData("Keras", 1e-3, 0.99, 0.01, "Biased", "ChannelsLast")]
    [InlineData("Flax", 1e-5, 0.99, 0.01, "Biased", "ChannelsLast")]
    [InlineData("MXNet", 1e-5, 0.9, 0.1, "Biased", "ChannelsFirst")]
    [InlineData("Onnx", 1e-5, 0.9, 0.1, "Biased", "ChannelsFirst")]
    public void A_preset_sets_what_is_not_given(string preset, double epsilon, double decay, double momentum, string variance, string layout)
    {
        BatchNormSpec bare = LayerSpecs.Single("[BatchNorm(64, 4)] partial class Norm;");
        BatchNormSpec expected = new()
        {
            Layer = bare.Layer with
            {
                Preset = Enum.Parse<Framework>(preset),
                Epsilon = epsilon,
            },
            Shape = bare.Shape with { Layout = Enum.Parse<TensorLayout>(layout) },
            Averaging = new(AveragingMode.Exponential, decay, momentum),
            MovingVariance = Enum.Parse<VarianceEstimator>(variance),
        };
        Assert.Equal(expected, LayerSpecs.Single($"[BatchNorm(64, 4, Preset = Framework.{preset})] partial class Norm;"));

        // Who reads the attribute by reflection sees the same.
        Runtime::BatchNormGen.BatchNormAttribute attribute = new(64, 4) { Preset = Enum.Parse<Runtime::BatchNormGen.Framework>(preset) };
        Assert.Equal((epsilon, decay, momentum), (attribute.Epsilon, attribute.Decay, attribute.Momentum));
        Assert.Equal((variance, layout), (attribute.MovingVariance.ToString(), attribute.Layout.ToString()));

        // What is given wins, one by one.
        AssertSets("Epsilon = 0.25", expected with { Layer = expected.Layer with { Epsilon = 0.25 } });
        AssertSets("Momentum = 0.25", expected with { Averaging = new(AveragingMode.Exponential, 0.75, 0.25) });
        AssertSets("Decay = 0.75", expected with { Averaging = new(AveragingMode.Exponential, 0.75, 0.25) });
        AssertSets("CumulativeAverage = true", expected with { Averaging = new(AveragingMode.Cumulative, 0, 0) });
        AssertSets("CumulativeAverage = false", expected);
        AssertSets("TrackMovingStatistics = false", expected with { Averaging = new(AveragingMode.None, 0, 0) });
        AssertSets("MovingVariance = VarianceEstimator.Biased", expected with { MovingVariance = VarianceEstimator.Biased });
        AssertSets("MovingVariance = VarianceEstimator.Unbiased", expected with { MovingVariance = VarianceEstimator.Unbiased });
        AssertSets("Layout = TensorLayout.ChannelsFirst", InLayout(TensorLayout.ChannelsFirst));
        AssertSets("Layout = TensorLayout.ChannelsLast", InLayout(TensorLayout.ChannelsLast));
        AssertSets("ElementType = typeof(double)", expected with { Layer = expected.Layer with { ElementType = ElementType.Double } });

        BatchNormSpec InLayout(TensorLayout given) =>
            expected with { Shape = expected.Shape with { Layout = given } };

        void AssertSets(string setting, BatchNormSpec all)
        {
            Assert.Equal(all, LayerSpecs.Single($"[BatchNorm(64, 4, Preset = Framework.{preset}, {setting})] partial class Norm;"));
            Assert.Equal(all, LayerSpecs.Single($"[BatchNorm(64, 4, {setting}, Preset = Framework.{preset})] partial class Norm;"));
        }
    }

    [Fact]
    public void The_attribute_tells_momentum_and_decay_as_one_setting()
    {
        Runtime::BatchNormGen.BatchNormAttribute attribute = new(64, 4) { Preset = Runtime::BatchNormGen.Framework.Keras, Momentum = 0.25 };
        Assert.Equal((0.25, 0.75), (attribute.Momentum, attribute.Decay));
        attribute = new(64, 4) { Preset = Runtime::BatchNormGen.Framework.PyTorch, Decay = 0.75 };
        Assert.Equal((0.25, 0.75), (attribute.Momentum, attribute.Decay));
    }

    [Theory]
    [InlineData("Textbook", "gamma, beta, moving_mean, moving_var, batches_tracked")]
    [InlineData("PyTorch", "weight, bias, running_mean, running_var, num_batches_tracked")]
    [InlineData("Keras", "gamma, beta, moving_mean, moving_variance, batches_tracked")]
    [InlineData("Flax", "scale, bias, mean, var, batches_tracked")]
    [InlineData("MXNet", "gamma, beta, running_mean, running_var, batches_tracked")]
    [InlineData("Onnx", "scale, B, input_mean, input_var, batches_tracked")]
    public void A_preset_names_the_numbers_in_files(string preset, string names)
    {
        BatchNormStateNames state = BatchNormStateNames.Of(LayerSpecs.Single($"[BatchNorm(64, 4, Preset = Framework.{preset})] partial class Norm;").Layer.Preset);
        Assert.Equal(names, string.Join(", ", state.Gamma, state.Beta, state.MovingMean, state.MovingVariance, state.BatchesTracked));
    }

    [Fact]
    public void Every_argument_arrives()
    {
        BatchNormSpec spec = LayerSpecs.Single(
            """
            [BatchNorm(3, 5, Preset = Framework.Flax, Spatial = [2, 7, 5], Layout = TensorLayout.ChannelsLast, Epsilon = 1e-3, Decay = 0.99,
                MovingVariance = VarianceEstimator.Unbiased, Scale = false, Shift = false, ElementType = typeof(double))]
            partial class Norm;
            """);

        Assert.Equal(Framework.Flax, spec.Layer.Preset);
        Assert.Equal(3, spec.Shape.NumFeatures);
        Assert.Equal(5, spec.Shape.NumDims);
        Assert.Equal([2, 7, 5], spec.Shape.Spatial);
        Assert.Equal(TensorLayout.ChannelsLast, spec.Shape.Layout);
        Assert.Equal(1e-3, spec.Layer.Epsilon);
        Assert.Equal(VarianceEstimator.Unbiased, spec.MovingVariance);
        Assert.False(spec.Layer.Affine.Scale);
        Assert.False(spec.Layer.Affine.Shift);
        Assert.Equal(ElementType.Double, spec.Layer.ElementType);
    }

    [Theory]
    [InlineData("", "Exponential", 0.9, 0.1)]
    [InlineData(", Momentum = 0.01", "Exponential", 1 - 0.01, 0.01)]
    [InlineData(", Decay = 0.99", "Exponential", 0.99, 0.01)]
    [InlineData(", Momentum = 0.01, CumulativeAverage = false", "Exponential", 1 - 0.01, 0.01)]
    [InlineData(", CumulativeAverage = true", "Cumulative", 0.0, 0.0)]
    [InlineData(", TrackMovingStatistics = false", "None", 0.0, 0.0)]
    [InlineData(", TrackMovingStatistics = false, CumulativeAverage = false", "None", 0.0, 0.0)]
    [InlineData(", TrackMovingStatistics = true", "Exponential", 0.9, 0.1)]
    public void The_moving_average_follows_the_setting_that_is_given(string settings, string mode, double kept, double weight)
    {
        AveragingSpec average = LayerSpecs.Single($"[BatchNorm(8, 2{settings})] partial class Norm;").Averaging;
        Assert.Equal(new AveragingSpec(Enum.Parse<AveragingMode>(mode), kept, weight), average);
    }

    [Theory]
    [InlineData("[BatchNorm(numDims: 4, numFeatures: 64, Spatial = [7, 7])] partial class Norm;")]
    [InlineData("[BatchNorm(64, numDims: 4, Spatial = new[] { 7, 7 })] partial class Norm;")]
    [InlineData("[BatchNormAttribute(64, 4, Spatial = new int[] { 7, 7 })] partial class Norm;")]
    [InlineData("[global::BatchNormGen.BatchNorm(64, 4, Spatial = new int[2] { 7, 7 })] partial class Norm;")]
    [InlineData("[BatchNorm(Sizes.Features, Sizes.Rank, Spatial = [Sizes.Width, Sizes.Width])] partial class Norm;")]
    [InlineData("[BatchNorm(1 << 6, 2 + 2, Spatial = [14 / 2, (int)7L])] partial class Norm;")]
    [InlineData("[BatchNorm('@', 4, Spatial = ['\\a', 7])] partial class Norm;")]
    [InlineData("[BatchNorm(features, 4, Spatial = [7, 7])] partial class Norm { const int features = 64; }")]
    [InlineData("[System.Serializable, BatchNorm(64, 4, Spatial = [7, 7]), System.Obsolete] partial class Norm;")]
    [InlineData("partial class Norm { int _mine; } [BatchNorm(64, 4, Spatial = [7, 7])] partial class Norm; partial class Norm : System.ICloneable { public object Clone() => _mine; }")]
    [InlineData("[type: BatchNorm(64, 4, Spatial = [7, 7])] partial class Norm;")]
    [InlineData("[Alias(64, 4, Spatial = [7, 7])] partial class Norm;")]
    [InlineData("[BatchNorm(64, 4, Epsilon = 1e-5, Spatial = [7, 7], Momentum = 1e-1)] partial class Norm;")]
    public void Every_way_of_writing_a_declaration_is_understood(string source)
    {
        BatchNormSpec spec = LayerSpecs.Single(
            $$"""
            using Alias = BatchNormGen.BatchNormAttribute;
            {{source}}
            static class Sizes { public const int Features = 64, Rank = 4; public const short Width = 7; }
            """);
        Assert.Equal(LayerSpecs.Single("[BatchNorm(64, 4, Spatial = [7, 7])] partial class Norm;"), spec);
    }

    [Fact]
    public void An_alias_for_the_whole_project_is_understood()
    {
        GeneratorRun run = LayerCompilation.Of("global using Layer = BatchNormGen.BatchNormAttribute;", "[Layer(64, 4, Spatial = [7, 7])] partial class Norm;").Generate();
        Assert.Equal(LayerSpecs.Single("[BatchNorm(64, 4, Spatial = [7, 7])] partial class Norm;"), Assert.Single(LayerSpecs.Of(run)));
    }

    [Theory]
    [InlineData("Spatial = null")]
    [InlineData("Spatial = []")]
    [InlineData("Spatial = new int[0]")]
    [InlineData("Spatial = new int[] { }")]
    public void An_empty_spatial_leaves_the_positions_free(string spatial) =>
        Assert.Equal(
            EquatableArray<int>.Empty,
            LayerSpecs.Single($"#nullable disable\n[BatchNorm(8, 4, {spatial})] partial class Norm;").Shape.Spatial);

    [Fact]
    public void Numbers_of_other_types_are_converted()
    {
        BatchNormSpec spec = LayerSpecs.Single("[BatchNorm(8, 2, Epsilon = 1, Momentum = 0.25f)] partial class Norm;");
        Assert.Equal(1.0, spec.Layer.Epsilon);
        Assert.Equal(0.25, spec.Averaging.Weight);
    }

    [Theory]
    [InlineData("[BatchNorm(1 << 20, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(1, 5, Spatial = [int.MaxValue, 1, 1])] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Epsilon = double.MaxValue, ElementType = typeof(double))] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Epsilon = 1e-7)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Epsilon = 1e-15, ElementType = typeof(double))] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Momentum = 0.499)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Decay = 0.501)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Decay = 0.99999999)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Preset = Framework.Keras)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Preset = Framework.Keras, Momentum = 0.01)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Preset = Framework.PyTorch, TrackMovingStatistics = false)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Preset = Framework.PyTorch, CumulativeAverage = true)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Preset = Framework.Flax, Layout = TensorLayout.ChannelsFirst)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Scale = false)] partial class Norm { int Gamma; }")]
    [InlineData("[BatchNorm(8, 2, Shift = false)] partial class Norm { int Beta; }")]
    [InlineData("[BatchNorm(8, 2, Scale = false)] partial class Gamma;")]
    [InlineData("class Base { private int Gamma; } [BatchNorm(8, 2)] partial class Norm : Base;")]
    [InlineData("class Base { public int gamma; } [BatchNorm(8, 2)] partial class Norm : Base;")]
    [InlineData("static partial class Net { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("abstract partial record Net<T> { [BatchNorm(8, 2)] partial class Norm; }")]
    public void What_is_allowed_is_not_reported(string source) => LayerSpecs.Single(source);
}
