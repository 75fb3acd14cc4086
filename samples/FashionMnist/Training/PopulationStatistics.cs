using BatchNormGen;
using FashionMnist.Dataset;
using FashionMnist.Model;

namespace FashionMnist.Training;

/// <summary>Means and variances of all training images, in the place of the moving averages over batches.</summary>
internal static class PopulationStatistics
{
    private const int BatchSize = 256;

    /// <summary>
    /// Measures what each normalization is given when the images are predicted, from the first to the last. Those before it already have their
    /// own exact statistics then: what is measured is what it will be given from now on.
    /// </summary>
    public static void Set(LeNet network, ImageSet set)
    {
        foreach (Normalization normalization in network.Normalizations)
        {
            var population = new Moments(normalization.Layer.NumFeatures);
            foreach ((float[] images, _, int count) in set.InOrder(BatchSize))
            {
                population.Merge(normalization.MovingStatistics.MeasureMoments(network.PredictInputOf(normalization, images, count), count));
            }

            normalization.MovingStatistics.SetMovingStatistics(population);
        }
    }
}
