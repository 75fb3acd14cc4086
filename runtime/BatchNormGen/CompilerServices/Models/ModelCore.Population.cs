using BatchNormGen.Execution.Models;

namespace BatchNormGen.CompilerServices;

/// <content>Exact statistics of a data set for every batch normalization, from the first to the last.</content>
public abstract unsafe partial class ModelCore
{
    /// <summary>The pass that measures; null in training.</summary>
    private PopulationPass? _population;

    /// <summary>Sets the moving statistics of every batch normalization to those of a data set, which is enumerated once for each level of them.</summary>
    /// <param name="batches">The data set, in batches of any sizes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="batches"/> is null.</exception>
    /// <exception cref="ArgumentException">A batch is no whole number of samples, or there are too few values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">A value is not finite. Nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">A later enumeration has another number of samples, or another call is training the model or changing it. Nothing is changed.</exception>
    public void MeasurePopulation(IEnumerable<ReadOnlyMemory<float>> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        BeginChange(nameof(MeasurePopulation));
        MovingStatistics before = new();
        before.Keep(_batchNorms);
        try
        {
            _trainedSamples = 0;
            long samples = -1;
            for (int level = 0; ; level++)
            {
                _population = new(level);
                long seen = MeasureOnce(batches);
                if (samples >= 0 && seen != samples)
                {
                    throw new InvalidOperationException(
                        $"{Settings.Name}: the data set had {samples} samples when it was enumerated first, and {seen} now. MeasurePopulation enumerates it once for each normalization that comes after another; pass one that gives the same each time, such as a list.");
                }

                samples = seen;
                foreach ((BatchNormCore<float> layer, Moments moments) in _population.Moments)
                {
                    PopulationStatistics.SetMovingStatistics(layer, moments);
                }

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

    /// <summary>Takes a data set through the model once, and counts its samples.</summary>
    private long MeasureOnce(IEnumerable<ReadOnlyMemory<float>> batches)
    {
        long seen = 0;
        float[] outputs = [];
        foreach (ReadOnlyMemory<float> batch in batches)
        {
            int samples = ModelChecks.BatchSize(Settings, batch.Span), length = samples * Settings.OutputLength;
            if (samples == 0)
            {
                continue;
            }

            if (outputs.Length < length)
            {
                outputs = new float[length];
            }

            ModelChecks.Forward(Settings, batch.Span, outputs.AsSpan(0, length), samples);
            TakeWorkspace(samples);
            fixed (float* input = batch.Span, output = outputs)
            {
                Train(new ModelCall(this, samples, MaxDegreeOfParallelism, input, output, _kept.Of(Settings.KeptLength * samples), null));
            }

            seen += samples;
        }

        return seen > 0 ? seen : throw new ArgumentException($"{Settings.Name}: the data set is empty; expected samples to measure.", nameof(batches));
    }
}
