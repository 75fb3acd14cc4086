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

    /// <summary>All that one map adds to another: the places of output, tap and input.</summary>
    private readonly (int Output, int Tap, int Input)[] _products;

    public ReferenceConvolution(ReferenceShape input, int outputs, int kernel = 1, int stride = 1, int padding = 0, int groups = 1, bool bias = true)
        : base(input, new(outputs, Extent(input.Height, kernel, stride, padding), Extent(input.Width, kernel, stride, padding)))
    {
        (_kernel, _stride, _padding, _groups) = (kernel, stride, padding, groups);
        _weight = new(outputs * (input.Channels / groups) * kernel * kernel);
        _bias = bias ? new(outputs) : null;
        Parameters = _bias is null ? [_weight] : [_weight, _bias];
        _products = [.. Products()];
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

        foreach ((int output, int weight, int input) in Maps(samples))
        {
            foreach ((int to, int tap, int from) in _products)
            {
                y[output + to] += _weight.Value[weight + tap] * x[input + from];
            }
        }

        return y;
    }

    public override double[][] Backward(double[][] inputs, double[] dy, int samples)
    {
        double[] x = inputs[0], dx = new double[x.Length];
        foreach ((int output, int weight, int input) in Maps(samples))
        {
            foreach ((int to, int tap, int from) in _products)
            {
                dx[input + from] += _weight.Value[weight + tap] * dy[output + to];
                _weight.Gradient[weight + tap] += x[input + from] * dy[output + to];
            }
        }

        for (int i = 0; _bias is not null && i < dy.Length; i++)
        {
            _bias.Gradient[i / Output.Positions % Output.Channels] += dy[i];
        }

        return [dx];
    }

    private static int Extent(int extent, int kernel, int stride, int padding) => ((extent + (2 * padding) - kernel) / stride) + 1;

    /// <summary>Every two maps of which one adds to the other, by where they and their weights begin.</summary>
    private IEnumerable<(int Output, int Weight, int Input)> Maps(int samples)
    {
        int inputs = Input.Channels / _groups, outputs = Output.Channels / _groups;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int to = 0; to < Output.Channels; to++)
            {
                for (int from = 0; from < inputs; from++)
                {
                    int input = (sample * Input.Channels) + (to / outputs * inputs) + from;
                    yield return (((sample * Output.Channels) + to) * Output.Positions, ((to * inputs) + from) * _kernel * _kernel, input * Input.Positions);
                }
            }
        }
    }

    private IEnumerable<(int Output, int Tap, int Input)> Products()
    {
        for (int output = 0; output < Output.Positions; output++)
        {
            for (int tap = 0; tap < _kernel * _kernel; tap++)
            {
                int row = (output / Output.Width * _stride) + (tap / _kernel) - _padding, column = (output % Output.Width * _stride) + (tap % _kernel) - _padding;
                if (row >= 0 && row < Input.Height && column >= 0 && column < Input.Width)
                {
                    yield return (output, tap, (row * Input.Width) + column);
                }
            }
        }
    }
}
