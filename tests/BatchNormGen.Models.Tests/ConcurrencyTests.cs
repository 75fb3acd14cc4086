using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Calls while the model is trained: others that train or change it are refused, predictions are not, and the one that runs is undisturbed.</summary>
public sealed class ConcurrencyTests
{
    private readonly float[] _x = Numbers.Batch(18, seed: 1);
    private readonly float[] _dy = Numbers.Batch(15, seed: 2);
    private readonly Paused _model = new();

    [Fact]
    public void Only_predictions_are_let_in_while_a_batch_is_trained()
    {
        float[] expected = Step(new Paused());
        int visits = 0;
        _model.Pause.InTraining = () =>
        {
            visits++;
            AssertRefused(() => _model.ForwardTraining(_x, new float[15]));
            AssertRefused(() => _model.Backward(_x, _dy, []));
            AssertRefused(() => _model.Initialize(3));
            AssertRefused(() => _model.LoadState(Saved()));
            AssertRefused(() => _model.MeasurePopulation([_x]));
            AssertRefused(() => _model.Clone());
            AssertRefused(() => _model.Freeze());
            _model.ForwardInference(_x, new float[15]);
        };
        Assert.Equal(expected, Step(_model));
        Assert.Equal(2, visits);
    }

    [Fact]
    public async Task A_prediction_of_another_thread_runs_beside_training()
    {
        float[] expected = Step(new Paused()), predicted = new float[15], alone = new float[15];
        new Paused().ForwardInference(_x, alone);
        using SemaphoreSlim entered = new(0), predictedOnce = new(0);
        _model.Pause.InTraining = () =>
        {
            entered.Release();
            predictedOnce.Wait(TimeSpan.FromSeconds(30));
        };
        Task<float[]> training = Task.Run(() => Step(_model));
        for (int visit = 0; visit < 2; visit++)
        {
            await entered.WaitAsync(TimeSpan.FromSeconds(30));
            _model.ForwardInference(_x, predicted);
            predictedOnce.Release();
            Assert.True(visit > 0 || predicted.AsSpan().ContainsAnyExcept(0f));
        }

        Assert.Equal(expected, await training);
    }

    [Fact]
    public void What_a_layer_of_the_users_throws_comes_to_the_caller()
    {
        _model.Pause.InTraining = static () => throw new TimeoutException("mine");
        float[] before = _model.Before.MovingMean.ToArray();
        Assert.Throws<TimeoutException>(() => _model.ForwardTraining(_x, new float[15]));
        Assert.Equal(before, _model.Before.MovingMean.ToArray());
        Assert.Equal(0, _model.Before.BatchesTracked);
        _model.Pause.InTraining = null;
        _model.ForwardTraining(_x, new float[15]);

        // Many samples, so that threads of the pool predict too.
        _model.Pause.InPrediction = static () => throw new TimeoutException("mine");
        const int Samples = 20_000;
        Assert.Throws<TimeoutException>(() => _model.ForwardInference(new float[6 * Samples], new float[5 * Samples], Samples));
        _model.Pause.InPrediction = null;
        _model.ForwardInference(_x, new float[15]);
    }

    [Fact]
    public void Predictions_and_other_batches_in_between_do_not_disturb_gradients()
    {
        float[] expected = Step(new Paused()), y = new float[15], dx = new float[18];
        _model.ForwardTraining(_x, y);
        _model.ForwardInference(Numbers.Batch(600, seed: 7), new float[500]);
        _model.Freeze().Forward(Numbers.Batch(600, seed: 7), new float[500]);
        _model.Clone().ForwardTraining(Numbers.Batch(60, seed: 7), new float[50]);
        _model.SaveState(new StateDictionary());
        Assert.Throws<ArgumentException>(() => _model.ForwardTraining(_x, new float[14], 3));
        _model.Backward(_x, _dy, dx);
        Assert.Equal(expected, (float[])[.. y, .. dx]);
    }

    private static void AssertRefused(Action call) =>
        Assert.Contains("Paused", Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);

    private static StateDictionary Saved()
    {
        StateDictionary state = new();
        new Paused().SaveState(state);
        return state;
    }

    private float[] Step(Paused model)
    {
        float[] y = new float[15], dx = new float[18];
        model.ForwardTraining(_x, y);
        model.Backward(_x, _dy, dx);
        return [.. y, .. dx];
    }
}
