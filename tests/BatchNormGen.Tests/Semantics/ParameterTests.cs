using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class ParameterTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    [Theory, MemberData(nameof(Varied))]
    public void A_new_layer_has_gamma_one_beta_zero_and_untouched_statistics(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        LayerDeclaration declaration = layer.Declaration;

        Assert.Equal([.. declaration.Scale ? (string[])["gamma"] : [], .. declaration.Shift ? (string[])["beta"] : []], layer.Layer.Parameters.Select(parameter => parameter.Name));
        foreach (Parameter<float> parameter in layer.Layer.Parameters)
        {
            Assert.Equal(Enumerable.Repeat(parameter.Name == "gamma" ? 1f : 0f, declaration.NumFeatures), parameter.Value.ToArray());
            Assert.Equal(new float[declaration.NumFeatures], parameter.Gradient.ToArray());
        }

        if (declaration.TrackMovingStatistics)
        {
            Assert.Equal(new float[declaration.NumFeatures], layer.Moving.MovingMean.ToArray());
            Assert.Equal(Enumerable.Repeat(1f, declaration.NumFeatures), layer.Moving.MovingVariance.ToArray());
            Assert.Equal(0, layer.Moving.BatchesTracked);
        }

        Assert.Equal(new float[declaration.NumFeatures], layer.BatchMean.ToArray());
        Assert.Equal(new float[declaration.NumFeatures], layer.BatchInverseDeviation.ToArray());
        Assert.Equal(-1, layer.Layer.MaxDegreeOfParallelism);
        Assert.Equal(declaration.NumFeatures, layer.Layer.NumFeatures);
        var channels = (IChannelNormalization)layer.Layer;
        Assert.Equal(declaration.NumDims, channels.NumDims);
        Assert.Equal(declaration.Layout, channels.Layout);
    }

    [Theory, MemberData(nameof(Varied))]
    public void A_parameter_says_what_it_is(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        int features = layer.Declaration.NumFeatures;
        foreach (Parameter<float> parameter in layer.Layer.Parameters)
        {
            Assert.Equal([features], parameter.Shape);
            Assert.Throws<NotSupportedException>(() => ((IList<int>)parameter.Shape)[0] = 1);
            Assert.Equal(parameter.Name == "gamma" ? ParameterKind.Scale : ParameterKind.Shift, parameter.Kind);
            Assert.Equal($"{parameter.Name} [{features}]", parameter.ToString());
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Resetting_parameters_leaves_statistics(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        string[] parameters = ["gamma", "gamma gradient", "beta", "beta gradient"];
        LayerState before = LayerState.Of(layer).Without(parameters);

        layer.Layer.ResetParameters();

        LayerState.Of(layer).Without(parameters).AssertSameAs(before);
        foreach (Parameter<float> parameter in layer.Layer.Parameters)
        {
            Assert.All(parameter.Value.ToArray(), value => Assert.Equal(parameter.Name == "gamma" ? 1f : 0f, value));
            Assert.All(parameter.Gradient.ToArray(), gradient => Assert.Equal(0f, gradient));
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Instances_share_nothing(string name)
    {
        LayerUnderTest<float> one = Rejections.Trained(name);
        LayerState before = LayerState.Of(one);

        LayerUnderTest<float> other = Rejections.Trained(name);
        other.Layer.ResetParameters();
        if (other.Declaration.TrackMovingStatistics)
        {
            other.Moving.ResetMovingStatistics();
        }

        LayerState.Of(one).AssertSameAs(before);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Spans_are_live_views(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        foreach (Parameter<float> parameter in layer.Layer.Parameters)
        {
            Span<float> view = parameter.Value;
            parameter.Value[^1] = 42;
            Assert.Equal(42, view[^1]);
            Assert.Same(parameter, layer.Layer.Parameters.Single(other => other.Name == parameter.Name));
        }

        ReadOnlySpan<float> mean = layer.BatchMean;
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = Samples.Normal<float>(11, shape, mean: 5);
        layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
        Assert.NotEqual(0, mean[0]);
    }

    [Fact]
    public void The_number_of_threads_is_positive_or_minus_one()
    {
        INormalizationLayer<float> layer = new Plane3();
        foreach (int valid in (int[])[1, 2, 1000, int.MaxValue, -1])
        {
            layer.MaxDegreeOfParallelism = valid;
            Assert.Equal(valid, layer.MaxDegreeOfParallelism);
        }

        foreach (int invalid in (int[])[0, -2, int.MinValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => layer.MaxDegreeOfParallelism = invalid);
            Assert.Equal(-1, layer.MaxDegreeOfParallelism);
        }
    }
}
