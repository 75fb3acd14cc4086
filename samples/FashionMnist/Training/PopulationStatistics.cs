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
    /// <param name="network">The network.</param>
    /// <param name="set">All images, or those of this process.</param>
    /// <param name="workers">The processes that have the others; null where there are none.</param>
    public static void Set(LeNet network, ImageSet set, ICollective? workers = null)
    {
        foreach (Normalization normalization in network.Normalizations)
        {
            var population = new Moments(normalization.Layer.NumFeatures);
            foreach ((float[] images, _, int count) in set.InOrder(BatchSize))
            {
                population.Merge(normalization.MovingStatistics.MeasureMoments(network.PredictInputOf(normalization, images, count), count));
            }

            workers?.MergeAll(population);
            normalization.MovingStatistics.SetMovingStatistics(population);
        }
    }
}
