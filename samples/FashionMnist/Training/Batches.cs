namespace FashionMnist.Training;

/// <summary>Cuts an epoch into batches.</summary>
internal static class Batches
{
    /// <summary>
    /// Batches as ranges of the shuffled images. A single image left over at the end joins the batch before it: the statistics of one
    /// sample say nothing, and layers with one value a channel cannot train on it at all.
    /// </summary>
    public static IEnumerable<Range> Split(int images, int batchSize)
    {
        for (int start = 0; start < images;)
        {
            int end = images - start - batchSize <= 1 ? images : start + batchSize;
            yield return start..end;
            start = end;
        }
    }
}
