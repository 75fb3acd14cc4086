using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Dropout inside a model: what it drops, and that its gradient drops the same.</summary>
public sealed class DropoutTests
{
    private const double Rate = 0.4;
    private const int Samples = 50, Units = Dropping.Units, Inputs = 12;

    private readonly Dropping _model = Copying(seed: 3);
    private readonly float[] _x = Numbers.Batch(Samples * Inputs, seed: 5);

    [Fact]
    public void Values_are_dropped_or_scaled_up()
    {
        float[] kept = Predicted(), trained = Trained(_model);
        int dropped = 0;
        for (int i = 0; i < kept.Length; i++)
        {
            dropped += trained[i] == 0 ? 1 : 0;
            Assert.True(trained[i] == 0 || Math.Abs((kept[i] / (1 - Rate)) - trained[i]) <= 1e-5 * Math.Abs(kept[i]), $"value {i}: {kept[i]} became {trained[i]}");
        }

        // Five deviations.
        Assert.Equal(Rate, dropped / (double)kept.Length, 5 * Math.Sqrt(Rate * (1 - Rate) / kept.Length));
    }

    [Fact]
    public void Each_call_drops_others_and_each_seed_too()
    {
        float[] first = Trained(_model), second = Trained(_model);
        Assert.NotEqual(first, second);
        Dropping same = Copying(seed: 3), other = Copying(seed: 4);
        same.First.Weight.Value.CopyTo(other.First.Weight.Value);
        Assert.Equal(first, Trained(same));
        Assert.Equal(second, Trained(same));
        Assert.NotEqual(first, Trained(other));
        _model.Initialize(3);
        Copy(_model);
        Assert.Equal(first, Trained(_model));
    }

    [Fact]
    public void Gradients_are_of_what_was_kept()
    {
        float[] kept = Predicted(), trained = Trained(_model), dy = Numbers.Batch(trained.Length, seed: 6), dx = new float[_x.Length];
        _model.Backward(_x, dy, dx);
        ReferenceNetwork reference = ReferenceNetwork.Of(new(Inputs), Framework.Textbook, static x => x.Dense("first", Units).Dropout(Rate).Dense("second", Units));
        for (int i = 0; i < reference.Parameters.Count; i++)
        {
            ModelUnderTest.Widen(_model.Parameters[i].Value).CopyTo(reference.Parameters[i].Value, 0);
        }

        Assert.Single(reference.Dropouts).Mask = [.. trained.Select(static value => value == 0 ? 0 : 1 / (1 - Rate))];
        reference.Forward(ModelUnderTest.Widen(_x), Samples, isTraining: true);
        double[] expected = reference.Backward(ModelUnderTest.Widen(dy));
        Closeness.AssertWithin(expected, dx, _ => 1e-5 * expected.Max(), "dx");
        for (int i = 0; i < reference.Parameters.Count; i++)
        {
            double largest = reference.Parameters[i].Gradient.Max(Math.Abs);
            Closeness.AssertWithin(reference.Parameters[i].Gradient, _model.Parameters[i].Gradient, _ => 1e-5 * largest, _model.Parameters[i].Name);
        }

        // Once more, after a prediction and with other gradients in it: the same are dropped.
        float[] again = new float[dx.Length];
        Predicted();
        _model.Backward(_x, dy, again);
        Assert.Equal(dx, again);
    }

    /// <summary>A model whose second layer gives back what comes in.</summary>
    private static Dropping Copying(int seed)
    {
        Dropping model = new();
        model.Initialize(seed);
        Copy(model);
        return model;
    }

    private static void Copy(Dropping model)
    {
        model.Second.Weight.Value.Clear();
        for (int i = 0; i < Units; i++)
        {
            model.Second.Weight.Value[(i * Units) + i] = 1;
        }
    }

    private float[] Predicted()
    {
        float[] y = new float[Samples * Units];
        _model.ForwardInference(_x, y);
        return y;
    }

    private float[] Trained(Dropping model)
    {
        float[] y = new float[Samples * Units];
        model.ForwardTraining(_x, y);
        return y;
    }
}
