using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>The generated members as a user's code meets them: what compiles here is the test.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Shapes_are_constants()
    {
        const int Features = Row64.NumFeatures;
        const int Dims = Row64.NumDims;
        const double Epsilon = Row64.Epsilon;
        Assert.Equal((64, 2, 1e-5), (Features, Dims, Epsilon));
    }

    [Fact]
    public void Parameters_are_members()
    {
        var layer = new Row3();
        layer.Gamma.Value.Fill(2);
        layer.Beta.Value[1] = 1;
        Assert.Same(layer.Gamma, layer.Parameters[0]);
        Assert.Same(layer.Beta, layer.Parameters[1]);
        Assert.Equal([2f, 2f, 2f], layer.Parameters[0].Value.ToArray());
        Assert.Equal(TensorLayout.ChannelsFirst, layer.Layout);
    }

    [Fact]
    public void A_layer_without_a_parameter_has_no_such_member()
    {
        Assert.Null(typeof(UnscaledRow).GetProperty("Gamma"));
        Assert.NotNull(typeof(UnscaledRow).GetProperty("Beta"));
        Assert.NotNull(typeof(UnshiftedRow).GetProperty("Gamma"));
        Assert.Null(typeof(UnshiftedRow).GetProperty("Beta"));
        Assert.Empty(new PlainRow().Parameters);
    }

    [Fact]
    public void Arrays_bind_to_spans_and_the_batch_size_follows_from_the_length()
    {
        var row = new Row3();
        float[] x = [1, 2, 3, 3, 2, 1];
        float[] y = new float[6];
        float[] dx = new float[6];
        row.ForwardTraining(x, y);
        row.Backward(x, y, dx);
        row.ForwardInference(x, y);
        row.BackwardInference(x, y, dx);

        var fixedPositions = new Fixed1x1();
        fixedPositions.ForwardTraining(new float[12], new float[12]);

        var last = new Last3();
        last.ForwardTraining(x, y);
        Assert.Equal([2f, 2f, 2f], last.BatchMean.ToArray());
    }

    [Fact]
    public void Arrays_bind_to_spans_with_a_batch_size_too()
    {
        var layer = new Plane3();
        float[] x = [1, 3, 2, 4, 3, 5];
        float[] y = new float[6];
        layer.ForwardTraining(x, y, 1);
        layer.Backward(x, y, new float[6], 1);
        layer.ForwardInference(x, y, batchSize: 2);
        layer.BackwardInference(x, y, new float[6], batchSize: 2);
        Assert.Equal([2f, 3f, 4f], layer.BatchMean.ToArray());
    }

    [Fact]
    public void A_frozen_layer_is_a_type_of_its_own_and_takes_arrays()
    {
        Row3.Frozen frozen = new Row3().Freeze();
        float[] y = new float[3];
        frozen.Forward([1, 2, 3], y);
        frozen.Forward(y, y, batchSize: 1);
        IFrozenLayer<float> same = ((IFreezable<float>)new Row3()).Freeze();
        Assert.IsType<Row3.Frozen>(same);
        new Plane3().Freeze().Forward(new float[6], new float[6], 2);
    }

    [Fact]
    public void Layers_inside_a_model_class_work()
    {
        var net = new SmallNet();
        Assert.Equal([6, 120], net.Layers.Select(layer => layer.NumFeatures));
        net.Layers[0].ForwardTraining(new float[2 * 6 * 9], new float[2 * 6 * 9], 2);
        net.Layers[1].ForwardTraining(new float[2 * 120], new float[2 * 120], 2);
        Assert.All(net.Layers, layer => Assert.Equal(1, ((IMovingStatistics<float, float>)layer).BatchesTracked));
    }

    [Fact]
    public void A_double_layer_is_one_of_doubles()
    {
        INormalizationLayer<double> layer = new DoubleRow2();
        INormalizationLayer<double, double> same = layer;
        layer.ForwardTraining([1.0, 2, 3, 4], new double[4], 2);
        Assert.Equal(1, ((IMovingStatistics<double, double>)same).BatchesTracked);
    }
}
