using System.Buffers;
using System.Numerics.Tensors;
using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>
/// A convolution with stride 1: (N, inputs, height, width) → (N, outputs, height + 2 · padding − kernel + 1, width + 2 · padding − kernel + 1).
/// Each sample is a matrix product of the weights (outputs × patch) with the image's patches (patch × positions), where a patch is the
/// inputs × kernel × kernel values that one output position sees.
/// </summary>
internal sealed class Convolution : ILearnedLayer
{
    private readonly string _name;
    private readonly int _inputs, _outputs, _height, _width, _kernel, _padding, _threads;
    private readonly int _paddedHeight, _paddedWidth, _outHeight, _outWidth;
    private readonly Weights _weight;
    private readonly Weights _bias;
    private float[] _shardGradients = [];

    public Convolution(string name, int inputs, int outputs, int height, int width, int kernel, int padding, int threads, Random random)
    {
        _name = name;
        (_inputs, _outputs, _height, _width, _kernel, _padding, _threads) = (inputs, outputs, height, width, kernel, padding, threads);
        (_paddedHeight, _paddedWidth) = (height + 2 * padding, width + 2 * padding);
        (_outHeight, _outWidth) = (_paddedHeight - kernel + 1, _paddedWidth - kernel + 1);
        _weight = new Weights(outputs, inputs, kernel, kernel);
        _weight.DrawXavierUniform(random, Patch, outputs * kernel * kernel);
        _bias = new Weights(outputs);
    }

    public int InputLength => _inputs * _height * _width;

    public int OutputLength => _outputs * Positions;

    private int Patch => _inputs * _kernel * _kernel;

    private int Positions => _outHeight * _outWidth;

    private int PaddedLength => _inputs * _paddedHeight * _paddedWidth;

    public void Forward(float[] x, float[] y, int batchSize, bool training) =>
        Shards.ForEach(batchSize, _threads, (_, first, count) =>
        {
            float[] padded = ArrayPool<float>.Shared.Rent(PaddedLength);
            float[] patches = ArrayPool<float>.Shared.Rent(Patch * Positions);
            for (int sample = first; sample < first + count; sample++)
            {
                Pad(x.AsSpan(sample * InputLength, InputLength), padded);
                GatherByPatchElement(padded, patches);
                Span<float> output = y.AsSpan(sample * OutputLength, OutputLength);
                for (int channel = 0; channel < _outputs; channel++)
                {
                    output.Slice(channel * Positions, Positions).Fill(_bias.Value[channel]);
                }

                MatrixProduct.Add(_weight.Value, Patch, 1, patches, output, _outputs, Patch, Positions);
            }

            ArrayPool<float>.Shared.Return(padded);
            ArrayPool<float>.Shared.Return(patches);
        });

    public void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize)
    {
        // Each shard sums its own gradients: the weights', then the biases'. They are then added in the order of the shards.
        int weights = _weight.Value.Length;
        int gradients = weights + _outputs;
        int shards = Shards.Count(batchSize);
        if (_shardGradients.Length < shards * gradients)
        {
            _shardGradients = new float[shards * gradients];
        }

        Shards.ForEach(batchSize, _threads, (shard, first, count) =>
        {
            Span<float> shardGradients = _shardGradients.AsSpan(shard * gradients, gradients);
            shardGradients.Clear();
            float[] padded = ArrayPool<float>.Shared.Rent(PaddedLength);
            float[] patches = ArrayPool<float>.Shared.Rent(Patch * Positions);
            for (int sample = first; sample < first + count; sample++)
            {
                ReadOnlySpan<float> dOutput = dy.AsSpan(sample * OutputLength, OutputLength);
                Pad(x.AsSpan(sample * InputLength, InputLength), padded);
                GatherByPosition(padded, patches);
                MatrixProduct.Add(dOutput, Positions, 1, patches, shardGradients[..weights], _outputs, Positions, Patch);
                AddBiasGradient(dOutput, shardGradients[weights..]);
                if (dx is not null)
                {
                    Span<float> dPatches = patches.AsSpan(0, Patch * Positions);
                    dPatches.Clear();
                    MatrixProduct.Add(_weight.Value, 1, Patch, dOutput, dPatches, Patch, _outputs, Positions);
                    ScatterByPatchElement(dPatches, padded);
                    Unpad(padded, dx.AsSpan(sample * InputLength, InputLength));
                }
            }

            ArrayPool<float>.Shared.Return(padded);
            ArrayPool<float>.Shared.Return(patches);
        });

        for (int shard = 0; shard < shards; shard++)
        {
            ReadOnlySpan<float> shardGradients = _shardGradients.AsSpan(shard * gradients, gradients);
            TensorPrimitives.Add(_weight.Gradient, shardGradients[..weights], _weight.Gradient);
            TensorPrimitives.Add(_bias.Gradient, shardGradients[weights..], _bias.Gradient);
        }
    }

    public void Update(Sgd rule)
    {
        rule.Step(_weight.Value, _weight.Gradient);
        rule.Step(_bias.Value, _bias.Gradient);
    }

    public void SaveState(StateDictionary state)
    {
        _weight.Save(state, $"{_name}.weight");
        _bias.Save(state, $"{_name}.bias");
    }

    public void LoadState(StateDictionary state)
    {
        _weight.Load(state, $"{_name}.weight");
        _bias.Load(state, $"{_name}.bias");
    }

    /// <summary>Makes this layer predict what it and the normalization after it predict together.</summary>
    public FoldingReport Fold(IFoldable<float> normalization) =>
        normalization.FoldIntoPrevious(_weight.Value, _bias.Value, WeightLayout.OutputFirst);

    private void AddBiasGradient(ReadOnlySpan<float> dOutput, Span<float> gradient)
    {
        for (int channel = 0; channel < _outputs; channel++)
        {
            float sum = 0;
            foreach (float value in dOutput.Slice(channel * Positions, Positions))
            {
                sum += value;
            }

            gradient[channel] += sum;
        }
    }

    /// <summary>(inputs, height, width) → (inputs, height + 2 · padding, width + 2 · padding), zeros around.</summary>
    private void Pad(ReadOnlySpan<float> image, Span<float> padded)
    {
        padded[..PaddedLength].Clear();
        for (int row = 0; row < _inputs * _height; row++)
        {
            image.Slice(row * _width, _width).CopyTo(padded[PaddedRow(row)..]);
        }
    }

    private void Unpad(ReadOnlySpan<float> padded, Span<float> image)
    {
        for (int row = 0; row < _inputs * _height; row++)
        {
            padded.Slice(PaddedRow(row), _width).CopyTo(image[(row * _width)..]);
        }
    }

    /// <summary>Where row <c>channel · height + y</c> of the image starts in the padded one.</summary>
    private int PaddedRow(int row)
    {
        (int channel, int y) = Math.DivRem(row, _height);
        return (channel * _paddedHeight + y + _padding) * _paddedWidth + _padding;
    }

    /// <summary>Where element (channel, ky, kx) of the patch at position (0, 0) lies in the padded image.</summary>
    private int PatchElement(int element)
    {
        (int row, int kx) = Math.DivRem(element, _kernel);
        (int channel, int ky) = Math.DivRem(row, _kernel);
        return (channel * _paddedHeight + ky) * _paddedWidth + kx;
    }

    /// <summary>The patches as (patch × positions).</summary>
    private void GatherByPatchElement(ReadOnlySpan<float> padded, Span<float> patches)
    {
        for (int element = 0; element < Patch; element++)
        {
            ReadOnlySpan<float> source = padded[PatchElement(element)..];
            Span<float> target = patches.Slice(element * Positions, Positions);
            for (int y = 0; y < _outHeight; y++)
            {
                source.Slice(y * _paddedWidth, _outWidth).CopyTo(target[(y * _outWidth)..]);
            }
        }
    }

    /// <summary>The patches as (positions × patch): what the gradient of the weights is a product with.</summary>
    private void GatherByPosition(ReadOnlySpan<float> padded, Span<float> patches)
    {
        for (int element = 0; element < Patch; element += _kernel)
        {
            ReadOnlySpan<float> source = padded[PatchElement(element)..];
            for (int y = 0; y < _outHeight; y++)
            {
                for (int x = 0; x < _outWidth; x++)
                {
                    ReadOnlySpan<float> run = source.Slice(y * _paddedWidth + x, _kernel);
                    Span<float> target = patches.Slice((y * _outWidth + x) * Patch + element, _kernel);
                    for (int kx = 0; kx < run.Length; kx++)
                    {
                        target[kx] = run[kx];
                    }
                }
            }
        }
    }

    /// <summary>Adds up, for every value of the padded image, the gradients (patch × positions) of the patches it belongs to.</summary>
    private void ScatterByPatchElement(ReadOnlySpan<float> dPatches, Span<float> dPadded)
    {
        dPadded[..PaddedLength].Clear();
        for (int element = 0; element < Patch; element++)
        {
            ReadOnlySpan<float> source = dPatches.Slice(element * Positions, Positions);
            Span<float> target = dPadded[PatchElement(element)..];
            for (int y = 0; y < _outHeight; y++)
            {
                Span<float> run = target.Slice(y * _paddedWidth, _outWidth);
                TensorPrimitives.Add(run, source.Slice(y * _outWidth, _outWidth), run);
            }
        }
    }
}
