using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Calls that are wrong say how, and change nothing.</summary>
public sealed class ErrorTests
{
    private const int Samples = 2, InputLength = 225, OutputLength = 10;

    private readonly ModelUnderTest _test = new(ModelCase.Named("SmallLeNet"));
    private readonly float[] _x = Numbers.Batch(Samples * InputLength, seed: 1);
    private readonly float[] _y = new float[Samples * OutputLength];
    private readonly float[] _dx = new float[Samples * InputLength];

    private SmallLeNet Model => (SmallLeNet)_test.Model;

    [Fact]
    public void Lengths_that_do_not_fit()
    {
        AssertFails<ArgumentException>(() => Model.ForwardTraining(_x.AsSpan(1), _y, Samples), "SmallLeNet: expected the length of x to be 450 (2 samples of (1, 15, 15)), got 449");
        AssertFails<ArgumentException>(() => Model.ForwardInference(_x, _y.AsSpan(1), Samples), "SmallLeNet: expected the length of y to be 20 (2 samples of (10)), got 19");
        AssertFails<ArgumentException>(() => Model.ForwardInference(_x.AsSpan(1), _y), "expected the length of x to be a multiple of 225, the length of a sample ((1, 15, 15)), got 449");
        Model.ForwardTraining(_x, _y);
        AssertFails<ArgumentException>(() => Model.Backward(_x, _y.AsSpan(1), _dx, Samples), "expected the length of dy to be 20");
        AssertFails<ArgumentException>(() => Model.Backward(_x, _y, _dx.AsSpan(1), Samples), "expected the length of dx to be 450");
    }

    [Fact]
    public void Batch_sizes_that_cannot_be()
    {
        AssertFails<ArgumentOutOfRangeException>(() => Model.ForwardTraining(_x, _y, -1), "expected batchSize to be at least 0, got -1");
        AssertFails<ArgumentOutOfRangeException>(() => Model.ForwardInference(_x, _y, -1), "expected batchSize to be at least 0, got -1");
        AssertFails<ArgumentException>(() => Model.ForwardTraining(_x.AsSpan(0, InputLength), _y.AsSpan(0, OutputLength)), "expected at least 2 samples in training");
        AssertFails<ArgumentException>(() => Model.ForwardTraining([], [], 0), "expected at least 2 samples in training");
        AssertFails<ArgumentException>(() => Model.ForwardInference(_x, _y, int.MaxValue), "samples at a time");
        Assert.Contains("at least 1 sample in training", Assert.Throws<ArgumentException>(() => new Pointwise().ForwardTraining([], [], 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_normalization_that_nothing_uses_asks_for_no_second_sample() => new UnusedLayers().ForwardTraining(new float[75], new float[45]);

    [Fact]
    public void Memory_that_overlaps()
    {
        float[] shared = new float[Samples * (InputLength + OutputLength)];
        AssertFails<ArgumentException>(() => Model.ForwardInference(shared.AsSpan(0, _x.Length), shared.AsSpan(_x.Length - 1, _y.Length), Samples), "y overlaps x");
        AssertFails<ArgumentException>(() => Model.ForwardTraining(shared.AsSpan(0, _x.Length), shared.AsSpan(_x.Length - 1, _y.Length), Samples), "y overlaps x");
        Model.ForwardTraining(_x, _y);
        AssertFails<ArgumentException>(() => Model.Backward(_x, _y, _x, Samples), "dx overlaps x");
        AssertFails<ArgumentException>(() => Model.Backward(_x, shared.AsSpan(0, _y.Length), shared.AsSpan(_y.Length - 1, _dx.Length), Samples), "dx overlaps dy");
    }

    [Fact]
    public void Gradients_of_what_was_not_trained()
    {
        AssertFails<InvalidOperationException>(() => Model.Backward(_x, _y, _dx), "Call ForwardTraining first");
        Model.ForwardTraining(_x, _y);
        AssertFails<InvalidOperationException>(() => Model.Backward(Numbers.Batch(3 * InputLength, seed: 1), new float[3 * OutputLength], []), "which had 2 samples; got 3");
        foreach (int place in (int[])[0, 449])
        {
            float[] other = [.. _x];
            other[place]++;
            AssertFails<ArgumentException>(() => Model.Backward(other, _y, _dx), $"its value {place} differs");
        }

        // What went wrong did no harm.
        Model.Backward(_x, _y, _dx);
        Assert.True(_dx.AsSpan().ContainsAnyExcept(0f));
    }

    /// <summary>What is kept between the layers was computed with the parameters that are gone: a gradient through it would be that of no model.</summary>
    [Theory]
    [InlineData("Initialize")]
    [InlineData("LoadState")]
    [InlineData("MeasurePopulation")]
    public void Gradients_of_a_batch_that_the_parameters_have_left_behind(string operation)
    {
        StateDictionary state = new();
        Model.SaveState(state);
        Action change = operation switch
        {
            "Initialize" => () => Model.Initialize(3),
            "LoadState" => () => Model.LoadState(state),
            _ => () => Model.MeasurePopulation([_x]),
        };
        change();
        AssertFails<InvalidOperationException>(() => Model.Backward(_x, _y, _dx), "there is nothing. Call ForwardTraining first");

        Model.ForwardTraining(_x, _y);
        change();
        AssertFails<InvalidOperationException>(() => Model.Backward(_x, _y, _dx), $"{operation} came after it");

        Model.ForwardTraining(_x, _y);
        Model.Backward(_x, _y, _dx);
    }

    /// <summary>A load that fails changes nothing, and so keeps nobody from the gradients.</summary>
    [Fact]
    public void Gradients_after_a_load_that_failed()
    {
        Model.ForwardTraining(_x, _y);
        Assert.Throws<InvalidDataException>(() => Model.LoadState(new StateDictionary()));
        Model.Backward(_x, _y, _dx);
    }

    [Fact]
    public void Numbers_of_threads_that_cannot_be()
    {
        AssertFails<ArgumentOutOfRangeException>(() => Model.MaxDegreeOfParallelism = 0, "expected MaxDegreeOfParallelism to be -1");
        AssertFails<ArgumentOutOfRangeException>(() => Model.MaxDegreeOfParallelism = -2, "got -2");
        Assert.Equal(-1, Model.MaxDegreeOfParallelism);
    }

    [Fact]
    public void Training_that_does_not_come_to_numbers_changes_no_statistics()
    {
        float[] bad = [.. _x];
        bad[300] = float.NaN;
        AssertFails<ArithmeticException>(() => Model.ForwardTraining(bad, _y), "bn1");
        AssertFails<InvalidOperationException>(() => Model.Backward(bad, _y, _dx), "Call ForwardTraining first");

        // A later layer: those before it have moved on, and come back.
        float weight = Model.Fc1.Weight.Value[3];
        Model.Fc1.Weight.Value[3] = float.PositiveInfinity;
        AssertFails<ArithmeticException>(() => Model.ForwardTraining(_x, _y), "bn3");
        Assert.Equal((0L, 0L, 0L), (Model.Bn1.BatchesTracked, Model.Bn2.BatchesTracked, Model.Bn3.BatchesTracked));

        Model.Fc1.Weight.Value[3] = weight;
        float[] expected = new float[_y.Length];
        new ModelUnderTest(_test.Case).Model.ForwardTraining(_x, expected, Samples);
        Model.ForwardTraining(_x, _y);
        Closeness.AssertSameBits(expected, _y, "training after a failure");
        Assert.Equal((1L, 1L, 1L), (Model.Bn1.BatchesTracked, Model.Bn2.BatchesTracked, Model.Bn3.BatchesTracked));
    }

    [Fact]
    public void A_momentum_that_cannot_be_or_is_not_there()
    {
        AssertFails<ArgumentOutOfRangeException>(() => Model.Bn1.Momentum = 0, "Momentum");
        AssertFails<ArgumentOutOfRangeException>(() => Model.Bn1.Momentum = 1.5, "1.5");
        Assert.Contains("no moving statistics", Assert.Throws<InvalidOperationException>(() => new LayerNormFeatures().Norm.Momentum = 0.1).Message, StringComparison.Ordinal);
        Assert.Equal((0.0, 0L, 0), (new LayerNormFeatures().Norm.Momentum, new LayerNormFeatures().Norm.BatchesTracked, new LayerNormFeatures().Norm.MovingMean.Length));
    }

    /// <summary>A failure with words of the message; no number of the model and no output changes.</summary>
    private void AssertFails<TException>(Action call, string message)
        where TException : Exception
    {
        float[][] before = [.. _test.State(), .. Model.Parameters.Select(static parameter => parameter.Gradient.ToArray())];
        float[] dx = [.. _dx];
        Assert.Contains(message, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);
        Assert.Equal(before, [.. _test.State(), .. Model.Parameters.Select(static parameter => parameter.Gradient.ToArray())]);
        Assert.Equal(dx, _dx);
    }
}
