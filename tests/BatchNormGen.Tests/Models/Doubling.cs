using BatchNormGen.Models;

namespace BatchNormGen.Tests.Models;

/// <summary>The least that a layer of the user's own can be: it multiplies by factors, initially 2, and keeps the shape.</summary>
internal sealed class Doubling : ILayer<float, Doubling>
{
    private readonly Parameter<float> _factors;

    private Doubling(ReadOnlySpan<int> shape)
    {
        _factors = new("factors", ParameterKind.Scale, shape);
        _factors.Value.Fill(2);
    }

    public IReadOnlyList<Parameter<float>> Parameters => [_factors];

    public static Doubling Create(ReadOnlySpan<int> shape) => new(shape);

    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y, int batchSize) => ForwardInference(x, y, batchSize);

    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * _factors.Value[i % _factors.Value.Length];
        }
    }

    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize)
    {
        for (int i = 0; i < x.Length; i++)
        {
            int factor = i % _factors.Value.Length;
            dx[i] = dy[i] * _factors.Value[factor];
            _factors.Gradient[factor] += dy[i] * x[i];
        }
    }

    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) =>
        state.Set(prefix + "factors", StateTensor.Create<float>(_factors.Value, [.. _factors.Shape]));

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) => new();
}
