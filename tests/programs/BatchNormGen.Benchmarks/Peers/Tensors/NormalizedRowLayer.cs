using System.Numerics.Tensors;
using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Tensors;

/// <summary>LayerNorm and RmsNorm: a few calls a row.</summary>
internal sealed class NormalizedRowLayer(BatchData data) : IPreparedLayer
{
    private readonly bool _centers = data.Normalization.Centers;
    private readonly int _features = data.Shape.Features;
    private readonly int _rows = data.Shape.Count;
    private readonly float[] _mean = new float[data.Shape.Count];
    private readonly float[] _inverseDeviation = new float[data.Shape.Count];
    private readonly float[] _normalized = new float[data.Shape.Features];
    private readonly float[] _scaled = new float[data.Shape.Features];
    private readonly float[] _gammaGradient = new float[data.Shape.Features];
    private readonly float[] _betaGradient = new float[data.Shape.Features];

    public ReadOnlySpan<float> Result => data.Result.Span;

    public Action? Inference() => null;

    public Action Forward() => () =>
    {
        for (int row = 0; row < _rows; row++)
        {
            Span<float> x = Row(data.X, row);
            Span<float> y = Row(data.Result, row);
            if (_centers)
            {
                _mean[row] = TensorPrimitives.Sum<float>(x) / _features;
                TensorPrimitives.Subtract(x, _mean[row], y);
                _inverseDeviation[row] = InverseDeviation(y);
                TensorPrimitives.Multiply(y, _inverseDeviation[row], y);
                TensorPrimitives.MultiplyAdd<float>(y, data.Gamma, data.Beta, y);
            }
            else
            {
                _inverseDeviation[row] = InverseDeviation(x);
                TensorPrimitives.Multiply(x, _inverseDeviation[row], y);
                TensorPrimitives.Multiply(y, data.Gamma, y);
            }
        }
    };

    public Action Backward()
    {
        Forward()();
        return () =>
        {
            for (int row = 0; row < _rows; row++)
            {
                Span<float> dy = Row(data.Dy, row);
                Span<float> dx = Row(data.Result, row);
                TensorPrimitives.Subtract(Row(data.X, row), _mean[row], _normalized);
                TensorPrimitives.Multiply(_normalized, _inverseDeviation[row], _normalized);
                TensorPrimitives.Multiply(dy, data.Gamma, _scaled);
                float slope = TensorPrimitives.Dot<float>(_scaled, _normalized) / _features;
                TensorPrimitives.MultiplyAdd<float>(_normalized, -slope, _scaled, dx);
                if (_centers)
                {
                    TensorPrimitives.Subtract(dx, TensorPrimitives.Sum<float>(_scaled) / _features, dx);
                    TensorPrimitives.Add(_betaGradient, dy, _betaGradient);
                }

                TensorPrimitives.Multiply(dx, _inverseDeviation[row], dx);
                TensorPrimitives.MultiplyAdd(dy, _normalized, _gammaGradient, _gammaGradient);
            }
        };
    }

    public void Dispose()
    {
    }

    private float InverseDeviation(ReadOnlySpan<float> centered) =>
        1 / MathF.Sqrt((TensorPrimitives.SumOfSquares(centered) / _features) + data.Epsilon);

    private Span<float> Row(TensorMemory tensor, int row) => tensor.Span.Slice(row * _features, _features);
}
