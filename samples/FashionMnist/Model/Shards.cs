namespace FashionMnist.Model;

/// <summary>
/// Splits a batch among threads. A shard has a fixed number of samples, whatever the number of threads, so that sums which are taken
/// shard by shard are the same on every machine.
/// </summary>
internal static class Shards
{
    private const int Size = 16;

    public static int Count(int batchSize) => (batchSize + Size - 1) / Size;

    /// <summary>Calls <paramref name="body"/> with (shard, first sample, number of samples) for every shard, in any order.</summary>
    public static void ForEach(int batchSize, int threads, Action<int, int, int> body)
    {
        void Run(int shard) => body(shard, shard * Size, Math.Min(Size, batchSize - shard * Size));

        if (batchSize == 0)
        {
            return;
        }

        if (batchSize <= Size)
        {
            body(0, 0, batchSize);
        }
        else
        {
            Parallel.For(0, Count(batchSize), new ParallelOptions { MaxDegreeOfParallelism = threads }, Run);
        }
    }
}
