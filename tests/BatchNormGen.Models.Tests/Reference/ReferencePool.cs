namespace BatchNormGen.Models.Tests.Reference;

/// <summary>How windows become one value.</summary>
internal enum ReferencePooling
{
    Max,
    AverageWithPadding,
    AverageWithoutPadding,
}

/// <summary>A pooling layer: the largest value of a window, the first of equal ones, or the mean.</summary>
internal sealed class ReferencePool(ReferenceShape input, ReferencePooling pooling, int kernel, int stride, int padding) : ReferenceLayer(
    input, new(input.Channels, ((input.Height + (2 * padding) - kernel) / stride) + 1, ((input.Width + (2 * padding) - kernel) / stride) + 1))
{
    public override double[] Forward(double[][] inputs, int samples, bool isTraining)
    {
        double[] x = inputs[0], y = new double[samples * Output.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Shares(x, i).Sum(share => x[share.Place] * share.Weight);
        }

        return y;
    }

    public override double[][] Backward(double[][] inputs, double[] dy, int samples)
    {
        double[] x = inputs[0], dx = new double[x.Length];
        for (int i = 0; i < dy.Length; i++)
        {
            foreach ((int place, double weight) in Shares(x, i))
            {
                dx[place] += dy[i] * weight;
            }
        }

        return [dx];
    }

    /// <summary>The inputs that an output is made of, and how much of each.</summary>
    private IEnumerable<(int Place, double Weight)> Shares(double[] x, int output)
    {
        (int map, int position) = Math.DivRem(output, Output.Positions);
        (int row, int column) = Math.DivRem(position, Output.Width);
        List<int> window = [];
        for (int tap = 0; tap < kernel * kernel; tap++)
        {
            int y = (row * stride) + (tap / kernel) - padding, place = (column * stride) + (tap % kernel) - padding;
            if (y >= 0 && y < Input.Height && place >= 0 && place < Input.Width)
            {
                window.Add((map * Input.Positions) + (y * Input.Width) + place);
            }
        }

        return pooling switch
        {
            ReferencePooling.Max => [(window.MaxBy(place => x[place]), 1)],
            ReferencePooling.AverageWithPadding => window.Select(place => (place, 1.0 / (kernel * kernel))),
            _ => window.Select(place => (place, 1.0 / window.Count)),
        };
    }
}
