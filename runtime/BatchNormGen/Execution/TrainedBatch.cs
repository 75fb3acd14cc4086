using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>What is remembered of a training batch, to recognize it in <c>Backward</c>.</summary>
/// <param name="Length">The number of values.</param>
/// <param name="BatchSize">The batch size, or <see cref="LayerShape.NoBatchSize"/> if it was not given.</param>
internal readonly record struct TrainedBatch(int Length, int BatchSize)
{
    public bool Fits(int length, int batchSize) =>
        Length == length && (BatchSize == batchSize || BatchSize == LayerShape.NoBatchSize || batchSize == LayerShape.NoBatchSize);
}
