using System.Runtime.CompilerServices;

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
                ChannelWork.Run(channels, new MomentMerge<T>(pass, at, other, new MergeWeights(count, otherCount)));
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
                ChannelWork.Run(channels, new GradientMerge<T>(pass, at, other));
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

    private readonly struct MomentMerge<T>(Pass<T>* pass, nint chunk, nint other, MergeWeights weights) : IChannelWork
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            ChannelMoments moments = ChannelMoments.Load(pass, chunk, c, count);
            moments.Merge(ChannelMoments.Load(pass, other, c, count), weights).Store(pass, chunk, c, count);
        }
    }

    private readonly struct GradientMerge<T>(Pass<T>* pass, nint chunk, nint other) : IChannelWork
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Add(pass->GradientSums, c, count);
            Add(pass->GradientProducts, c, count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Add<TCount>(double* sums, int c, TCount count)
            where TCount : struct, IChannelCount =>
            ChannelVector.Store(sums + chunk, c, count, ChannelVector.Load(sums + chunk, c, count) + ChannelVector.Load(sums + other, c, count));
    }
}
