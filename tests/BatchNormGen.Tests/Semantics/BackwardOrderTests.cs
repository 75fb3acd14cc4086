using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class BackwardOrderTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    [Theory, MemberData(nameof(Varied))]
    public void Backward_before_any_training_is_an_invalid_operation(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = Samples.Normal<float>(1, shape);
        float[] dx = new float[x.Length];
        // Predictions are no training.
        layer.Call(Direction.ForwardInference, x, default, dx, shape);
        layer.Call(Direction.BackwardInference, x, x, dx, shape);
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            InvalidOperationException exception = layer.AssertRejects<InvalidOperationException>(dx, () => layer.Call(entry, Direction.Backward, x, x, dx, shape));

            exception.AssertSays(layer);
            Assert.Contains("ForwardTraining", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Backward_of_another_length_is_an_invalid_operation(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(4, 6);
        float[] x = Samples.Normal<float>(1, shape);
        float[] dx = new float[x.Length];
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            InvalidOperationException exception = layer.AssertRejects<InvalidOperationException>(dx, () => layer.Call(entry, Direction.Backward, x, x, dx, shape));
            exception.AssertSays(layer, x.Length);
        }
    }

    [Theory]
    [InlineData(nameof(Plane3))]
    [InlineData(nameof(FreeLine))]
    [InlineData(nameof(FreeVolume))]
    public void Backward_of_another_batch_size_is_an_invalid_operation(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name, LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(4, 6));
        TensorShape shape = layer.Declaration.ShapeOf(4, 6);
        float[] x = new float[shape.Length];
        float[] dx = new float[shape.Length];

        InvalidOperationException exception = layer.AssertRejects<InvalidOperationException>(dx, () => layer.CallInterface(Direction.Backward, x, x, dx, 2));

        exception.AssertSays(layer, 2, 4);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Arguments_are_checked_before_the_order_of_calls(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length];

        layer.AssertRejects<ArgumentException>([], () => layer.Call(Direction.Backward, x, x, [], shape));
    }

    [Theory, MemberData(nameof(Varied))]
    public void A_rejected_training_call_leaves_the_last_batch_in_place(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(3, 6);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        LayerUnderTest<float> undisturbed = Rejections.Trained(name, shape);
        float[] x = Rejections.TrainedBatch(shape);
        float[] dy = Samples.Normal<float>(2, shape);
        float[] dx = new float[x.Length];
        float[] expected = new float[x.Length];
        Assert.ThrowsAny<ArgumentException>(() => layer.Call(Direction.ForwardTraining, x, default, new float[1], shape));

        layer.Call(Direction.Backward, x, dy, dx, shape);
        undisturbed.Call(Direction.Backward, x, dy, expected, shape);

        Bits.AssertSame<float>(expected, dx, name);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Backward_repeats_and_is_undisturbed_by_prediction_resets_and_loading(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(5, 14);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        float[] x = Rejections.TrainedBatch(shape);
        float[] dy = Samples.Normal<float>(2, shape);
        float[] first = new float[x.Length];
        float[] again = new float[x.Length];
        ZeroGradients(layer);
        layer.Call(Direction.Backward, x, dy, first, shape);
        float[][] gradients = [.. layer.Layer.Parameters.Select(parameter => parameter.Gradient.ToArray())];
        float[][] values = [.. layer.Layer.Parameters.Select(parameter => parameter.Value.ToArray())];

        TensorShape other = layer.Declaration.ShapeOf(2, 9);
        float[] otherX = Samples.Normal<float>(5, other);
        layer.Call(Direction.ForwardInference, otherX, default, new float[otherX.Length], other);
        layer.Call(Direction.BackwardInference, otherX, otherX, new float[otherX.Length], other);
        if (layer.Declaration.TrackMovingStatistics)
        {
            layer.Moving.ResetMovingStatistics();
            layer.Moving.MovingMean.Fill(3);
            layer.Moving.MovingVariance.Fill(5);
        }

        layer.Layer.ResetParameters();
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(layer.Layer.Parameters[i].Value);
        }

        layer.Call(Direction.Backward, x, dy, again, shape);

        Bits.AssertSame<float>(first, again, name);
        for (int i = 0; i < gradients.Length; i++)
        {
            Bits.AssertSame<float>(gradients[i], layer.Layer.Parameters[i].Gradient, layer.Layer.Parameters[i].Name);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Gradients_of_calls_add_up(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(5, 14);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        float[] x = Rejections.TrainedBatch(shape);
        float[] dy = Samples.Normal<float>(2, shape);
        float[] dx = new float[x.Length];
        foreach (Direction direction in (Direction[])[Direction.Backward, Direction.BackwardInference])
        {
            ZeroGradients(layer);
            layer.Call(direction, x, dy, dx, shape);
            float[][] once = [.. layer.Layer.Parameters.Select(parameter => parameter.Gradient.ToArray())];
            layer.Call(direction, x, dy, dx, shape);

            for (int i = 0; i < once.Length; i++)
            {
                Bits.AssertSame<float>(Array.ConvertAll(once[i], gradient => gradient + gradient), layer.Layer.Parameters[i].Gradient, $"{direction} {layer.Layer.Parameters[i].Name}");
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Gamma_counts_as_it_is_at_the_moment_of_the_call(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(5, 14);
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        if (layer.Gamma is not { } gamma)
        {
            return;
        }

        float[] x = Rejections.TrainedBatch(shape);
        float[] dy = Samples.Normal<float>(2, shape);
        foreach (Direction direction in (Direction[])[Direction.Backward, Direction.BackwardInference])
        {
            gamma.Value.Fill(1);
            layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
            float[] one = new float[x.Length];
            float[] four = new float[x.Length];
            layer.Call(direction, x, dy, one, shape);
            gamma.Value.Fill(4);
            layer.Call(direction, x, dy, four, shape);

            // A power of two scales without rounding.
            Bits.AssertSame<float>(Array.ConvertAll(one, value => value * 4), four, $"{name} {direction}");
        }
    }

    private static void ZeroGradients(LayerUnderTest<float> layer)
    {
        foreach (Parameter<float> parameter in layer.Layer.Parameters)
        {
            parameter.ZeroGradient();
        }
    }
}
