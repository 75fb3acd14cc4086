using System.Globalization;
using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>Saves a layer's numbers: all of them or, where they could not be loaded again, none.</summary>
internal static class LayerSaving
{
    /// <exception cref="ArithmeticException">A number is such as no load would take; nothing is set.</exception>
    public static void Save<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework framework)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (ParameterNames parameters, BatchNormStateNames names) = (layer.ParameterNamesOf(framework), BatchNormStateNames.Of(framework));
        List<(string Name, StateTensor Tensor)> tensors = [];
        if (layer.Gamma is { } gamma)
        {
            Add(parameters.Gamma, gamma.Value, gamma.Shape, UsableNumbers<T>.Finite);
        }

        if (layer.Beta is { } beta)
        {
            Add(parameters.Beta, beta.Value, beta.Shape, UsableNumbers<T>.Finite);
        }

        if (layer is BatchNormCore<T> { TracksMovingStatistics: true } tracked)
        {
            Add(names.MovingMean, tracked.MovingMean, [tracked.Shape.NumFeatures], UsableNumbers<T>.Finite);
            Add(names.MovingVariance, tracked.MovingVariance, [tracked.Shape.NumFeatures], UsableNumbers<T>.Variance(tracked.Settings.Epsilon));
            tensors.Add((prefix + names.BatchesTracked, StateTensor.Create<long>([tracked.BatchesTracked])));
        }

        foreach ((string name, StateTensor tensor) in tensors)
        {
            state.Set(name, tensor);
        }

        void Add(string name, ReadOnlySpan<T> values, IReadOnlyList<int> shape, UsableNumbers<T> usable)
        {
            if (!state.IsSnapshot && usable.FindOthers(values) is [int first, ..] others)
            {
                ThrowUnusable(layer.LayerShape, prefix + name, values[first], first, others.Count, usable);
            }

            tensors.Add((prefix + name, StateTensor.Create(values, [.. shape.Select(static extent => (long)extent)])));
        }
    }

    private static void ThrowUnusable<T>(LayerShape shape, string name, T value, int channel, int count, UsableNumbers<T> usable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string others = count == 1 ? string.Empty : $" (and {count - 1} more)";
        string need = usable.AreVariances && T.IsFinite(value) ? "a variance that is above 0 with epsilon" : "a finite number";
        throw new ArithmeticException(
            $"{shape.Layer}: '{name}' is {value.ToString("R", CultureInfo.InvariantCulture)} in {shape.Feature} {channel}{others}; expected {need}. "
            + "LoadState would refuse it, so nothing was saved. Load or reset the layer, or set the number, before saving.");
    }
}
