using System.Numerics.Tensors;

namespace FashionMnist.Model;

/// <summary>y = 1 / (1 + e⁻ˣ), element by element: (N, length) → (N, length).</summary>
internal sealed class Sigmoid(int length, int threads) : ILayer
{
    public int InputLength => length;

    public int OutputLength => length;

    public void Forward(float[] x, float[] y, int batchSize, bool training) =>
        Shards.ForEach(batchSize, threads, (_, first, count) =>
            TensorPrimitives.Sigmoid(x.AsSpan(first * length, count * length), y.AsSpan(first * length, count * length)));

    public void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize) =>
        Shards.ForEach(batchSize, threads, (_, first, count) =>
        {
            // dx = (1 − y) · y · dy
            ReadOnlySpan<float> output = y.AsSpan(first * length, count * length);
            Span<float> dInput = dx.AsSpan(first * length, count * length);
            TensorPrimitives.Subtract(1, output, dInput);
            TensorPrimitives.Multiply(dInput, output, dInput);
            TensorPrimitives.Multiply(dInput, dy.AsSpan(first * length, count * length), dInput);
        });
}
