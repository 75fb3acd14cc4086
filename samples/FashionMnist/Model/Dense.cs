using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>A fully connected layer: (N, inputs) → (N, outputs), y = x · W + b with W of shape (inputs, outputs).</summary>
internal sealed class Dense : ILayer
{
    private readonly int _threads;
    private readonly Weights _weight;
    private readonly Weights _bias;
    private readonly float[] _transposed;

    public Dense(int inputs, int outputs, int threads, Random random)
    {
        (InputLength, OutputLength, _threads) = (inputs, outputs, threads);
        _weight = new Weights(inputs * outputs);
        _weight.DrawXavierUniform(random, inputs, outputs);
        _bias = new Weights(outputs);
        _transposed = new float[inputs * outputs];
    }

    public int InputLength { get; }

    public int OutputLength { get; }

    public void Forward(float[] x, float[] y, int batchSize, bool training) =>
        Shards.ForEach(batchSize, _threads, (_, first, count) =>
        {
            Span<float> output = y.AsSpan(first * OutputLength, count * OutputLength);
            for (int row = 0; row < count; row++)
            {
                _bias.Value.CopyTo(output[(row * OutputLength)..]);
            }

            MatrixProduct.Add(x.AsSpan(first * InputLength), InputLength, 1, _weight.Value, output, count, InputLength, OutputLength);
        });

    public void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize)
    {
        // dW = xᵀ · dy: threads share the rows of W, and each element is summed over the samples in their order.
        Shards.ForEach(InputLength, _threads, (_, first, count) =>
            MatrixProduct.Add(
                x.AsSpan(first), 1, InputLength, dy, _weight.Gradient.AsSpan(first * OutputLength, count * OutputLength),
                count, batchSize, OutputLength));

        for (int i = 0; i < batchSize * OutputLength; i++)
        {
            _bias.Gradient[i % OutputLength] += dy[i];
        }

        if (dx is null)
        {
            return;
        }

        // dx = dy · Wᵀ
        Transpose();
        Shards.ForEach(batchSize, _threads, (_, first, count) =>
        {
            Span<float> dInput = dx.AsSpan(first * InputLength, count * InputLength);
            dInput.Clear();
            MatrixProduct.Add(dy.AsSpan(first * OutputLength), OutputLength, 1, _transposed, dInput, count, OutputLength, InputLength);
        });
    }

    public void Update(Sgd rule)
    {
        rule.Step(_weight.Value, _weight.Gradient);
        rule.Step(_bias.Value, _bias.Gradient);
    }

    private void Transpose()
    {
        for (int input = 0; input < InputLength; input++)
        {
            for (int output = 0; output < OutputLength; output++)
            {
                _transposed[output * InputLength + input] = _weight.Value[input * OutputLength + output];
            }
        }
    }
}
