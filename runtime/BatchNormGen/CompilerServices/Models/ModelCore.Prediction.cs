using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using BatchNormGen.Execution.Models;
using BatchNormGen.Execution.Models.Products;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <content>Predictions: of large batches in chunks, each of which one thread takes through all layers while it stays in its cache; of small ones layer by layer, by all threads.</content>
public abstract unsafe partial class ModelCore
{
    /// <summary>What the outputs of layers of a chunk take, so that they stay in the second-level cache.</summary>
    private const long ChunkBytes = 256 * 1024;

    /// <summary>The most samples of a chunk: with more, weights would not be read noticeably less often.</summary>
    private const int MaxChunkSamples = 64;

    private readonly SlotPool<Arena> _arenas = new(static () => new Arena());

    /// <summary>Predicts a batch.</summary>
    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        ModelChecks.Forward(Settings, x, y, batchSize);
        if (batchSize == 0)
        {
            return;
        }

        PackedModel packed = _packed.Rent();
        try
        {
            Predict(packed, x, y, batchSize);
        }
        finally
        {
            _packed.Return(packed);
        }
    }

    /// <summary>Predicts a batch; its size follows from the length.</summary>
    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y) => ForwardInference(x, y, ModelChecks.BatchSize(Settings, x));

    /// <summary>Predicts a batch that has been checked and is not empty, by numbers that were packed before.</summary>
    internal void Predict(PackedModel packed, ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        int threads = WorkPartition.Threads(MaxDegreeOfParallelism, batchSize * Math.Max(Settings.MultiplyAdds / ProductSums.ProductsPerByte, Settings.ArenaLength * sizeof(float)));
        int chunk = (int)Math.Clamp(ChunkBytes / (Math.Max(1, Settings.ArenaLength) * sizeof(float)), 1, MaxChunkSamples);
        fixed (float* input = x, output = y)
        {
            if (threads == 1 && batchSize <= chunk)
            {
                PredictPart(packed, input, output, batchSize, threads: 1);
            }
            else if (batchSize < 2 * threads)
            {
                PredictPart(packed, input, output, batchSize, threads);
            }
            else
            {
                // No thread waits long for the last chunk.
                chunk = Math.Clamp(batchSize / (4 * threads), 1, chunk);
                Chunks chunks = new() { Model = this, Packed = packed, Input = input, Output = output, Samples = batchSize, ChunkSamples = chunk };
                WorkPartition.For((batchSize + chunk - 1) / chunk, threads, &PredictChunk, Unsafe.AsPointer(ref chunks));
                chunks.Failure?.Throw();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PredictChunk(void* context, nint item)
    {
        ref Chunks chunks = ref Unsafe.AsRef<Chunks>(context);
        int first = (int)item * chunks.ChunkSamples, samples = Math.Min(chunks.ChunkSamples, chunks.Samples - first);
        ModelSettings settings = chunks.Model.Settings;
        try
        {
            chunks.Model.PredictPart(
                chunks.Packed, chunks.Input + ((nint)first * settings.InputLength), chunks.Output + ((nint)first * settings.OutputLength), samples, threads: 1);
        }
        catch (Exception failure)
        {
            // A user's own layer: what it throws belongs to the caller, and not to the pool's thread.
            chunks.Failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private void PredictPart(PackedModel packed, float* input, float* output, int samples, int threads)
    {
        Arena arena = _arenas.Rent();
        using Team team = threads == 1 ? default : Team.Gather();
        try
        {
            Predict(new ModelCall(this, samples, threads, input, output, arena.Of(Settings.ArenaLength * samples), packed.Memory.Pointer));
        }
        finally
        {
            _arenas.Return(arena);
        }
    }

    /// <summary>What the chunks of a call share.</summary>
    private struct Chunks
    {
        public required ModelCore Model;
        public required PackedModel Packed;
        public required float* Input, Output;
        public required int Samples, ChunkSamples;
        public ExceptionDispatchInfo? Failure;
    }
}
