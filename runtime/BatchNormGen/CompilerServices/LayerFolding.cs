using System.ComponentModel;
using System.Numerics;
using BatchNormGen.Folding;

namespace BatchNormGen.CompilerServices;

/// <summary>Folds a normalization into the layer before it: what the generated members of a layer call.</summary>
/// <remarks>See <see cref="INormalizationLayer{TData, TState}"/> for what the method does and throws.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerFolding
{
    /// <summary>Folds the prediction into weights and biases, in place.</summary>
    public static FoldingReport IntoPrevious<T>(BatchNormCore<T> state, Span<T> weight, Span<T> bias, WeightLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(state, weight, bias, layout);
        FoldedAffine<T> folded = new(state, weight, bias, layout, state.Settings.Epsilon);
        FoldingReport report = folded.Judge();
        folded.Write();
        return report;
    }

    private static void Check<T>(BatchNormCore<T> state, Span<T> weight, Span<T> bias, WeightLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LayerShape shape = state.Shape;
        if (layout is not (WeightLayout.OutputFirst or WeightLayout.OutputLast))
        {
            FoldingErrors.Layout(shape, layout);
        }

        if (weight.IsEmpty || weight.Length % shape.NumFeatures != 0)
        {
            FoldingErrors.WeightLength(shape, weight.Length);
        }

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
