using BatchNormGen.Benchmarks.Models;

namespace BatchNormGen.Models.Peers.Tests;

/// <summary>A value of a network that is computed in <c>double</c> while it is described, by plain loops: (samples, channels, height, width), or features as channels of one position.</summary>
internal sealed class DoubleFlow : IFlow<DoubleFlow>
{
    private readonly ModelNumbers _numbers;
    private readonly int _samples;
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;

    private DoubleFlow(ModelNumbers numbers, int samples, int channels, int height, int width, double[] values)
    {
        _numbers = numbers;
        (_samples, _channels, _height, _width) = (samples, channels, height, width);
        Values = values;
    }

    public double[] Values { get; }

    private int Positions => _height * _width;

    public static DoubleFlow operator +(DoubleFlow left, DoubleFlow right) =>
        left.Of(left._channels, left._height, left._width, [.. left.Values.Zip(right.Values, static (x, y) => x + y)]);

    /// <summary>What a model predicts.</summary>
    public static double[] Predict(Network network, IModel<float> model, ReadOnlySpan<float> x, int samples)
    {
        IReadOnlyList<int> shape = model.InputShape;
        double[] values = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i];
        }

        return network.Describe(new DoubleFlow(new ModelNumbers(model), samples, shape[0], shape.ElementAtOrDefault(1) is > 0 and var height ? height : 1, shape.ElementAtOrDefault(2) is > 0 and var width ? width : 1, values)).Values;
    }

    public DoubleFlow Conv2D(string name, int stride = 1, int padding = 0, int groups = 1)
    {
        Parameter<float> weight = _numbers[$"{name}.weight"];
        (int outputs, int inputs, int kernel) = (weight.Shape[0], weight.Shape[1], weight.Shape[2]);
        int height = ((_height + (2 * padding) - kernel) / stride) + 1, width = ((_width + (2 * padding) - kernel) / stride) + 1;
        double[] y = new double[_samples * outputs * height * width];
        Parallel.For(0, _samples * outputs, map =>
        {
            (int sample, int output) = (map / outputs, map % outputs);
            int first = (sample * _channels) + (output / (outputs / groups) * inputs);
            ReadOnlySpan<float> taps = weight.Value.Slice(output * inputs * kernel * kernel, inputs * kernel * kernel);
            Span<double> plane = y.AsSpan(map * height * width, height * width);
            for (int tap = 0; tap < taps.Length; tap++)
            {
                int input = tap / (kernel * kernel), row = tap / kernel % kernel, column = tap % kernel;
                AddTap(plane, width, Values.AsSpan((first + input) * Positions, Positions), taps[tap], stride, row - padding, column - padding);
            }
        });
        return Of(outputs, height, width, y);
    }

    public DoubleFlow Dense(string name)
    {
        Parameter<float> weight = _numbers[$"{name}.weight"];
        Parameter<float>? bias = _numbers.BiasOf(name);
        (int outputs, int inputs) = (weight.Shape[0], weight.Shape[1]);
        double[] y = new double[_samples * outputs];
        for (int i = 0; i < y.Length; i++)
        {
            (int sample, int output) = (i / outputs, i % outputs);
            y[i] = bias?.Value[output] ?? 0;
            for (int k = 0; k < inputs; k++)
            {
                y[i] += (double)weight.Value[(output * inputs) + k] * Values[(sample * inputs) + k];
            }
        }

        return Of(outputs, 1, 1, y);
    }

    public DoubleFlow BatchNorm(string name)
    {
        NormalizationParameters<float> layer = _numbers.Normalization(name);
        double[] y = new double[Values.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int c = i / Positions % _channels;
            y[i] = ((Values[i] - layer.MovingMean[c]) / Math.Sqrt(layer.MovingVariance[c] + 1e-5) * layer.Gamma!.Value[c]) + layer.Beta!.Value[c];
        }

        return Of(_channels, _height, _width, y);
    }

    public DoubleFlow Relu() => Map(static x => Math.Max(x, 0));

    public DoubleFlow Relu6() => Map(static x => Math.Clamp(x, 0, 6));

    public DoubleFlow Sigmoid() => Map(static x => 1 / (1 + Math.Exp(-x)));

    public DoubleFlow MaxPool(int kernel, int stride, int padding) => Pool(kernel, stride, padding, static window => window.Max());

    public DoubleFlow AveragePool(int kernel) => Pool(kernel, kernel, 0, static window => window.Average());

    public DoubleFlow GlobalAveragePool() =>
        Of(_channels, 1, 1, [.. Values.Chunk(Positions).Select(static plane => plane.Average())]);

    public DoubleFlow Flatten() => Of(_channels * Positions, 1, 1, Values);

    /// <summary>Adds to each value of a plane the one of the input that a weight meets, times the weight.</summary>
    private void AddTap(Span<double> plane, int width, ReadOnlySpan<double> input, double weight, int stride, int top, int left)
    {
        // The columns whose taps are inside.
        int first = left < 0 ? (stride - 1 - left) / stride : 0, end = Math.Min(width, (_width - 1 - left + stride) / stride);
        for (int row = 0; row < plane.Length / width; row++)
        {
            int from = (row * stride) + top;
            if (from < 0 || from >= _height)
            {
                continue;
            }

            for (int column = first; column < end; column++)
            {
                plane[(row * width) + column] += weight * input[(from * _width) + (column * stride) + left];
            }
        }
    }

    private DoubleFlow Pool(int kernel, int stride, int padding, Func<IEnumerable<double>, double> reduce)
    {
        int height = ((_height + (2 * padding) - kernel) / stride) + 1, width = ((_width + (2 * padding) - kernel) / stride) + 1;
        double[] y = new double[_samples * _channels * height * width];
        for (int i = 0; i < y.Length; i++)
        {
            (int plane, int row, int column) = (i / (height * width), i / width % height, i % width);
            y[i] = reduce(
                from tap in Enumerable.Range(0, kernel * kernel)
                let fromRow = (row * stride) - padding + (tap / kernel)
                let fromColumn = (column * stride) - padding + (tap % kernel)
                where fromRow >= 0 && fromRow < _height && fromColumn >= 0 && fromColumn < _width
                select Values[(plane * Positions) + (fromRow * _width) + fromColumn]);
        }

        return Of(_channels, height, width, y);
    }

    private DoubleFlow Map(Func<double, double> function) => Of(_channels, _height, _width, [.. Values.Select(function)]);

    private DoubleFlow Of(int channels, int height, int width, double[] values) => new(_numbers, _samples, channels, height, width, values);
}
