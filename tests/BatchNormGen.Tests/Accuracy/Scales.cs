using System.Numerics;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Accuracy;

/// <summary>
/// The largest term of each channel's results. A result itself is no measure: beta may cancel the rest of every output, and with two
/// values a channel all gradients cancel.
/// </summary>
internal readonly record struct Scales<T>(double[] Output, double[] Gradient)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Scales<T> Of(ReferenceLayer reference, ChannelMoments[] statistics, double[] x, double[] dy, TensorShape shape)
    {
        var output = new double[shape.Channels];
        var gradient = new double[shape.Channels];
        for (int c = 0; c < shape.Channels; c++)
        {
            ChannelMoments moments = statistics[c];
            int[] indices = shape.IndicesOf(c);
            double k = Math.Abs(reference.Gamma[c]) * reference.InverseDeviation(moments);
            double largestDy = indices.Max(i => Math.Abs(dy[i]));
            output[c] = Math.Abs(reference.Beta[c]) + (k * (indices.Max(i => Math.Abs(moments.Centre(x[i]))) + RoundingOfMean(moments)));
            gradient[c] = 2 * k * largestDy * (1 + (reference.InverseDeviation(moments) * RoundingOfMean(moments)));
        }

        return new Scales<T>(output, gradient);
    }

    /// <summary>
    /// A float layer has doubles for what rounding takes from the mean. A double layer has no wider type, so that some units in the last
    /// place of the mean come back in its results: as much as this length at the tolerance of 1e-12.
    /// </summary>
    private static double RoundingOfMean(ChannelMoments moments) =>
        typeof(T) == typeof(double) ? 4 * Tolerance.Ulp<double>(moments.Mean) / 1e-12 : 0;
}
