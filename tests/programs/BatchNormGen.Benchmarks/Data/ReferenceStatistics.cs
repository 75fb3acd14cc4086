using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Data;

/// <summary>What the batch's statistics and gradient sums are, computed plainly, in double, in two passes.</summary>
internal sealed class ReferenceStatistics
{
    public ReferenceStatistics(TensorShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        Mean = new double[shape.Features];
        Variance = new double[shape.Features];
        MeanGradient = new double[shape.Features];
        MeanProduct = new double[shape.Features];
        int run = shape.HasPlanes ? shape.Positions : 1;
        for (int at = 0, c = 0; at < x.Length; at += run, c = c + 1 == shape.Features ? 0 : c + 1)
        {
            (double sum, double gradients) = (0, 0);
            for (int i = at; i < at + run; i++)
            {
                sum += x[i];
                gradients += dy[i];
            }

            Mean[c] += sum / shape.Count;
            MeanGradient[c] += gradients / shape.Count;
        }

        for (int at = 0, c = 0; at < x.Length; at += run, c = c + 1 == shape.Features ? 0 : c + 1)
        {
            (double squares, double products) = (0, 0);
            for (int i = at; i < at + run; i++)
            {
                double deviation = x[i] - Mean[c];
                squares += deviation * deviation;
                products += deviation * dy[i];
            }

            Variance[c] += squares / shape.Count;
            MeanProduct[c] += products / shape.Count;
        }
    }

    public double[] Mean { get; }

    public double[] Variance { get; }

    /// <summary>The mean of dy.</summary>
    public double[] MeanGradient { get; }

    /// <summary>The mean of dy · (x − mean).</summary>
    public double[] MeanProduct { get; }
}
