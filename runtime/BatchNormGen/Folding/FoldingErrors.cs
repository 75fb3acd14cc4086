using System.Diagnostics.CodeAnalysis;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Folding;

/// <summary>The exceptions of folding; nothing has been written when they are thrown.</summary>
internal static class FoldingErrors
{
    [DoesNotReturn]
    public static void Layout(LayerShape shape, WeightLayout layout) =>
        throw new ArgumentOutOfRangeException(
            nameof(layout), layout, $"{shape.Layer}: expected layout to be {nameof(WeightLayout.OutputFirst)} or {nameof(WeightLayout.OutputLast)}, got {layout}.");

    [DoesNotReturn]
    public static void WeightLength(LayerShape shape, int length) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected weights of a layer with {shape.NumFeatures} outputs, so a length that is a multiple of {shape.NumFeatures} and not 0; got {length}.", "weight");

    [DoesNotReturn]
    public static void BiasLength(LayerShape shape, int length) =>
        throw new ArgumentException(
            $"{shape.Layer}: expected a bias for each of {shape.NumFeatures} outputs, got {length}. For a layer without, pass {shape.NumFeatures} zeros and use what they become.", "bias");

    [DoesNotReturn]
    public static void Overlap(LayerShape shape, string parameter, string other) =>
        throw new ArgumentException($"{shape.Layer}: {parameter} overlaps {other}; expected memory of its own.", parameter);

    [DoesNotReturn]
    public static void NotFinite(LayerShape shape, string what, int channel) =>
        throw new ArithmeticException(
            $"{shape.Layer}: the folded {what} of channel {channel} would not be finite: it, gamma, beta or the moving statistics hold a NaN, an infinity, a negative variance or values too large. Nothing was written.");
}
