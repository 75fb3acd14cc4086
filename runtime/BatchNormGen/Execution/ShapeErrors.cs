using System.Diagnostics.CodeAnalysis;
using BatchNormGen.CompilerServices;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution;

/// <summary>The exceptions of calls that do not fit a layer: the layer, what was expected, what came, what to do.</summary>
internal static class ShapeErrors
{
    [DoesNotReturn]
    public static void NegativeBatchSize(LayerShape shape, int batchSize) =>
        throw new ArgumentException($"{shape.Layer}: expected a batch size of 0 or more, got {batchSize}.", nameof(batchSize));

    [DoesNotReturn]
    public static void Length(ChannelShape shape, int length, int batchSize)
    {
        long unit = (long)batchSize * shape.NumFeatures * shape.FixedPositions;
        throw new ArgumentException(
            shape.HasFreePositions
                ? $"{shape.Layer}: expected a batch of shape {shape} with N = {batchSize}, so a length that is a multiple of {batchSize} × {shape.NumFeatures} = {unit}; got {length}."
                : $"{shape.Layer}: expected a batch of shape {shape} with N = {batchSize}, so a length of {unit}; got {length}.",
            "x");
    }

    [DoesNotReturn]
    public static void Length(LayerShape shape, int length, long unit) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected a batch of shape {shape}, so a length that is a multiple of {unit}; got {length}.", "x");

    [DoesNotReturn]
    public static void NotEmpty(LayerShape shape, int length) =>
        throw new ArgumentException($"{shape.Layer}: expected no values with a batch size of 0, got {length}.", "x");

    [DoesNotReturn]
    public static void RowsOfSamples(LayerShape shape, int length, int batchSize) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected {batchSize} samples of whole rows of shape {shape}, so a length that is a multiple of {batchSize} × {shape.NumFeatures} = {(long)batchSize * shape.NumFeatures}; got {length}.",
            "x");

    [DoesNotReturn]
    public static void NullInput(LayerShape shape) =>
        throw new ArgumentException(
            $"{shape.Layer}: x is empty (a null array?); expected a batch of shape {shape}. For an empty batch, pass batchSize 0 or an array of length 0.", "x");

    [DoesNotReturn]
    public static void Lengths(LayerShape shape, string parameter, int expected, int actual) =>
        throw new ArgumentException($"{shape.Layer}: expected {parameter} to be as long as x, {expected}; got {actual}.", parameter);

    [DoesNotReturn]
    public static void Overlap(LayerShape shape, string output, string input, string allowed) =>
        throw new ArgumentException(
            $"{shape.Layer}: {output} overlaps {input}; expected {output} to be {allowed} itself, or memory apart from every input.", output);

    [DoesNotReturn]
    public static void TooFewValues(LayerShape shape, nint count, BatchExtents extents) =>
        throw new ArgumentException(
            count == 0
                ? $"{shape.Layer}: expected a batch to train on, got an empty one of shape {shape} with N = {extents.Samples} and {extents.Positions} positions; skip empty batches."
                : $"{shape.Layer}: expected more than one value per channel in training, got one (a batch of shape {shape} with N = 1 and one position): its variance is zero whatever it is. Use larger batches, drop the last one of an epoch if it has one sample, or call ForwardInference.",
            "x");

    [DoesNotReturn]
    public static void TooFewValuesTogether(LayerShape shape, long count, int members) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected more than one value per channel in training on all members of its Collective together ({members}), got {(count == 0 ? "none" : "one")}. Use larger batches, drop the last one of an epoch on all members, or call ForwardInference.",
            "x");

    [DoesNotReturn]
    public static void TensorRank(LayerShape shape, string parameter, int rank, ReadOnlySpan<nint> lengths)
    {
        string more = shape is RowShape ? " or more" : string.Empty;
        string hint = lengths.Length == 1 && shape is ChannelShape
            ? " An array or span becomes a tensor of rank 1: to pass flat memory, pass batchSize too."
            : string.Empty;
        throw new ArgumentException($"{shape.Layer}: expected {parameter} of shape {shape}, rank {rank}{more}; got {Text(lengths)}, rank {lengths.Length}.{hint}", parameter);
    }

    [DoesNotReturn]
    public static void TensorShape(LayerShape shape, string parameter, ReadOnlySpan<nint> lengths) =>
        throw new ArgumentException($"{shape.Layer}: expected {parameter} of shape {shape}, got {Text(lengths)}.", parameter);

    [DoesNotReturn]
    public static void TensorShapes(LayerShape shape, string parameter, ReadOnlySpan<nint> expected, ReadOnlySpan<nint> lengths) =>
        throw new ArgumentException($"{shape.Layer}: expected {parameter} of the shape of x, {Text(expected)}; got {Text(lengths)}.", parameter);

    [DoesNotReturn]
    public static void TensorNotDense(LayerShape shape, string parameter, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected {parameter} of shape {shape}, dense and in C order; got {Text(lengths)} with strides {Text(strides)}; copy it to a dense tensor first.", parameter);

    [DoesNotReturn]
    public static void TensorTooLarge(LayerShape shape, string parameter, ReadOnlySpan<nint> lengths) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected {parameter} of at most {int.MaxValue} values, what a span can hold; got {Text(lengths)}. Pass it in parts.", parameter);

    private static string Text(ReadOnlySpan<nint> extents)
    {
        string[] parts = new string[extents.Length];
        for (int axis = 0; axis < parts.Length; axis++)
        {
            parts[axis] = $"{extents[axis]}";
        }

        return $"({string.Join(", ", parts)})";
    }
}
