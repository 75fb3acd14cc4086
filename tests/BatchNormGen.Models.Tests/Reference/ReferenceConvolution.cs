namespace BatchNormGen.Models.Tests.Reference;

/// <summary>A convolution of two dimensions; with a kernel of 1 on maps of one position, a dense layer.</summary>
internal sealed class ReferenceConvolution : ReferenceLayer
{
    private readonly int _kernel;
    private readonly int _stride;
    private readonly int _padding;
    private readonly int _groups;
    private readonly ReferenceParameter _weight;
    private readonly ReferenceParameter? _bias;

    public ReferenceConvolution(ReferenceShape input, int outputs, int kernel = 1, int stride = 1, int padding = 0, int groups = 1, bool bias = true)
        : base(input, new(outputs, Extent(input.Height, kernel, stride, padding), Extent(input.Width, kernel, stride, padding)))
    {
        (_kernel, _stride, _padding, _groups) = (kernel, stride, padding, groups);
        _weight = new(outputs * (input.Channels / groups) * kernel * kernel);
        _bias = bias ? new(outputs) : null;
        Parameters = _bias is null ? [_weight] : [_weight, _bias];
    }

    public override double[] Forward(double[][] inputs, int samples, bool isTraining)
    {
        double[] x = inputs[0], y = new double[samples * Output.Length];
        if (_bias is not null)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = _bias.Value[i / Output.Positions % Output.Channels];
            }
        }

        ForEachProduct(samples, (output, weight, input) => y[output] += _weight.Value[weight] * x[input]);
        return y;
    }

    public override double[][] Backward(double[][] inputs, double[] dy, int samples)
    {
        double[] x = inputs[0], dx = new double[x.Length];
        ForEachProduct(samples, (output, weight, input) =>
        {
            dx[input] += _weight.Value[weight] * dy[output];
            _weight.Gradient[weight] += x[input] * dy[output];
        });
        for (int i = 0; _bias is not null && i < dy.Length; i++)
        {
            _bias.Gradient[i / Output.Positions % Output.Channels] += dy[i];
        }

        return [dx];
    }

    private static int Extent(int extent, int kernel, int stride, int padding) => ((extent + (2 * padding) - kernel) / stride) + 1;

    /// <summary>Every product that there is, by the places of the output that it is part of, of its weight, and of its input.</summary>
    private void ForEachProduct(int samples, Action<int, int, int> visit)
    {
        int inputs = Input.Channels / _groups, outputs = Output.Channels / _groups;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int to = 0; to < Output.Channels; to++)
            {
                for (int from = 0; from < inputs; from++)
                {
                    int weights = ((to * inputs) + from) * _kernel * _kernel;
                    int map = ((sample * Input.Channels) + (to / outputs * inputs) + from) * Input.Positions;
                    ForEachProductOfMaps(((sample * Output.Channels) + to) * Output.Positions, weights, map, visit);
                }
            }
        }
    }

    private void ForEachProductOfMaps(int output, int weights, int input, Action<int, int, int> visit)
    {
        for (int row = 0; row < Output.Height; row++)
        {
            for (int column = 0; column < Output.Width; column++)
            {
                for (int tap = 0; tap < _kernel * _kernel; tap++)
                {
                    int y = (row * _stride) + (tap / _kernel) - _padding, x = (column * _stride) + (tap % _kernel) - _padding;
                    if (y >= 0 && y < Input.Height && x >= 0 && x < Input.Width)
                    {
                        visit(output + (row * Output.Width) + column, weights + tap, input + (y * Input.Width) + x);
                    }
                }
            }
        }
    }
}
