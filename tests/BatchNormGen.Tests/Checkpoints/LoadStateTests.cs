using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Checkpoints;

public sealed class LoadStateTests
{
    public static TheoryData<long[]> Shapes => [[3], [1, 3], [3, 1], [1, 3, 1, 1], [1, 1, 1, 3], [1, 1, 3, 1, 1, 1]];

    public static TheoryData<DataType> CounterTypes =>
        [.. Enum.GetValues<DataType>().Where(static type => type is not (DataType.Bool or DataType.Other))];

    [Fact]
    public void Everything_is_taken()
    {
        LayerUnderTest<float> layer = States.Trained<PyTorchCheckpointRow>();
        LoadReport report = layer.Layer.LoadState(States.PyTorch());

        Assert.Equal(States.Gamma, layer.Gamma!.Value.ToArray());
        Assert.Equal(States.Beta, layer.Beta!.Value.ToArray());
        Assert.Equal(States.Mean, layer.Moving.MovingMean.ToArray());
        Assert.Equal(States.Variance, layer.Moving.MovingVariance.ToArray());
        Assert.Equal(7, layer.Moving.BatchesTracked);
        AssertIsComplete(report);
        Assert.Equal("complete", report.ToString());
    }

    [Fact]
    public void Names_of_another_framework_are_a_parameter()
    {
        var layer = new DoubleCheckpointLast();
        LoadReport report = layer.LoadState(States.PyTorch("bn."), "bn.", names: Framework.PyTorch);
        Assert.Equal([1.5, -2, 0.25], layer.Gamma.Value.ToArray());
        Assert.Equal(["bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"], report.Converted);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void A_vector_may_have_further_extents_of_one(long[] shape)
    {
        var layer = new PyTorchCheckpointRow();
        AssertIsComplete(layer.LoadState(States.PyTorchWith(("weight", StateTensor.Create<float>(States.Gamma, shape)))));
        Assert.Equal(States.Gamma, layer.Gamma.Value.ToArray());
    }

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 1, 1, 1, 1 })]
    public void One_channel_may_have_any_extents_of_one(long[] shape)
    {
        var layer = new CheckpointRow1();
        var state = new StateDictionary();
        layer.SaveState(state);
        state.Set("gamma", StateTensor.Create<float>([5], shape));
        AssertIsComplete(layer.LoadState(state));
        Assert.Equal(5, layer.Gamma.Value[0]);
    }

    [Theory]
    [InlineData(DataType.Float16)]
    [InlineData(DataType.BFloat16)]
    [InlineData(DataType.Float64)]
    public void Other_floating_point_types_are_converted_and_named(DataType type)
    {
        var layer = new PyTorchCheckpointRow();
        LoadReport report = layer.LoadState(States.PyTorchWith(
            ("weight", States.Vector(1.5f, -2, 0.25f).ConvertTo(type)), ("running_var", States.Vector(0, 2, 0.5f).ConvertTo(type))));

        Assert.Equal([1.5f, -2, 0.25f], layer.Gamma.Value.ToArray());
        Assert.Equal([0, 2, 0.5f], layer.MovingVariance.ToArray());
        Assert.Equal(["weight", "running_var"], report.Converted);
        Assert.Equal("converted: weight, running_var", report.ToString());
    }

    [Fact]
    public void A_double_is_rounded_once_and_a_float_taken_exactly()
    {
        var single = new CheckpointRow();
        var whole = new DoubleCheckpointRow();
        var state = new StateDictionary();
        whole.Gamma.Value[0] = 0.1;
        whole.Gamma.Value[1] = 1e-50;
        whole.SaveState(state);

        Assert.Equal(["gamma", "beta", "moving_mean", "moving_var"], single.LoadState(state).Converted);
        Assert.Equal([0.1f, 0, 1], single.Gamma.Value.ToArray());

        single.SaveState(state);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_var"], whole.LoadState(state).Converted);
        Assert.Equal([0.1f, 0, 1], whole.Gamma.Value.ToArray());
    }

    [Theory, MemberData(nameof(CounterTypes))]
    public void The_counter_may_have_any_numeric_type_and_one_extent(DataType type)
    {
        foreach (long[] shape in (long[][])[[], [1]])
        {
            var layer = new PyTorchCheckpointRow();
            StateTensor counter = StateTensor.Create<long>([42], shape).ConvertTo(type);
            LoadReport report = layer.LoadState(States.PyTorchWith(("num_batches_tracked", counter)));
            Assert.Equal(42, layer.BatchesTracked);
            Assert.Equal(type == DataType.Int64 ? [] : ["num_batches_tracked"], report.Converted);
        }
    }

    [Fact]
    public void Without_a_counter_the_number_of_batches_becomes_zero()
    {
        LayerUnderTest<float> layer = States.Trained<PyTorchCheckpointRow>();
        AssertIsComplete(layer.Layer.LoadState(States.PyTorchWith(("num_batches_tracked", null))));
        Assert.Equal(0, layer.Moving.BatchesTracked);
        Assert.Equal(States.Mean, layer.Moving.MovingMean.ToArray());
    }

    [Theory]
    [InlineData(Framework.PyTorch)]
    [InlineData(Framework.Keras)]
    [InlineData(Framework.Onnx)]
    public void A_cumulative_average_goes_on_from_where_it_was(Framework names)
    {
        float[][] batches = [.. Enumerable.Range(0, 5).Select(seed => Samples.Normal<float>(seed, new TensorShape(4, 3, [], TensorLayout.ChannelsFirst), mean: seed))];
        float[] y = new float[12];
        var unbroken = new CumulativeCheckpointRow();
        Array.ForEach(batches, x => unbroken.ForwardTraining(x, y));

        var first = new CumulativeCheckpointRow();
        Array.ForEach(batches[..3], x => first.ForwardTraining(x, y));
        var state = new StateDictionary();
        first.SaveState(state, names: names);
        var second = new CumulativeCheckpointRow();
        second.LoadState(state, names: names);
        Array.ForEach(batches[3..], x => second.ForwardTraining(x, y));

        Assert.Equal(5, second.BatchesTracked);
        Bits.AssertSame<float>(unbroken.MovingMean, second.MovingMean, "moving mean");
        Bits.AssertSame<float>(unbroken.MovingVariance, second.MovingVariance, "moving variance");
    }

    [Fact]
    public void A_cumulative_average_without_a_counter_begins_anew()
    {
        var layer = new CumulativeCheckpointRow();
        layer.ForwardTraining(new float[6], new float[6]);
        layer.LoadState(States.PyTorchWith(("num_batches_tracked", null)));
        layer.ForwardTraining([1, 2, 3, 3, 4, 5], new float[6]);
        Assert.Equal([2, 3, 4], layer.MovingMean.ToArray());
        Assert.Equal(1, layer.BatchesTracked);
    }

    [Fact]
    public void A_lenient_load_takes_what_is_there_and_names_the_rest()
    {
        LayerUnderTest<float> layer = States.Trained<PyTorchCheckpointRow>();
        LayerState before = LayerState.Of(layer);
        LoadReport report = layer.Layer.LoadState(
            States.PyTorchWith(("bias", null), ("running_mean", null), ("alpha", States.Vector(1f)), ("scale", States.Vector(1f))), strict: false);

        Assert.Equal(["bias", "running_mean"], report.Missing);
        Assert.Equal(["alpha", "scale"], report.Unexpected);
        Assert.Empty(report.Converted);
        Assert.Equal("missing: bias, running_mean; unexpected: alpha, scale", report.ToString());
        Assert.Equal(States.Gamma, layer.Gamma!.Value.ToArray());
        Assert.Equal(States.Variance, layer.Moving.MovingVariance.ToArray());
        Assert.Equal(7, layer.Moving.BatchesTracked);
        string[] loaded = ["gamma", "gamma gradient", "moving variance", "batches tracked"];
        LayerState.Of(layer).Without(loaded).AssertSameAs(before.Without(loaded));
    }

    [Fact]
    public void A_lenient_load_of_nothing_changes_nothing()
    {
        LayerUnderTest<float> layer = States.Trained<PyTorchCheckpointRow>();
        LayerState before = LayerState.Of(layer);
        Assert.Equal(["weight", "bias", "running_mean", "running_var"], layer.Layer.LoadState(new StateDictionary(), strict: false).Missing);
        LayerState.Of(layer).AssertSameAs(before);
    }

    [Fact]
    public void Only_names_directly_under_the_prefix_can_be_unexpected()
    {
        // A model around the layer: whatever it holds elsewhere is not the layer's business, with a prefix or without.
        StateDictionary model = States.PyTorch("features.bn.");
        model.Set("features.bn.inner.weight", States.Vector(1f));
        model.Set("features.bn.inner/weight", States.Vector(1f));
        model.Set("features.bn2.weight", States.Vector(1f));
        model.Set("features.weight", States.Vector(1f));
        AssertIsComplete(new PyTorchCheckpointRow().LoadState(model, "features.bn."));

        StateDictionary beside = States.PyTorch();
        beside.Set("bn.weight", States.Vector(1f));
        beside.Set("bn/weight", States.Vector(1f));
        AssertIsComplete(new PyTorchCheckpointRow().LoadState(beside));

        model.Set("features.bn.epsilon", States.Vector(1f));
        Assert.Equal(["features.bn.epsilon"], new PyTorchCheckpointRow().LoadState(model, "features.bn.", strict: false).Unexpected);
    }

    [Fact]
    public void A_layer_takes_what_it_has()
    {
        AssertIsComplete(new UnscaledCheckpointRow().LoadState(States.PyTorchWith(("weight", null))));
        AssertIsComplete(new UnshiftedCheckpointRow().LoadState(States.PyTorchWith(("bias", null))));
        AssertIsComplete(new UntrackedCheckpointRow().LoadState(
            States.PyTorchWith(("running_mean", null), ("running_var", null), ("num_batches_tracked", null))));
        AssertIsComplete(new EmptyCheckpointRow().LoadState(new StateDictionary()));
        Assert.Equal(
            ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"],
            new EmptyCheckpointRow().LoadState(States.PyTorch(), strict: false).Unexpected);
    }

    [Fact]
    public void Gradients_at_other_values_are_dropped()
    {
        LayerUnderTest<float> layer = States.Trained<PyTorchCheckpointRow>();
        Assert.NotEqual(new float[3], layer.Gamma!.Gradient.ToArray());
        layer.Layer.LoadState(States.PyTorch());
        Assert.Equal(new float[3], layer.Gamma.Gradient.ToArray());
        Assert.Equal(new float[3], layer.Beta!.Gradient.ToArray());
    }

    [Fact]
    public void Backward_of_the_batch_before_uses_that_batchs_statistics_and_the_new_gamma()
    {
        float[] x = [1, 2, 3, 5, 4, 9, 0, 1, 2];
        float[] dy = [1, 0, 2, -1, 3, 0, 1, 1, 1];
        float[] loadedDx = new float[9], setDx = new float[9];
        var loaded = new PyTorchCheckpointRow();
        loaded.ForwardTraining(x, new float[9]);
        loaded.LoadState(States.PyTorch());
        loaded.Backward(x, dy, loadedDx);

        var set = new PyTorchCheckpointRow();
        set.ForwardTraining(x, new float[9]);
        States.Gamma.CopyTo(set.Gamma.Value);
        set.Backward(x, dy, setDx);

        Bits.AssertSame<float>(setDx, loadedDx, "dx");
        Bits.AssertSame<float>(set.Gamma.Gradient, loaded.Gamma.Gradient, "gamma gradient");

        var untrained = new PyTorchCheckpointRow();
        untrained.LoadState(States.PyTorch());
        Assert.Throws<InvalidOperationException>(() => untrained.Backward(x, dy, setDx));
    }

    [Fact]
    public void Predictions_follow_at_once()
    {
        var layer = new PyTorchCheckpointRow();
        layer.LoadState(States.PyTorch());
        float[] y = new float[3];
        layer.ForwardInference([11, -18, 0.125f], y);
        Assert.Equal(1.5 / Math.Sqrt(1e-5), y[0], 1e-3);
        Assert.Equal((-2 * 2 / Math.Sqrt(2 + 1e-5)) + 3, y[1], 1e-5);
        Assert.Equal(-0.5f, y[2]);
    }

    private static void AssertIsComplete(LoadReport report)
    {
        Assert.Empty(report.Missing);
        Assert.Empty(report.Unexpected);
        Assert.Empty(report.Converted);
        Assert.Empty(report.Notes);
    }
}
