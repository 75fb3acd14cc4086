namespace BatchNormGen.Models.Tests.Models;

/// <summary>A layer of the tests' own that leaves values as they are, or fails.</summary>
internal sealed class Breaking : ILayer<float, Breaking>
{
    public IReadOnlyList<Parameter<float>> Parameters => [];

    /// <summary>Whether calls of training fail.</summary>
    public bool IsBroken { get; set; }

    public static Breaking Create(ReadOnlySpan<int> shape) => new();

    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        ThrowIfBroken();
        x.CopyTo(y);
    }

    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y, int batchSize) => x.CopyTo(y);

    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize)
    {
        ThrowIfBroken();
        dy.CopyTo(dx);
    }

    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null)
    {
    }

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) => new([], [], [], []);

    private void ThrowIfBroken()
    {
        if (IsBroken)
        {
            throw new NotSupportedException("The layer is broken on purpose.");
        }
    }
}
