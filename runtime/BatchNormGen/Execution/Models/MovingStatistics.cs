using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>The moving statistics of a model's batch normalizations as they were before a training call.</summary>
internal sealed class MovingStatistics
{
    private float[] _values = [];
    private long[] _batches = [];

    /// <summary>Keeps them.</summary>
    public void Keep(List<BatchNormCore<float>> layers)
    {
        if (_batches.Length != layers.Count)
        {
            _batches = new long[layers.Count];
            _values = new float[layers.Sum(static layer => layer.MovingMean.Length + layer.MovingVariance.Length)];
        }

        Span<float> rest = _values;
        for (int i = 0; i < layers.Count; i++)
        {
            Take(layers[i].MovingMean, ref rest);
            Take(layers[i].MovingVariance, ref rest);
            _batches[i] = layers[i].BatchesTracked;
        }

        static void Take(Span<float> values, ref Span<float> rest)
        {
            values.CopyTo(rest);
            rest = rest[values.Length..];
        }
    }

    /// <summary>Brings them back.</summary>
    public void Restore(List<BatchNormCore<float>> layers)
    {
        ReadOnlySpan<float> rest = _values;
        for (int i = 0; i < layers.Count; i++)
        {
            Take(layers[i].MovingMean, ref rest);
            Take(layers[i].MovingVariance, ref rest);
            layers[i].BatchesTracked = _batches[i];
        }

        static void Take(Span<float> values, ref ReadOnlySpan<float> rest)
        {
            rest[..values.Length].CopyTo(values);
            rest = rest[values.Length..];
        }
    }
}
