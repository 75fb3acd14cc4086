using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
    public static void OtherValues(LayerShape shape, int index) =>
        throw new ArgumentException(
            $"{shape.Layer}: x is not the batch that was trained on: its value {index} differs. Backward needs x as it was before the last ForwardTraining call; after an in-place call pass a copy made before it.", "x");

    [DoesNotReturn]
    public static void OtherResidual(LayerShape shape, int index) =>
        throw new ArgumentException(
            $"{shape.Layer}: residual is not what was added in training: its value {index} differs. Backward needs residual as it was before the last ForwardTraining call; after an in-place call pass a copy made before it.", "residual");

    [DoesNotReturn]
    public static void MomentumOutOfRange(LayerShape shape, double momentum) =>
        throw new ArgumentOutOfRangeException(
            "value", momentum, $"{shape.Layer}: expected Momentum, the weight of a new batch, to be above 0 and at most 1; got {momentum.ToString(CultureInfo.InvariantCulture)}.");

    private static string Describe(int length, int batchSize) =>
        batchSize == LayerShape.NoBatchSize ? $"{length} values" : $"{length} values in a batch of {batchSize}";
}
