using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Calls that fit: in place, through every interface, without the gradient of the residual, with gradients added to.</summary>
public sealed class FamilyCallTests
{
    private static readonly Direction[] Backwards = [Direction.Backward, Direction.BackwardInference];

    public static TheoryData<string> Varied => [.. FamilyTypes.Varied];

    public static TheoryData<string> Stateless => [.. FamilyTypes.Stateless];

    /// <summary>Those whose predictions of samples depend on nothing else in the batch.</summary>
    public static TheoryData<string> SampleBySample => [.. FamilyTypes.Varied.Where(name => FamilyTypes.Single(name) is { IsStateless: true } or { Moving: not null })];

    public static TheoryData<string> WithGammaAlone =>
        [.. FamilyTypes.Stateless.Where(name => FamilyTypes.Single(name) is { Gamma: not null, HasActivation: false })];

    public static TheoryData<string> WithResidual => [.. FamilyTypes.WithResidual];

    [Theory, MemberData(nameof(Varied))]
    public void In_place_gives_the_bits_of_out_of_place(string name)
    {
        foreach (Direction direction in Calls.Directions)
        {
            FamilyLayer<float> apart = Trained(name, out FamilyBatch<float> batch), inPlace = Trained(name, out _);
            float[] expected = apart.Output(direction, batch, out float[] expectedResidual);
            float[] output = direction.IsBackward() ? [.. batch.Dy] : [.. batch.X];
            float[] dresidual = new float[expectedResidual.Length];

            inPlace.Call(direction, direction.IsBackward() ? batch.X : output, batch.Residual, output, output, dresidual, batch.Shape.BatchSize);

            Bits.AssertSame<float>(expected, output, $"{name} {direction}");
            Bits.AssertSame<float>(expectedResidual, dresidual, $"{name} {direction} dresidual");
            AssertSameState(apart, inPlace);
        }
    }

    [Theory, MemberData(nameof(WithResidual))]
    public void A_result_may_be_written_over_the_residual_and_its_gradient_over_dy(string name)
    {
        foreach (Direction direction in Calls.Directions)
        {
            FamilyLayer<float> apart = Trained(name, out FamilyBatch<float> batch), inPlace = Trained(name, out _);
            float[] expected = apart.Output(direction, batch, out float[] expectedResidual);
            float[] shared = direction.IsBackward() ? [.. batch.Dy] : [.. batch.Residual];
            float[] dx = new float[expected.Length];
            if (direction.IsBackward())
            {
                inPlace.Call(direction, batch.X, batch.Residual, shared, dx, shared, batch.Shape.BatchSize);
                Bits.AssertSame<float>(expected, dx, $"{name} {direction}");
                Bits.AssertSame<float>(expectedResidual, shared, $"{name} {direction} dresidual");
            }
            else
            {
                inPlace.Call(direction, batch.X, shared, default, shared, default, batch.Shape.BatchSize);
                Bits.AssertSame<float>(expected, shared, $"{name} {direction}");
            }

            AssertSameState(apart, inPlace);
        }
    }

    [Theory, MemberData(nameof(WithResidual))]
    public void The_gradient_of_the_residual_may_be_left_out(string name)
    {
        foreach (Direction direction in Backwards)
        {
            FamilyLayer<float> wanted = Trained(name, out FamilyBatch<float> batch), unwanted = Trained(name, out _), inPlace = Trained(name, out _);
            float[] expected = wanted.Output(direction, batch, out _);
            float[] dx = new float[expected.Length];
            float[] buffer = [.. batch.Dy];

            unwanted.Call(direction, batch.X, batch.Residual, batch.Dy, dx, default, batch.Shape.BatchSize);
            inPlace.Call(direction, batch.X, batch.Residual, buffer, buffer, default, batch.Shape.BatchSize);

            Bits.AssertSame<float>(expected, dx, $"{name} {direction}");
            Bits.AssertSame<float>(expected, buffer, $"{name} {direction} in place");
            AssertSameState(wanted, unwanted);
            AssertSameState(wanted, inPlace);
        }
    }

    [Theory, MemberData(nameof(WithResidual))]
    public void Without_an_activation_the_residual_may_be_left_out_of_gradients(string name)
    {
        foreach (Direction direction in Backwards)
        {
            FamilyLayer<float> given = Trained(name, out FamilyBatch<float> batch), leftOut = Trained(name, out _);
            float[] expected = given.Output(direction, batch, out float[] expectedResidual);
            float[] dx = new float[expected.Length], dresidual = new float[expected.Length];
            void Call() => leftOut.Call(direction, batch.X, default, batch.Dy, dx, dresidual, batch.Shape.BatchSize);
            if (given.HasActivation)
            {
                ArgumentException exception = Assert.Throws<ArgumentException>("residual", Call);
                Assert.Contains(name, exception.Message, StringComparison.Ordinal);
                continue;
            }

            Call();
            Bits.AssertSame<float>(expected, dx, $"{name} {direction}");
            Bits.AssertSame<float>(expectedResidual, dresidual, $"{name} {direction} dresidual");
            Bits.AssertSame<float>(batch.Dy, dresidual, $"{name} {direction}: dresidual is dy");
            AssertSameState(given, leftOut);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Gradients_of_parameters_are_added_to(string name)
    {
        foreach (Direction direction in Backwards)
        {
            FamilyLayer<float> layer = Trained(name, out FamilyBatch<float> batch);
            layer.ZeroGradients();
            layer.Output(direction, batch, out _);
            float[][] once = [.. layer.Layer.Parameters.Select(parameter => parameter.Gradient.ToArray())];
            layer.Output(direction, batch, out _);
            Assert.All(
                layer.Layer.Parameters.Select((parameter, number) => (Gradient: parameter.Gradient.ToArray(), Once: once[number])),
                parameter => Assert.Equal(parameter.Once.Select(value => value + value), parameter.Gradient));
            Assert.All(once, values => Assert.Contains(values, value => value != 0 || name == nameof(LayerRow1)));
        }
    }

    [Theory, MemberData(nameof(Stateless))]
    public void Backward_needs_no_call_before_it_and_training_is_prediction(string name)
    {
        FamilyLayer<float> trained = Trained(name, out FamilyBatch<float> batch), fresh = Filled(name);
        trained.ZeroGradients();
        foreach (Direction backward in Backwards)
        {
            Bits.AssertSame<float>(trained.Output(Direction.Backward, batch, out float[] expected), fresh.Output(backward, batch, out float[] dresidual), name);
            Bits.AssertSame<float>(expected, dresidual, name);
        }

        AssertSameState(trained, fresh);
        Bits.AssertSame<float>(fresh.Output(Direction.ForwardTraining, batch, out _), fresh.Output(Direction.ForwardInference, batch, out _), name);
        AssertSameState(trained, fresh);
    }

    [Theory, MemberData(nameof(WithGammaAlone))]
    public void Without_an_activation_gradients_follow_gamma_as_it_is(string name)
    {
        FamilyLayer<float> layer = Filled(name);
        FamilyBatch<float> batch = Batch(layer);
        layer.Forward(batch);
        float[] before = layer.Output(Direction.Backward, batch, out _);
        foreach (ref float value in layer.Gamma!.Value)
        {
            value *= 2;
        }

        Bits.AssertSame<float>([.. before.Select(value => 2 * value)], layer.Output(Direction.Backward, batch, out _), name);
    }

    [Theory, MemberData(nameof(Varied))]
    public void An_empty_batch_predicts_nothing(string name)
    {
        FamilyLayer<float> layer = Trained(name, out _);
        float[][] before = layer.State();
        layer.Call(Direction.ForwardInference, [], [], default, [], default, 0);
        layer.Call(Direction.BackwardInference, [], [], [], [], [], 0);
        layer.Call(Direction.ForwardInference, default, default, default, default, default, 0);
        if (layer.IsStateless)
        {
            layer.Call(Direction.ForwardTraining, [], [], default, [], default, 0);
            layer.Call(Direction.Backward, [], [], [], [], [], 0);
        }

        Assert.Equal(before, layer.State());
    }

    [Theory, MemberData(nameof(SampleBySample))]
    public void A_batch_in_parts_gives_the_bits_of_the_whole(string name)
    {
        FamilyLayer<float> layer = Trained(name, out _);
        TensorShape shape = layer.SmallShape(23);
        FamilyBatch<float> batch = FamilyBatch<float>.Normal(shape, seed: 9);
        float[] expected = layer.Output(Direction.ForwardInference, batch, out _);
        float[] y = new float[expected.Length];
        int sample = shape.Length / shape.BatchSize;
        foreach (int samples in (int[])[1, 2, 7, 22])
        {
            for (int first = 0; first < shape.BatchSize; first += samples)
            {
                int count = Math.Min(samples, shape.BatchSize - first);
                Range part = (first * sample)..((first + count) * sample);
                layer.Call(Direction.ForwardInference, batch.X.AsSpan(part), batch.Residual.AsSpan(part), default, y.AsSpan(part), default, count);
            }

            Bits.AssertSame<float>(expected, y, $"{name} in parts of {samples}");
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void A_layer_implements_what_it_can_do(string name)
    {
        FamilyLayer<float> layer = FamilyTypes.Single(name);
        object instance = layer.Layer;
        bool isTracked = layer.Declaration is BatchNormAttribute { TrackMovingStatistics: true };
        Assert.Equal(!layer.HasResidual, instance is INormalizationLayer<float>);
        Assert.Equal(!layer.HasResidual, instance is INormalizationLayer<float, float>);
        Assert.Equal(layer.HasResidual, instance is IResidualLayer<float, float>);
        Assert.Equal(layer.Declaration is ChannelNormalizationAttribute, instance is IChannelNormalization);
        Assert.Equal(!layer.IsStateless, instance is IBatchStatistics<float>);
        Assert.Equal(isTracked, instance is IMovingStatistics<float, float>);
        Assert.Equal(isTracked, instance is IMomentum);
        Assert.Equal(isTracked && !layer.HasResidual, instance is IFreezable<float>);
        Assert.Equal(isTracked && layer.HasResidual, instance is IFreezableResidual<float>);
        Assert.Equal(isTracked && !layer.HasResidual, instance is IFoldable<float>);
        Assert.Equal(isTracked && !layer.HasResidual, instance.GetType().GetMethods().Any(method => method.Name == "FoldIntoPrevious"));
        Assert.Equal(isTracked, instance.GetType().GetMethod("Freeze") is not null);
        Assert.Equal(layer.Declaration.Scale, layer.Gamma is not null);
        Assert.Equal(layer.Declaration.Shift, layer.Beta is not null);
        int[] shape = layer.Declaration is RowNormalizationAttribute rows ? [.. rows.NormalizedShape] : [layer.Layer.NumFeatures];
        Assert.All(layer.Layer.Parameters, parameter => Assert.Equal(shape, parameter.Shape));
    }

    internal static FamilyLayer<float> Filled(string name)
    {
        FamilyLayer<float> layer = FamilyTypes.Single(name);
        Samples.Parameters(3, layer.Layer.Parameters);
        return layer;
    }

    internal static FamilyBatch<float> Batch(FamilyLayer<float> layer) => FamilyBatch<float>.Normal(layer.SmallShape(5), seed: 4);

    /// <summary>A layer that has trained on a batch and has gradients, so that there is a state to damage.</summary>
    internal static FamilyLayer<float> Trained(string name, out FamilyBatch<float> batch)
    {
        FamilyLayer<float> layer = Filled(name);
        batch = Batch(layer);
        layer.Forward(batch);
        layer.Output(Direction.Backward, batch, out _);
        return layer;
    }

    private static void AssertSameState(FamilyLayer<float> expected, FamilyLayer<float> actual)
    {
        foreach ((float[] one, float[] other) in expected.State().Zip(actual.State()))
        {
            Bits.AssertSame<float>(one, other, expected.Name);
        }

        Assert.Equal(expected.Moving?.BatchesTracked, actual.Moving?.BatchesTracked);
    }
}
