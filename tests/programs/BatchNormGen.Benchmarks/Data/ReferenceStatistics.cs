using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Data;

/// <summary>The statistics of each group of values that is normalized together, computed plainly, in double, in two passes.</summary>
internal sealed class ReferenceStatistics
{
    public ReferenceStatistics(TensorShape shape, Normalization normalization, ReadOnlySpan<float> x)
    {
        int groups = normalization.GroupsOf(shape);
        double count = shape.Length / groups;
        Mean = new double[groups];
        Variance = new double[groups];
        int run = shape.HasPlanes ? shape.Positions : 1;
        if (normalization.Centers)
        {
            for (int at = 0; at < x.Length; at += run)
            {
                double sum = 0;
                foreach (float value in x.Slice(at, run))
                {
                    sum += value;
                }

                Mean[normalization.GroupOf(shape, at)] += sum / count;
            }
        }

        for (int at = 0; at < x.Length; at += run)
        {
            int group = normalization.GroupOf(shape, at);
            double squares = 0;
            foreach (float value in x.Slice(at, run))
            {
                double deviation = value - Mean[group];
                squares += deviation * deviation;
            }

            Variance[group] += squares / count;
        }
    }

    /// <summary>0 where none is subtracted.</summary>
    public double[] Mean { get; }

    /// <summary>The mean square where no mean is subtracted.</summary>
    public double[] Variance { get; }
}
