using BatchNormGen.Execution.Models;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Pooling in double, value by value, as the formulas say.</summary>
internal sealed class PoolReference
{
    private readonly PoolShape _shape;

    /// <summary>The places of the values of each window, row by row, of all outputs one behind the other.</summary>
    private readonly int[][] _windows;

    public PoolReference(PoolShape shape, int samples)
    {
        _shape = shape;
        InputLength = (int)shape.InputLength * samples;
        OutputLength = (int)shape.OutputLength * samples;
        _windows = new int[OutputLength][];
        List<int> places = [];
        for (int output = 0; output < OutputLength; output++)
        {
            int channel = output % shape.Channels, position = output / shape.Channels;
            int top = (position / shape.OutputWidth % shape.OutputHeight * shape.Stride) - shape.Padding, left = (position % shape.OutputWidth * shape.Stride) - shape.Padding;
            int sample = position / shape.OutputWidth / shape.OutputHeight;
            places.Clear();
            for (int row = Math.Max(0, top); row < Math.Min(shape.Height, top + shape.Kernel); row++)
            {
                for (int column = Math.Max(0, left); column < Math.Min(shape.Width, left + shape.Kernel); column++)
                {
                    places.Add((((((sample * shape.Height) + row) * shape.Width) + column) * shape.Channels) + channel);
                }
            }

            _windows[output] = [.. places];
        }
    }

    public int InputLength { get; }

    public int OutputLength { get; }

    /// <summary>The largest value by torch's rule: one that is larger, or a NaN, takes the place of the one before.</summary>
    public float[] Max(float[] x) => Array.ConvertAll(_windows, window => x[Largest(x, window)]);

    public double[] MaxGradient(float[] x, float[] dy)
    {
        double[] dx = new double[InputLength];
        for (int output = 0; output < OutputLength; output++)
        {
            dx[Largest(x, _windows[output])] += dy[output];
        }

        return dx;
    }

    public double[] Average(float[] x, bool countsPadding) => Array.ConvertAll(_windows, window =>
    {
        double sum = 0;
        foreach (int place in window)
        {
            sum += x[place];
        }

        return sum / Count(window, countsPadding);
    });

    public double[] AverageGradient(float[] dy, bool countsPadding)
    {
        double[] dx = new double[InputLength];
        for (int output = 0; output < OutputLength; output++)
        {
            foreach (int place in _windows[output])
            {
                dx[place] += dy[output] / (double)Count(_windows[output], countsPadding);
            }
        }

        return dx;
    }

    private static int Largest(float[] x, int[] window)
    {
        int largest = window[0];
        foreach (int place in window)
        {
            if (x[place] > x[largest] || float.IsNaN(x[place]))
            {
                largest = place;
            }
        }

        return largest;
    }

    private int Count(int[] window, bool countsPadding) => countsPadding ? _shape.Kernel * _shape.Kernel : window.Length;
}
