using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using BatchNormGen.State.Loading;

namespace BatchNormGen;

/// <content>Several layers, models and optimizers at once, all or nothing.</content>
public sealed partial class StateDictionary
{
    private readonly PartView? _view;

    /// <summary>Makes a view of another dictionary, for one of several parts.</summary>
    internal StateDictionary(PartView view)
    {
        _view = view;
        _file = view.Whole._file;
        _tensors = view.Whole._tensors;
        _metadata = view.Whole._metadata;
        Metadata = new ReadOnlyDictionary<string, string>(_metadata);
        IsSnapshot = view.Whole.IsSnapshot;
    }

    /// <summary>
    /// Whether the dictionary only keeps what parts hold for the time of a load. Then their numbers are saved and loaded without being judged: a layer that has
    /// diverged can be loaded too, and gets its own numbers back if that fails.
    /// </summary>
    internal bool IsSnapshot { get; private init; }

    /// <summary>Saves several parts: all of them or, where something is wrong, none.</summary>
    /// <param name="parts">The parts, each with what stands before its names: <c>("features.1.", norm)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parts"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// A part or a prefix is null, a part is there twice, two parts have a name in common, or a prefix has half of a surrogate pair. Nothing is set.
    /// </exception>
    /// <exception cref="ArithmeticException">A layer holds numbers that could not be loaded again; see <see cref="ISavedState.SaveState"/>. Nothing is set.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public void SaveFrom(params (string Prefix, ISavedState Part)[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _file?.CheckOpen();
        PartsSaving.Save(this, parts);
    }

    /// <summary>Loads several parts: all of them or, where something is wrong, none. Every name of the dictionary must be one that a part takes.</summary>
    /// <param name="parts">The parts, each with what stands before its names: <c>("features.1.", norm)</c>.</param>
    /// <returns>What the load came upon, of all parts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parts"/> is null.</exception>
    /// <exception cref="ArgumentException">A part or a prefix is null, a part is there twice, or two parts have a name in common. Nothing is changed.</exception>
    /// <exception cref="InvalidDataException">
    /// A name is missing, or no part takes it, or a tensor is not such as a part can take. The message lists what is wrong with all layers. Nothing is changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">A part that is not a layer failed, or failed to take back what it had held.</exception>
    /// <exception cref="IOException">The dictionary is of an open file that cannot be read any more. Nothing is changed.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public LoadReport LoadInto(params (string Prefix, ISavedState Part)[] parts) => LoadInto(new LoadOptions(), parts);

    /// <summary>Loads several parts: all of them or, where something is wrong, none.</summary>
    /// <remarks>
    /// Layers of this library are judged before any is written. A part of your own is loaded before them, since only it knows how; where something then fails, it
    /// is loaded with what it had saved just before. Gradients that it drops by loading are then gone.
    /// </remarks>
    /// <param name="options">Whether what is missing or taken by no part is an error, which names are used, and which are not of the parts.</param>
    /// <param name="parts">The parts, each with what stands before its names: <c>("features.1.", norm)</c>.</param>
    /// <returns>What the load came upon, of all parts.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// A part or a prefix is null, a part is there twice, two parts have a name in common, or <see cref="LoadOptions.Names"/> is no framework. Nothing is changed.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A name is missing, or no part takes it (strict), or a tensor is not such as a part can take. The message lists what is wrong with all layers. Nothing is changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">A part that is not a layer failed, or failed to take back what it had held.</exception>
    /// <exception cref="IOException">The dictionary is of an open file that cannot be read any more. Nothing is changed.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public LoadReport LoadInto(LoadOptions options, params (string Prefix, ISavedState Part)[] parts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        _file?.CheckOpen();
        return new PartsLoading(this, options, parts).Load();
    }

    /// <summary>Makes a dictionary for what parts hold; see <see cref="IsSnapshot"/>.</summary>
    internal static StateDictionary Snapshot() => new() { IsSnapshot = true };

    /// <summary>Whether there is a tensor of that name; asking does not take it.</summary>
    internal bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>Sets all that another dictionary holds.</summary>
    internal void SetAll(StateDictionary other)
    {
        foreach ((string name, StateTensor tensor) in other._tensors)
        {
            Set(name, tensor);
        }

        foreach ((string name, string value) in other._metadata)
        {
            SetMetadata(name, value);
        }
    }

    private static bool TryTake(PartView view, string name, [MaybeNullWhen(false)] out StateTensor tensor)
    {
        bool isThere = view.Whole.TryGet(name, out tensor);
        if (isThere)
        {
            view.Take(name);
        }

        return isThere;
    }
}
