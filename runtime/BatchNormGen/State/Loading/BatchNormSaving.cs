using System.Globalization;
using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>Saves a layer's numbers: all of them or, where they could not be loaded again, none.</summary>
internal static class BatchNormSaving
{
    /// <exception cref="ArithmeticException">A number is such as no load would take; nothing is set.</exception>
    public static void Save<T>(BatchNormCore<T> layer, StateDictionary state, string prefix, BatchNormStateNames names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<(string Name, StateTensor Tensor)> tensors = [];
        if (layer.Gamma is { } gamma)
        {
            Add(names.Gamma, gamma.Value, UsableNumbers<T>.Finite);
        }

        if (layer.Beta is { } beta)
        {
            Add(names.Beta, beta.Value, UsableNumbers<T>.Finite);
        }

        if (layer.TracksMovingStatistics)
        {
            Add(names.MovingMean, layer.MovingMean, UsableNumbers<T>.Finite);
            Add(names.MovingVariance, layer.MovingVariance, UsableNumbers<T>.Variance(layer.Settings.Epsilon));
            tensors.Add((prefix + names.BatchesTracked, StateTensor.Create<long>([layer.BatchesTracked])));
        }

        foreach ((string name, StateTensor tensor) in tensors)
        {
            state.Set(name, tensor);
        }

        void Add(string name, ReadOnlySpan<T> values, UsableNumbers<T> usable)
        {
            if (!state.IsSnapshot && usable.FindOthers(values) is [int first, ..] others)
            {
                ThrowUnusable(layer.Shape, prefix + name, values[first], first, others.Count, usable);
            }

            tensors.Add((prefix + name, StateTensor.Create(values, values.Length)));
        }
    }

    private static void ThrowUnusable<T>(LayerShape shape, string name, T value, int channel, int count, UsableNumbers<T> usable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string others = count == 1 ? string.Empty : $" (and {count - 1} more)";
        string need = usable.AreVariances && T.IsFinite(value) ? "a variance that is above 0 with epsilon" : "a finite number";
        throw new ArithmeticException(
            $"{shape.Layer}: '{name}' is {value.ToString("R", CultureInfo.InvariantCulture)} in channel {channel}{others}; expected {need}. "
            + "LoadState would refuse it, so nothing was saved. Load or reset the layer, or set the number, before saving.");
    }
}
