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
                for (int c = channels.First; c < channels.End; c++)
                {
                    BlockMoments.Merge(
                        ref pass->Anchor[at + c], ref pass->Offset[at + c], ref pass->SquaredDeviations[at + c], count,
                        pass->Anchor[other + c], pass->Offset[other + c], pass->SquaredDeviations[other + c], otherCount);
                }
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
                for (int c = channels.First; c < channels.End; c++)
                {
                    pass->GradientSums[at + c] += pass->GradientSums[other + c];
                    pass->GradientProducts[at + c] += pass->GradientProducts[other + c];
                }
            }
        }
    }

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
