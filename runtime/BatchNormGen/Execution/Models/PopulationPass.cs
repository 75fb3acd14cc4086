using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>One pass over a data set that measures what the batch normalizations of one level are given: those before them are exact by then.</summary>
/// <param name="level">The level.</param>
internal sealed class PopulationPass(int level)
{
    private readonly Dictionary<BatchNormCore<float>, Moments> _moments = [];

    /// <summary>What was measured.</summary>
    public IReadOnlyDictionary<BatchNormCore<float>, Moments> Moments => _moments;

    /// <summary>Whether there are normalizations of a later level.</summary>
    public bool HasLater { get; private set; }

    /// <summary>Measures what a normalization is given, if it is of this level.</summary>
    public void Measure(BatchNormCore<float> layer, int layerLevel, ReadOnlySpan<float> x, int samples)
    {
        HasLater |= layerLevel > level;
        if (layerLevel == level)
        {
            Moments batch = PopulationStatistics.Measure(layer, x, samples);
            if (!_moments.TryAdd(layer, batch))
            {
                _moments[layer].Merge(batch);
            }
        }
    }
}
