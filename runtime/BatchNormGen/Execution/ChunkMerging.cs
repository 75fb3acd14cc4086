namespace BatchNormGen.Execution;

/// <summary>Merges the chunks of each channel into the first: neighbours first, then neighbours of those, in the same order always.</summary>
internal static unsafe class ChunkMerging
{
    public static void MergeMoments<T, TTraversal>(Pass<T>* pass, ChannelRange channels)
        where T : unmanaged
        where TTraversal : struct, ITraversal<T>
    {
        for (int step = 1; step < pass->Chunks; step *= 2)
        {
            for (int chunk = 0; chunk + step < pass->Chunks; chunk += 2 * step)
            {
                nint count = Count<T, TTraversal>(pass, chunk, step);
                nint otherCount = Count<T, TTraversal>(pass, chunk + step, step);
                nint at = chunk * pass->ChunkStride;
                nint other = (chunk + step) * pass->ChunkStride;
                MergeMoments(pass, channels, at, count, other, otherCount);
            }
        }
    }

    public static void MergeGradientSums<T>(Pass<T>* pass, ChannelRange channels)
        where T : unmanaged
    {
        for (int step = 1; step < pass->Chunks; step *= 2)
        {
            for (int chunk = 0; chunk + step < pass->Chunks; chunk += 2 * step)
            {
                nint at = chunk * pass->ChunkStride;
                nint other = (chunk + step) * pass->ChunkStride;
                for (int c = channels.First; c < channels.End; c += ChannelVector.Length)
                {
                    Add(pass->GradientSums + at, pass->GradientSums + other, c, channels.End);
                    Add(pass->GradientProducts + at, pass->GradientProducts + other, c, channels.End);
                }
            }
        }
    }

    private static void MergeMoments<T>(Pass<T>* pass, ChannelRange channels, nint at, nint count, nint other, nint otherCount)
        where T : unmanaged
    {
        int end = channels.End;
        for (int c = channels.First; c < end; c += ChannelVector.Length)
        {
            ChannelMoments chunk = ChannelMoments.Load(pass, at, c, end);
            ChannelMoments next = ChannelMoments.Load(pass, other, c, end);
            chunk.Merge(count, next, otherCount).Store(pass, at, c, end);
        }
    }

    private static void Add(double* sums, double* others, int c, int end) =>
        ChannelVector.Store(sums, c, end, ChannelVector.Load(sums, c, end) + ChannelVector.Load(others, c, end));

    private static nint Count<T, TTraversal>(Pass<T>* pass, int chunk, int chunks)
        where T : unmanaged
        where TTraversal : struct, ITraversal<T>
    {
        nint count = 0;
        for (int i = chunk; i < Math.Min(chunk + chunks, pass->Chunks); i++)
        {
            count += TTraversal.ChunkCount(in *pass, i);
        }

        return count;
    }
}
