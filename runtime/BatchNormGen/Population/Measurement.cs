using System.Buffers;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Population;

/// <summary>Measures the moments of a batch: chunks over the threads, then merged in a fixed order.</summary>
/// <remarks>
/// One body for all shapes, in double throughout: unlike a layer's kernels it writes nothing and computes little beside what it reads, so
/// literals would buy nothing.
/// </remarks>
internal static unsafe class Measurement<T>
    where T : unmanaged
{
    /// <exception cref="ArithmeticException">A channel's moments are not finite.</exception>
    public static Moments Measure(ChannelShape shape, ReadOnlySpan<T> x, BatchExtents extents, int maxDegreeOfParallelism)
    {
        Moments moments = new(shape.NumFeatures);
        if (extents.Count == 0)
        {
            return moments;
        }

        DataWalk<T> walk = shape.Layout == TensorLayout.ChannelsFirst
            ? new(shape.NumFeatures, extents.Samples, extents.Positions)
            : new(shape.NumFeatures, extents.Count, 1);
        double[] scratch = ArrayPool<double>.Shared.Rent(checked((int)(walk.ChunkLength * walk.ChunkCount)));
        fixed (T* input = x)
        fixed (double* chunks = scratch)
        {
            walk.X = input;
            walk.Chunks = chunks;
            int threads = WorkPartition.Threads(maxDegreeOfParallelism, (long)x.Length * sizeof(T));
            WorkPartition.For((nint)walk.ChunkCount * walk.Groups, threads, &MeasureItem, &walk);
            MergeChunks(in walk);
            new ReadOnlySpan<double>(chunks, (int)walk.ChunkLength).CopyTo(moments.Vectors);
        }

        ArrayPool<double>.Shared.Return(scratch);
        moments.SetCount(extents.Count);
        int notFinite = moments.FirstNotFinite();
        if (notFinite >= 0)
        {
            PopulationErrors.NotFinite(shape, notFinite);
        }

        return moments;
    }

    private static void MeasureItem(void* context, nint item)
    {
        DataWalk<T>* walk = (DataWalk<T>*)context;
        (nint chunk, nint group) = Math.DivRem(item, walk->Groups);
        PopulationChunk<T>.Measure(in *walk, (int)chunk, walk->Channels((int)group));
    }

    /// <summary>Merges the chunks into the first, one after the other.</summary>
    private static void MergeChunks(in DataWalk<T> walk)
    {
        int features = walk.Features;
        long count = walk.CountOf(0);
        for (int chunk = 1; chunk < walk.ChunkCount; chunk++)
        {
            double* other = walk.Chunks + (chunk * walk.ChunkLength);
            long otherCount = walk.CountOf(chunk);
            for (int c = 0; c < features; c += StatisticVector.Length)
            {
                MomentsVector.Load(walk.Chunks, features, c, features)
                    .Merge(count, MomentsVector.Load(other, features, c, features), otherCount)
                    .Store(walk.Chunks, features, c, features);
            }

            count += otherCount;
        }
    }
}
