using System.Diagnostics.CodeAnalysis;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>The exceptions of calls at the wrong time, or on values that cannot be normalized.</summary>
internal static class CallErrors
{
    [DoesNotReturn]
    public static void NotFinite(LayerShape shape, int channel) =>
        throw new ArithmeticException(
            $"{shape.Layer}: the mean or variance of channel {channel} is not finite: x holds a NaN, an infinity or values too large. The moving statistics were left as they were, and y is of no use in such channels. Check the input, the loss and the learning rate.");

    [DoesNotReturn]
    public static void NotTrained(LayerShape shape) =>
        throw new InvalidOperationException(
            $"{shape.Layer}: Backward needs the statistics of a ForwardTraining call that succeeded, and the layer has none. Call ForwardTraining first, or BackwardInference to differentiate a prediction.");

    [DoesNotReturn]
    public static void OtherBatch(LayerShape shape, TrainedBatch last, int length, int batchSize) =>
        throw new InvalidOperationException(
            $"{shape.Layer}: Backward belongs to the last ForwardTraining call, which had {Describe(last.Length, last.BatchSize)}; got {Describe(length, batchSize)}. Pass the same x, as it was before that call.");

    [DoesNotReturn]
    public static void NothingToFreeze(LayerShape shape) =>
        throw new InvalidOperationException(
            $"{shape.Layer}: Freeze copies the moving statistics, and the layer tracks none (TrackMovingStatistics = false): it predicts by each batch's own statistics. Remove that setting, or call ForwardInference.");

    private static string Describe(int length, int batchSize) =>
        batchSize == LayerShape.NoBatchSize ? $"{length} values" : $"{length} values in a batch of {batchSize}";
}
