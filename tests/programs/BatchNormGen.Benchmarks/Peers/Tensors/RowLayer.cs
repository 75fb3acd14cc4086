using System.Numerics.Tensors;
using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Tensors;

/// <summary>Rows: each call works on all channels of one position.</summary>
internal sealed class RowLayer(BatchData data) : IPreparedLayer
{
    private readonly int _features = data.Shape.Features;
    private readonly int _count = data.Shape.Count;
    private readonly TensorActivation _activation = new(data);
    private readonly float[] _mean = new float[data.Shape.Features];
    private readonly float[] _inverseDeviation = new float[data.Shape.Features];
    private readonly float[] _scale = new float[data.Shape.Features];
    private readonly float[] _shift = new float[data.Shape.Features];
    private readonly float[] _slope = new float[data.Shape.Features];
    private readonly float[] _sums = new float[data.Shape.Features];

    public ReadOnlySpan<float> Result => data.Result.Span;

    public Action Inference() => () =>
    {
        TensorPrimitives.Add(data.MovingVariance, data.Epsilon, _scale);
        TensorPrimitives.ReciprocalSqrt<float>(_scale, _scale);
        TensorPrimitives.Multiply(_scale, data.Gamma, _scale);
        TensorPrimitives.Multiply(_scale, data.MovingMean, _shift);
        TensorPrimitives.Subtract(data.Beta, _shift, _shift);
        for (int row = 0; row < _count; row++)
        {
            TensorPrimitives.MultiplyAdd<float>(Row(data.X, row), _scale, _shift, Row(data.Result, row));
            _activation.Complete(row * _features, _features);
        }
    };

    public Action? Forward() => _count < 2 ? null : () =>
    {
        Array.Clear(_mean);
        for (int row = 0; row < _count; row++)
        {
            TensorPrimitives.Add<float>(_mean, Row(data.X, row), _mean);
        }

        TensorPrimitives.Divide(_mean, _count, _mean);
        Array.Clear(_sums);
        for (int row = 0; row < _count; row++)
        {
            Span<float> y = Row(data.Result, row);
            TensorPrimitives.Subtract(Row(data.X, row), _mean, y);
            TensorPrimitives.MultiplyAdd<float>(y, y, _sums, _sums);
        }

        TensorPrimitives.Divide(_sums, _count, _sums);
        TensorPrimitives.Add(_sums, data.Epsilon, _sums);
        TensorPrimitives.ReciprocalSqrt<float>(_sums, _inverseDeviation);
        TensorPrimitives.Multiply(_inverseDeviation, data.Gamma, _scale);
        for (int row = 0; row < _count; row++)
        {
            Span<float> y = Row(data.Result, row);
            TensorPrimitives.MultiplyAdd(y, _scale, data.Beta, y);
            _activation.Complete(row * _features, _features);
        }
    };

    public Action? Backward()
    {
        if (!data.Normalization.IsPlain || Forward() is not { } forward)
        {
            return null;
        }

        forward();
        return () =>
        {
            Array.Clear(_sums);
            Array.Clear(_slope);
            for (int row = 0; row < _count; row++)
            {
                Span<float> dy = Row(data.Dy, row);
                TensorPrimitives.Add(_sums, dy, _sums);
                TensorPrimitives.MultiplyAdd(Row(data.X, row), dy, _slope, _slope);
            }

            for (int c = 0; c < _features; c++)
            {
                _slope[c] = -(_slope[c] - (_mean[c] * _sums[c])) * _inverseDeviation[c] * _inverseDeviation[c] / _count;
                _scale[c] = data.Gamma[c] * _inverseDeviation[c];
                _shift[c] = -_scale[c] * ((_slope[c] * _mean[c]) + (_sums[c] / _count));
            }

            for (int row = 0; row < _count; row++)
            {
                Span<float> dx = Row(data.Result, row);
                TensorPrimitives.MultiplyAdd<float>(Row(data.X, row), _slope, Row(data.Dy, row), dx);
                TensorPrimitives.MultiplyAdd(dx, _scale, _shift, dx);
            }
        };
    }

    public void Dispose()
    {
    }

    private Span<float> Row(TensorMemory tensor, int row) => tensor.Span.Slice(row * _features, _features);
}
