namespace BatchNormGen.Tests.Folding;

/// <summary>Where a framework keeps the weight of a kernel: of an input and an output, both counted within their group, at a place of the kernel.</summary>
internal delegate int WeightIndex(int group, int input, int output, int row, int column);

/// <summary>A convolution of 6 outputs, evaluated in double, straight from its definition.</summary>
/// <param name="Groups">The groups of inputs and outputs.</param>
/// <param name="Inputs">The inputs of a group.</param>
/// <param name="Stride">The stride.</param>
/// <param name="IsTransposed">Whether inputs are spread over outputs, instead of gathered.</param>
/// <param name="IndexOf">Where the weights are.</param>
internal sealed record Convolution(int Groups, int Inputs, int Stride, bool IsTransposed, WeightIndex IndexOf)
{
    public const int Outputs = 6;
    public const int KernelHeight = 3;
    public const int KernelWidth = 2;

    private const int Height = 5;
    private const int Width = 7;

    private int OutputsOfGroup => Outputs / Groups;

    public int InputLength => Groups * Inputs * Height * Width;

    public int WeightLength => Outputs * Inputs * KernelHeight * KernelWidth;

    /// <summary>The outputs of one sample, those of a channel after those of another.</summary>
    public double[][] Evaluate(double[] x, float[] weight, float[] bias)
    {
        (int height, int width) = IsTransposed
            ? (((Height - 1) * Stride) + KernelHeight, ((Width - 1) * Stride) + KernelWidth)
            : (((Height - KernelHeight) / Stride) + 1, ((Width - KernelWidth) / Stride) + 1);
        double[][] y = [.. bias.Select(value => Enumerable.Repeat((double)value, height * width).ToArray())];
        foreach ((int group, int input, int output, int row, int column) in Taps())
        {
            double factor = weight[IndexOf(group, input, output, row, column)];
            double[] plane = y[(group * OutputsOfGroup) + output];
            int from = ((group * Inputs) + input) * Height * Width;

            // A transposed convolution is the other way round: the places of its input are those of a convolution's output.
            (int rows, int columns) = IsTransposed ? (Height, Width) : (height, width);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    (int atRow, int atColumn) = ((i * Stride) + row, (j * Stride) + column);
                    if (IsTransposed)
                    {
                        plane[(atRow * width) + atColumn] += factor * x[from + (i * Width) + j];
                    }
                    else
                    {
                        plane[(i * width) + j] += factor * x[from + (atRow * Width) + atColumn];
                    }
                }
            }
        }

        return y;
    }

    private IEnumerable<(int Group, int Input, int Output, int Row, int Column)> Taps() =>
        from g in Enumerable.Range(0, Groups)
        from i in Enumerable.Range(0, Inputs)
        from o in Enumerable.Range(0, OutputsOfGroup)
        from r in Enumerable.Range(0, KernelHeight)
        from c in Enumerable.Range(0, KernelWidth)
        select (g, i, o, r, c);
}
