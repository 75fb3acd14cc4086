using System.Numerics.Tensors;
using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Tensors;

/// <summary>GroupNorm and InstanceNorm of channels first: a group's planes follow each other, so their statistics take a few calls.</summary>
internal sealed class PlaneGroupLayer(BatchData data) : IPreparedLayer
{
    private readonly int _positions = data.Shape.Positions;
    private readonly int _features = data.Shape.Features;
    private readonly int _groups = data.Normalization.GroupsOf(data.Shape);
    private readonly int _groupLength = data.Shape.Length / data.Normalization.GroupsOf(data.Shape);
    private readonly float[] _mean = new float[data.Normalization.GroupsOf(data.Shape)];
    private readonly float[] _inverseDeviation = new float[data.Normalization.GroupsOf(data.Shape)];
    private readonly float[] _gammaGradient = new float[data.Shape.Features];
    private readonly float[] _betaGradient = new float[data.Shape.Features];

    public ReadOnlySpan<float> Result => data.Result.Span;

    public Action? Inference() => null;

    public Action Forward() => () =>
    {
        for (int group = 0; group < _groups; group++)
        {
            Span<float> x = data.X.Span.Slice(group * _groupLength, _groupLength);
            Span<float> y = data.Result.Span.Slice(group * _groupLength, _groupLength);
            _mean[group] = TensorPrimitives.Sum<float>(x) / _groupLength;
            TensorPrimitives.Subtract(x, _mean[group], y);
            _inverseDeviation[group] = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(y) / _groupLength) + data.Epsilon);
            for (int start = group * _groupLength; start < (group + 1) * _groupLength; start += _positions)
            {
                int c = start / _positions % _features;
                Span<float> plane = Plane(data.Result, start);
                TensorPrimitives.Multiply(plane, data.Gamma[c] * _inverseDeviation[group], plane);
                TensorPrimitives.Add(plane, data.Beta[c], plane);
            }
        }
    };

    public Action Backward()
    {
        Forward()();
        return () =>
        {
            for (int group = 0; group < _groups; group++)
            {
                BackwardOf(group);
            }
        };
    }

    public void Dispose()
    {
    }

    private void BackwardOf(int group)
    {
        (float mean, float inverseDeviation) = (_mean[group], _inverseDeviation[group]);
        (float gradients, float products) = (0, 0);
        for (int start = group * _groupLength; start < (group + 1) * _groupLength; start += _positions)
        {
            int c = start / _positions % _features;
            Span<float> dy = Plane(data.Dy, start);
            float sum = TensorPrimitives.Sum<float>(dy);
            float product = TensorPrimitives.Dot<float>(Plane(data.X, start), dy) - (mean * sum);
            gradients += data.Gamma[c] * sum;
            products += data.Gamma[c] * product;
            _betaGradient[c] += sum;
            _gammaGradient[c] += product * inverseDeviation;
        }

        float slope = products * inverseDeviation * inverseDeviation / _groupLength;
        float shift = inverseDeviation * ((slope * mean) - (gradients / _groupLength));
        for (int start = group * _groupLength; start < (group + 1) * _groupLength; start += _positions)
        {
            Span<float> dx = Plane(data.Result, start);
            TensorPrimitives.Multiply(Plane(data.Dy, start), data.Gamma[start / _positions % _features] * inverseDeviation, dx);
            TensorPrimitives.MultiplyAdd<float>(Plane(data.X, start), -slope * inverseDeviation, dx, dx);
            TensorPrimitives.Add(dx, shift, dx);
        }
    }

    private Span<float> Plane(TensorMemory tensor, int start) => tensor.Span.Slice(start, _positions);
}
