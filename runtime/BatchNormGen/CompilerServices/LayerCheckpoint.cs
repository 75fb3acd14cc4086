using System.ComponentModel;
using System.Numerics;
using BatchNormGen.State.Loading;

namespace BatchNormGen.CompilerServices;

/// <summary>Saves a layer's numbers as named tensors, and loads them from such.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerCheckpoint
{
    /// <summary>Sets the layer's numbers in a dictionary: tensors of its own type, and a counter as an Int64 scalar.</summary>
    /// <typeparam name="T">The type of the layer's numbers.</typeparam>
    /// <param name="layer">The layer.</param>
    /// <param name="state">Receives the tensors.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="names">The framework whose names are used.</param>
    /// <exception cref="ArgumentNullException">The dictionary or the prefix is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such framework.</exception>
    /// <exception cref="ArithmeticException">The layer could not be loaded again; nothing is set.</exception>
    public static void Save<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Save(layer, state, prefix, names, FileOrder.AsHere);
    }

    /// <summary>Reads and judges a layer's numbers, and changes nothing.</summary>
    /// <typeparam name="T">The type of the layer's numbers.</typeparam>
    /// <param name="layer">The layer.</param>
    /// <param name="state">Holds the tensors.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="names">The framework whose names are used.</param>
    /// <returns>The load, of which only the writing is left.</returns>
    /// <exception cref="ArgumentNullException">The dictionary or the prefix is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such framework.</exception>
    public static PreparedLoad Prepare<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return Prepare(layer, state, prefix, names, FileOrder.AsHere);
    }

    /// <summary>Takes a layer's numbers from a dictionary; all of them, or none where something is wrong.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="state">Holds the tensors.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="strict">Whether what is missing or unexpected is an error.</param>
    /// <param name="names">The framework whose names are used; null for the preset's.</param>
    /// <returns>What the load came upon.</returns>
    /// <exception cref="ArgumentNullException">The dictionary or the prefix is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such framework.</exception>
    /// <exception cref="InvalidDataException">The tensors are not such as the layer can take; the message lists all that is wrong.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    public static LoadReport Load(ISavedLayer layer, StateDictionary state, string prefix, bool strict, Framework? names)
    {
        ArgumentNullException.ThrowIfNull(layer);
        PreparedLoad load = layer.PrepareLoad(state, prefix, names);
        load.FindFaults(missing: strict, unexpected: strict).ThrowIfAny();
        load.Begin();
        load.Commit();
        load.End();
        return load.Report;
    }

    /// <summary>The same, where files may have the numbers in another order.</summary>
    internal static void Save<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework names, FileOrder order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckArguments(layer, state, prefix, names);
        LayerSaving.Save(layer, state, prefix, names, order);
    }

    /// <summary>The same, where files may have the numbers in another order.</summary>
    internal static PreparedLoad Prepare<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework names, FileOrder order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckArguments(layer, state, prefix, names);
        return new LayerLoading<T>(layer, state, prefix, names, order);
    }

    private static void CheckArguments<T>(LayerCore<T> layer, StateDictionary state, string prefix, Framework names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        if (!Enum.IsDefined(names))
        {
            throw new ArgumentOutOfRangeException(
                nameof(names), names, $"{layer.LayerShape.Layer}: expected names to be one of {string.Join(", ", Enum.GetNames<Framework>())}, or null for the preset's.");
        }
    }
}
