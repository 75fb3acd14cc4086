using BatchNormGen.Exchanges;
using BatchNormGen.Execution.Models;

namespace BatchNormGen.CompilerServices;

/// <content>Exact statistics of a data set for every batch normalization, from the first to the last.</content>
public abstract unsafe partial class ModelCore
{
    /// <summary>The pass that measures; null in training.</summary>
    private PopulationPass? _population;

    /// <summary>Sets the moving statistics of every batch normalization to those of a data set, which is enumerated once for each level of them.</summary>
    /// <param name="batches">The data set, in batches of any sizes; with a <see cref="Collective"/> this process's part of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="batches"/> is null.</exception>
    /// <exception cref="ArgumentException">A batch is no whole number of samples, or there are too few values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">A value is not finite. Nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">A later enumeration has another number of samples, or another call is training the model or changing it. Nothing is changed.</exception>
    public void MeasurePopulation(IEnumerable<ReadOnlyMemory<float>> batches)
    {
        MovingStatistics before = new();
        try
        {
            ArgumentNullException.ThrowIfNull(batches);
            BeginChange(nameof(MeasurePopulation));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            Refuse(ExchangeKind.MeasurePopulation, error);
            throw;
        }

        before.Keep(_batchNorms);
        try
        {
            ForgetTraining(nameof(MeasurePopulation));
            long? samples = null;
            for (int level = 0; ; level++)
            {
                _population = new(level);
                samples = MeasureOnce(batches, samples);
                SetMovingStatistics(_population);
                if (!_population.HasLater)
                {
                    return;
                }
            }
        }
        catch
        {
            before.Restore(_batchNorms);
            throw;
        }
        finally
        {
            _population = null;
            EndChange();
        }
    }

    /// <summary>Takes the moments of a level, merged with those of the other members.</summary>
    private void SetMovingStatistics(PopulationPass pass)
    {
        foreach (BatchNormCore<float> layer in _batchNorms)
        {
            if (pass.Moments.TryGetValue(layer, out Moments? moments))
            {
                Collective?.MergeAll(moments);
                PopulationStatistics.SetMovingStatistics(layer, moments);
            }
        }
    }

    /// <summary>Takes a data set through the model once, and counts its samples.</summary>
    /// <param name="batches">The data set.</param>
    /// <param name="expected">How many there were the last time; null the first time.</param>
    private long MeasureOnce(IEnumerable<ReadOnlyMemory<float>> batches, long? expected)
    {
        try
        {
            long seen = 0;
            float[] outputs = [];
            foreach (ReadOnlyMemory<float> batch in batches)
            {
                int samples = ModelChecks.BatchSize(Settings, batch.Span);
                if (samples > 0)
                {
                    Measure(batch.Span, samples, ref outputs);
                    seen += samples;
                }
            }

            CheckSamples(seen, expected);
            if (seen == 0)
            {
                // Other members have samples: this one gives them moments of none.
                Measure([], 0, ref outputs);
            }

            return seen;
        }
        catch (Exception error)
        {
            Refuse(ExchangeKind.MeasurePopulation, error);
            throw;
        }
    }

    private void Measure(ReadOnlySpan<float> batch, int samples, ref float[] outputs)
    {
        int length = samples * Settings.OutputLength;
        if (outputs.Length < length)
        {
            outputs = new float[length];
        }

        ModelChecks.Forward(Settings, batch, outputs.AsSpan(0, length), samples);
        TakeWorkspace(samples);
        fixed (float* input = batch, output = outputs)
        {
            Train(new ModelCall(this, samples, MaxDegreeOfParallelism, input, output, _kept.Of(Settings.KeptLength * samples), null));
        }
    }

    private void CheckSamples(long seen, long? expected)
    {
        if (expected is { } before && seen != before)
        {
            throw new InvalidOperationException(
                $"{Settings.Name}: the data set had {before} samples when it was enumerated first, and {seen} now. MeasurePopulation enumerates it once for each normalization that comes after another; pass one that gives the same each time, such as a list.");
        }

        if (seen == 0 && _exchange is null)
        {
            throw new ArgumentException($"{Settings.Name}: the data set is empty; expected samples to measure.", "batches");
        }
    }
}
