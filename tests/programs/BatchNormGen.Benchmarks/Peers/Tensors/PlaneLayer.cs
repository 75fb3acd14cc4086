using System.Numerics.Tensors;
using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Tensors;

/// <summary>Planes: each call works on all positions of one channel in one sample.</summary>
internal sealed class PlaneLayer(BatchData data) : IPreparedLayer
{
    private readonly int _features = data.Shape.Features;
    private readonly int _samples = data.Shape.Samples;
    private readonly int _positions = data.Shape.Positions;
    private readonly int _count = data.Shape.Count;
    private readonly TensorActivation _activation = new(data);
    private readonly float[] _mean = new float[data.Shape.Features];
    private readonly float[] _inverseDeviation = new float[data.Shape.Features];

    public ReadOnlySpan<float> Result => data.Result.Span;

    public Action Inference() => () =>
    {
        for (int c = 0; c < _features; c++)
        {
            float scale = data.Gamma[c] / MathF.Sqrt(data.MovingVariance[c] + data.Epsilon);
            float shift = data.Beta[c] - (data.MovingMean[c] * scale);
            for (int sample = 0; sample < _samples; sample++)
            {
                Span<float> y = Plane(data.Result, sample, c);
                TensorPrimitives.Multiply(Plane(data.X, sample, c), scale, y);
                TensorPrimitives.Add(y, shift, y);
                Complete(sample, c);
            }
        }
    };

    public Action Forward() => () =>
    {
        for (int c = 0; c < _features; c++)
        {
            float sum = 0;
            for (int sample = 0; sample < _samples; sample++)
            {
                sum += TensorPrimitives.Sum<float>(Plane(data.X, sample, c));
            }

            float mean = sum / _count;
            float squares = 0;
            for (int sample = 0; sample < _samples; sample++)
            {
                Span<float> y = Plane(data.Result, sample, c);
                TensorPrimitives.Subtract(Plane(data.X, sample, c), mean, y);
                squares += TensorPrimitives.SumOfSquares<float>(y);
            }

            float inverseDeviation = 1 / MathF.Sqrt((squares / _count) + data.Epsilon);
            for (int sample = 0; sample < _samples; sample++)
            {
                Span<float> y = Plane(data.Result, sample, c);
                TensorPrimitives.Multiply(y, data.Gamma[c] * inverseDeviation, y);
                TensorPrimitives.Add(y, data.Beta[c], y);
                Complete(sample, c);
            }

            _mean[c] = mean;
            _inverseDeviation[c] = inverseDeviation;
        }
    };

    public Action? Backward()
    {
        if (!data.Normalization.IsPlain)
        {
            return null;
        }

        Forward()();
        return () =>
        {
            for (int c = 0; c < _features; c++)
            {
                float sum = 0;
                float products = 0;
                for (int sample = 0; sample < _samples; sample++)
                {
                    Span<float> dy = Plane(data.Dy, sample, c);
                    sum += TensorPrimitives.Sum<float>(dy);
                    products += TensorPrimitives.Dot<float>(Plane(data.X, sample, c), dy);
                }

                float slope = (products - (_mean[c] * sum)) * _inverseDeviation[c] * _inverseDeviation[c] / _count;
                float scale = data.Gamma[c] * _inverseDeviation[c];
                float shift = scale * ((slope * _mean[c]) - (sum / _count));
                for (int sample = 0; sample < _samples; sample++)
                {
                    Span<float> dx = Plane(data.Result, sample, c);
                    TensorPrimitives.MultiplyAdd(Plane(data.X, sample, c), -slope, Plane(data.Dy, sample, c), dx);
                    TensorPrimitives.Multiply(dx, scale, dx);
                    TensorPrimitives.Add(dx, shift, dx);
                }
            }
        };
    }

    public void Dispose()
    {
    }

    private void Complete(int sample, int channel) => _activation.Complete(((sample * _features) + channel) * _positions, _positions);

    private Span<float> Plane(TensorMemory tensor, int sample, int channel) =>
        tensor.Span.Slice(((sample * _features) + channel) * _positions, _positions);
}
