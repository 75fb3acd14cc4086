using FashionMnist.Dataset;

namespace FashionMnist.Training;

/// <summary>Means and variances of all training images, in the place of the moving averages over batches.</summary>
internal static class PopulationStatistics
{
    private const int BatchSize = 256;

    /// <summary>
    /// Measures what each normalization is given when the images are predicted, from the first to the last. Those before it already have their
    /// own exact statistics then: what is measured is what it will be given from now on.
    /// </summary>
    /// <param name="network">The network; where it has a <c>Collective</c>, the images of all processes are measured.</param>
    /// <param name="set">All images, or those of this process.</param>
    public static void Set(LeNet network, ImageSet set) => network.MeasurePopulation(set.InOrder(BatchSize));
}
