using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>Saves a layer's numbers: all of them or, where they could not be loaded again, none.</summary>
internal static class LayerSaving
{
    /// <param name="layer">The layer.</param>
    /// <param name="state">Receives the tensors.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="framework">The framework whose names are used.</param>
    /// <param name="order">The order in which its files have them.</param>
    /// <exception cref="ArithmeticException">A number is such as no load would take; nothing is set.</exception>
    public static void Save<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework framework, FileOrder order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (ParameterNames parameters, BatchNormStateNames names) = (layer.ParameterNamesOf(framework), BatchNormStateNames.Of(framework));
        TensorSaving tensors = new(state, prefix, layer.LayerShape.Layer, layer.LayerShape.Feature, advice: "Load or reset the layer, or set the number, before saving.");
        if (layer.Gamma is { } gamma)
        {
            tensors.Add(parameters.Gamma, order.ToFile<T>(gamma.Value), gamma.Shape, UsableNumbers<T>.Finite);
        }

        if (layer.Beta is { } beta)
        {
            tensors.Add(parameters.Beta, order.ToFile<T>(beta.Value), beta.Shape, UsableNumbers<T>.Finite);
        }

        if (layer is BatchNormCore<T> { TracksMovingStatistics: true } tracked)
        {
            tensors.Add(names.MovingMean, order.ToFile<T>(tracked.MovingMean), [tracked.Shape.NumFeatures], UsableNumbers<T>.Finite);
            tensors.Add(names.MovingVariance, order.ToFile<T>(tracked.MovingVariance), [tracked.Shape.NumFeatures], UsableNumbers<T>.Variance(tracked.Settings.Epsilon));
            tensors.Add(names.BatchesTracked, tracked.BatchesTracked);
        }

        tensors.Commit();
    }
}
