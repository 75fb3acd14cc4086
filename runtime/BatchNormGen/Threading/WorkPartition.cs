using System.Runtime.CompilerServices;

namespace BatchNormGen.Threading;

/// <summary>Divides work among the thread pool's threads and the caller's own.</summary>
/// <remarks>
/// The caller works through the items itself; pool threads that come in time take some off it, and it waits at the end only for those
/// that have begun. So it makes progress where no other thread is free, and cannot deadlock.
/// </remarks>
internal static unsafe class WorkPartition
{
    /// <summary>As many threads as the machine has processors.</summary>
    public const int Unlimited = -1;

    /// <summary>
    /// The least number of bytes that are worth a further thread: waking one takes about as long as one thread needs to stream half
    /// of them.
    /// </summary>
    private const long BytesPerThread = 256 * 1024;

    /// <summary>More threads than processors are of no use, but for tests; this many are asked for at most.</summary>
    private const int MaxThreads = 64;

    /// <summary>The pieces of work per thread, where they may be of any size: enough that no thread waits long for the last one.</summary>
    private const int PiecesPerThread = 8;

    /// <summary>
    /// How many items make one piece of work: all where there is one thread, otherwise a share of them, at least <paramref name="least"/>. Taking
    /// a piece waits for what was streamed before, so that few large ones take less time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint PieceOf(nint items, int threads, nint least) =>
        threads == 1 ? items : Math.Max(least, (items + (PiecesPerThread * threads) - 1) / (PiecesPerThread * threads));

    /// <summary>The number of threads that work on that many bytes is worth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Threads(int maxDegreeOfParallelism, long bytes)
    {
        if (bytes < 2 * BytesPerThread || maxDegreeOfParallelism == 1)
        {
            return 1;
        }

        int most = maxDegreeOfParallelism == Unlimited ? Environment.ProcessorCount : maxDegreeOfParallelism;
        return (int)Math.Min(Math.Min(most, Math.Max(MaxThreads, Environment.ProcessorCount)), bytes / BytesPerThread);
    }

    /// <summary>Calls <paramref name="body"/> once with each number from 0 to <paramref name="items"/> − 1, in any order, on at most <paramref name="threads"/> threads.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="body">Does one item.</param>
    /// <param name="context">What is handed to it. It lies on the caller's stack, so that it may hold references: this call returns only when no thread uses it any more.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void For(nint items, int threads, delegate*<void*, nint, void> body, void* context)
    {
        if (threads <= 1 || items <= 1)
        {
            for (nint item = 0; item < items; item++)
            {
                body(context, item);
            }

            return;
        }

        PartitionedJob? teams = Team.Take();
        PartitionedJob job = teams ?? PartitionedJob.Rent();
        job.Run(items, (int)Math.Min(threads, items), body, context);
        if (teams is null)
        {
            PartitionedJob.Return(job);
        }
        else
        {
            Team.GiveBack(teams);
        }
    }
}
