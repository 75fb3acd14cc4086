using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace BatchNormGen.Tests.Layers;

/// <summary>Everything of a layer that can be observed between two calls, to the bit.</summary>
internal sealed record LayerState
{
    private readonly SortedDictionary<string, byte[]> _parts = [];

    public static LayerState Of<T>(LayerUnderTest<T> layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var state = new LayerState();
        foreach (Parameter<T> parameter in layer.Layer.Parameters)
        {
            state.Add<T>(parameter.Name, parameter.Value);
            state.Add<T>(parameter.Name + " gradient", parameter.Gradient);
        }

        if (layer.Declaration.TrackMovingStatistics)
        {
            state.Add<T>("moving mean", layer.Moving.MovingMean);
            state.Add<T>("moving variance", layer.Moving.MovingVariance);
            state.Add<long>("batches tracked", [layer.Moving.BatchesTracked]);
        }

        state.Add("batch mean", layer.BatchMean);
        state.Add("batch inverse deviation", layer.BatchInverseDeviation);
        return state;
    }

    /// <summary>The same without the statistics of the last batch, which a failed training call may overwrite.</summary>
    public LayerState WithoutBatch() => Without("batch mean", "batch inverse deviation");

    public LayerState Without(params string[] names)
    {
        var state = new LayerState();
        foreach ((string name, byte[] bytes) in _parts)
        {
            if (!names.Contains(name))
            {
                state._parts.Add(name, bytes);
            }
        }

        return state;
    }

    public void AssertSameAs(LayerState other)
    {
        Assert.Equal(_parts.Keys, other._parts.Keys);
        Assert.All(_parts, part => Assert.True(part.Value.AsSpan().SequenceEqual(other._parts[part.Key]), $"{part.Key} differs"));
    }

    private void Add<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged =>
        _parts.Add(name, MemoryMarshal.AsBytes(values).ToArray());
}
