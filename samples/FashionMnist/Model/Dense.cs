using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>A fully connected layer: (N, inputs) → (N, outputs), y = x · W + b with W of shape (inputs, outputs); in files it is Wᵀ, as in PyTorch.</summary>
internal sealed class Dense : ILearnedLayer
{
    private readonly string _name;
    private readonly int _threads;
    private readonly Weights _weight;
    private readonly Weights _bias;
    private readonly Weights _transposed;

    public Dense(string name, int inputs, int outputs, int threads, Random random)
    {
        (_name, InputLength, OutputLength, _threads) = (name, inputs, outputs, threads);
        _weight = new Weights(inputs, outputs);
        _weight.DrawXavierUniform(random, inputs, outputs);
        _bias = new Weights(outputs);
        _transposed = new Weights(outputs, inputs);
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
        if (batchSize == 0)
        {
            return;
        }

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
        Transpose(_weight.Value, _transposed.Value, InputLength, OutputLength);
        Shards.ForEach(batchSize, _threads, (_, first, count) =>
        {
            Span<float> dInput = dx.AsSpan(first * InputLength, count * InputLength);
            dInput.Clear();
            MatrixProduct.Add(dy.AsSpan(first * OutputLength), OutputLength, 1, _transposed.Value, dInput, count, OutputLength, InputLength);
        });
    }

    public void Update(Sgd rule)
    {
        rule.Step(_weight.Value, _weight.Gradient);
        rule.Step(_bias.Value, _bias.Gradient);
    }

    public void SaveState(StateDictionary state)
    {
        Transpose(_weight.Value, _transposed.Value, InputLength, OutputLength);
        _transposed.Save(state, $"{_name}.weight");
        _bias.Save(state, $"{_name}.bias");
    }

    public void LoadState(StateDictionary state)
    {
        _transposed.Load(state, $"{_name}.weight");
        _bias.Load(state, $"{_name}.bias");
        Transpose(_transposed.Value, _weight.Value, OutputLength, InputLength);
    }

    /// <summary>Makes this layer predict what it and the normalization after it predict together.</summary>
    public FoldingReport Fold(IFoldable<float> normalization) =>
        normalization.FoldIntoPrevious(_weight.Value, _bias.Value, WeightLayout.OutputLast);

    private static void Transpose(float[] matrix, float[] transposed, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[column * rows + row] = matrix[row * columns + column];
            }
        }
    }
}
