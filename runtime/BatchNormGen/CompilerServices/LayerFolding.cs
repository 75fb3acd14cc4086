using System.ComponentModel;
using System.Numerics;
using BatchNormGen.Folding;

namespace BatchNormGen.CompilerServices;

/// <summary>Folds a normalization into the layer before it: what the generated members of a layer call.</summary>
/// <remarks>See <see cref="INormalizationLayer{TData, TState}"/> for what the method does and throws.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerFolding
{
    /// <summary>Folds the prediction into weights and biases, in place; the outputs are the first or the last axis of the weights.</summary>
    public static FoldingReport IntoPrevious<T>(BatchNormCore<T> state, Span<T> weight, Span<T> bias, WeightLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(state, weight, bias);
        LayerShape shape = state.Shape;
        if (layout is not (WeightLayout.OutputFirst or WeightLayout.OutputLast))
        {
            FoldingErrors.Layout(shape, layout);
        }

        if (weight.IsEmpty || weight.Length % shape.NumFeatures != 0)
        {
            FoldingErrors.WeightLength(shape, weight.Length);
        }

        return Fold(state, weight, bias, WeightAxes.Of(layout, weight.Length, shape.NumFeatures));
    }

    /// <summary>Folds the prediction into weights and biases, in place; the outputs are any axis of the weights.</summary>
    public static FoldingReport IntoPrevious<T>(
        BatchNormCore<T> state, Span<T> weight, Span<T> bias, ReadOnlySpan<int> shape, int outputAxis, int groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(state, weight, bias);
        WeightShapes.Check(state.Shape, shape, weight.Length, outputAxis, groups);
        bool groupsHaveOutputs = shape[outputAxis] != state.Shape.NumFeatures;
        return Fold(state, weight, bias, WeightAxes.Of(shape, outputAxis, weight.Length, groupsHaveOutputs ? groups : 1));
    }

    private static FoldingReport Fold<T>(BatchNormCore<T> state, Span<T> weight, Span<T> bias, WeightAxes axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FoldedAffine<T> folded = new(state, weight, bias, axes, state.Settings.Epsilon);
        FoldingReport report = folded.Evaluate();
        folded.Write();
        return report;
    }

    private static void Check<T>(BatchNormCore<T> state, Span<T> weight, Span<T> bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LayerShape shape = state.Shape;
        if (bias.Length != shape.NumFeatures)
        {
            FoldingErrors.BiasLength(shape, bias.Length);
        }

        if (bias.Overlaps(weight))
        {
            FoldingErrors.Overlap(shape, nameof(bias), nameof(weight));
        }

        CheckApart(state, weight, nameof(weight));
        CheckApart(state, bias, nameof(bias));
    }

    private static void CheckApart<T>(BatchNormCore<T> state, Span<T> span, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (span.Overlaps(state.MovingMean) || span.Overlaps(state.MovingVariance)
            || (state.Gamma is { } gamma && span.Overlaps(gamma.Value))
            || (state.Beta is { } beta && span.Overlaps(beta.Value)))
        {
            FoldingErrors.Overlap(state.Shape, parameter, "the layer's own numbers");
        }
    }
}
