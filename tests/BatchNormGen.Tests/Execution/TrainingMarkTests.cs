using System.Reflection;
using BatchNormGen.CompilerServices;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using BatchNormGen.Tests.Semantics;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>While one call changes a layer, another that would change it too is an exception, and leaves everything as it is.</summary>
public sealed class TrainingMarkTests
{
    public static TheoryData<string> Layers =>
        [nameof(Row5), nameof(Plane3), nameof(Fixed7x7), nameof(Last5), nameof(CumulativeRow), nameof(PlainPlane), nameof(UntrackedRow), nameof(UntrackedPlane)];

    [Theory, MemberData(nameof(Layers))]
    public void Nothing_changes_a_layer_while_a_call_changes_it(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerCore<float> core = CoreOf(layer.Layer);
        foreach ((string operation, Action<float[]> change) in ChangesOf(layer))
        {
            float[] output = new float[TrainedShape(layer).Length];
            core.BeginChange("A call on another thread");
            InvalidOperationException exception = layer.AssertRejects<InvalidOperationException>(output, () => change(output));
            core.EndChange();

            exception.AssertSays(layer);
            Assert.Contains($"{operation} was called while another thread", exception.Message, StringComparison.Ordinal);

            // The layer is free again.
            change(output);
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Predictions_run_beside_a_call_that_changes_the_layer(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = TrainedShape(layer);
        float[] x = Rejections.TrainedBatch(shape);
        LayerCore<float> core = CoreOf(layer.Layer);
        core.BeginChange("A call on another thread");

        layer.Call(Direction.ForwardInference, x, default, new float[x.Length], shape);
        if (layer.Declaration.TrackMovingStatistics)
        {
            layer.Moving.MeasureMoments(x, shape.BatchSize);
            new FrozenUnderTest<float>(layer).Forward(x, new float[x.Length], shape);
        }

        core.EndChange();
    }

    [Theory, MemberData(nameof(Layers))]
    public void A_call_that_fails_leaves_the_layer_free(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = TrainedShape(layer);
        float[] x = Rejections.TrainedBatch(shape);
        float[] output = new float[x.Length];
        float[] notFinite = [.. x];
        notFinite[0] = float.NaN;

        AssertFails<InvalidOperationException>(() => layer.Call(Direction.Backward, x, x, output, shape));
        AssertFails<ArithmeticException>(() => layer.Call(Direction.ForwardTraining, notFinite, default, output, shape));
        AssertFails<ArgumentException>(() => layer.Call(Direction.Backward, notFinite, x, output, shape));
        AssertFails<ArgumentException>(() => layer.Call(Direction.ForwardTraining, x, default, [], shape));
        AssertFails<ArgumentNullException>(() => layer.Layer.LoadState(null!));
        if (layer.Layer is IMomentum averaging)
        {
            AssertFails<ArgumentOutOfRangeException>(() => averaging.Momentum = 2);
        }

        void AssertFails<TException>(Action call)
            where TException : Exception
        {
            Assert.ThrowsAny<TException>(call);
            layer.Call(Direction.ForwardTraining, x, default, output, shape);
        }
    }

    /// <summary>Every call that changes the layer, by the name that its exception gives it; each is given an output.</summary>
    private static IEnumerable<(string Operation, Action<float[]> Change)> ChangesOf(LayerUnderTest<float> layer)
    {
        TensorShape shape = TrainedShape(layer);
        float[] x = Rejections.TrainedBatch(shape);
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            yield return ("ForwardTraining", output => layer.Call(entry, Direction.ForwardTraining, x, default, output, shape));
            yield return ("Backward", output => layer.Call(entry, Direction.Backward, x, x, output, shape));
            yield return ("BackwardInference", output => layer.Call(entry, Direction.BackwardInference, x, x, output, shape));
        }

        var state = new StateDictionary();
        layer.Layer.SaveState(state);
        yield return ("LoadState", _ => layer.Layer.LoadState(state));
        yield return ("ResetParameters", _ => layer.Layer.ResetParameters());
        if (layer.Layer is IMovingStatistics<float, float> moving)
        {
            Moments moments = moving.MeasureMoments(x, shape.BatchSize);
            yield return ("SetMovingStatistics", _ => moving.SetMovingStatistics(moments));
            yield return ("ResetMovingStatistics", _ => moving.ResetMovingStatistics());
        }

        if (layer.Layer is IMomentum averaging)
        {
            yield return ("Momentum", _ => averaging.Momentum = 0.5);
        }
    }

    private static TensorShape TrainedShape(LayerUnderTest<float> layer) => layer.Declaration.ShapeOf(3, 6);

    /// <summary>What holds the mark, so that a test decides how long a call runs. Real threads meet in <see cref="ConcurrencyTests"/>.</summary>
    private static LayerCore<float> CoreOf(INormalizationLayer<float> layer) =>
        (LayerCore<float>)layer.GetType().GetField("_layer", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(layer)!;
}
