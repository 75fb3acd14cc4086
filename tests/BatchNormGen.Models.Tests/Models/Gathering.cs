namespace BatchNormGen.Models.Tests.Models;

/// <summary>A layer of the tests' own: output k is the sum of factor · value over all values whose place is k more than a multiple of the outputs. Where the shape stays, it scales.</summary>
internal sealed class Gathering : ILayer<float, Gathering>
{
    private readonly Parameter<float> _factors;
    private readonly Parameter<float>[] _parameters;
    private readonly int _outputs;

    private Gathering(ReadOnlySpan<int> inputShape, int outputs)
    {
        _factors = new("factors", ParameterKind.Scale, inputShape);
        _factors.Value.Fill(2);
        _parameters = [_factors];
        _outputs = outputs;
    }

    public IReadOnlyList<Parameter<float>> Parameters => _parameters;

    /// <summary>How often it was called in training.</summary>
    public int TrainingCalls { get; private set; }

    private int Inputs => _factors.Value.Length;

    public static Gathering Create(ReadOnlySpan<int> shape) => Create(shape, shape);

    public static Gathering Create(ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape)
    {
        int outputs = 1;
        foreach (int extent in outputShape)
        {
            outputs *= extent;
        }

        return new(inputShape, outputs);
    }

    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        TrainingCalls++;
        ForwardInference(x, y, batchSize);
    }

    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        y.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            y[PlaceOf(i)] += x[i] * _factors.Value[i % Inputs];
        }
    }

    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize)
    {
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = dy[PlaceOf(i)] * _factors.Value[i % Inputs];
            _factors.Gradient[i % Inputs] += dy[PlaceOf(i)] * x[i];
        }
    }

    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) =>
        state.Set(prefix + "factors", StateTensor.Create<float>(_factors.Value, [.. _factors.Shape.Select(static extent => (long)extent)]));

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null)
    {
        if (!state.TryGet(prefix + "factors", out StateTensor? tensor))
        {
            throw new InvalidDataException($"'{prefix}factors' is missing.");
        }

        float[] factors = tensor.ToArray<float>();
        if (factors.Length != Inputs)
        {
            throw new InvalidDataException($"'{prefix}factors' has {factors.Length} values; expected {Inputs}.");
        }

        factors.CopyTo(_factors.Value);
        return new();
    }

    private int PlaceOf(int i) => (i / Inputs * _outputs) + (i % Inputs % _outputs);
}
