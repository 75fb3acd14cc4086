using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace BatchNormGen;

/// <summary>Named tensors and text about them, as in a safetensors file.</summary>
/// <remarks>Any number of threads may read at once; nothing else may happen while one sets, as in every dictionary of .NET.</remarks>
public sealed class StateDictionary
{
    private readonly OrderedDictionary<string, StateTensor> _tensors = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Makes a dictionary without tensors.</summary>
    public StateDictionary()
    {
        Metadata = new ReadOnlyDictionary<string, string>(_metadata);
    }

    /// <summary>The names of the tensors, in the order in which they were first set or stand in the header of the file. A live view.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>What the file says beside its tensors (<c>__metadata__</c>), for example <c>format: pt</c>. A live view.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its name, compared to the letter.</param>
    /// <param name="tensor">The tensor, or null if there is none.</param>
    /// <returns>True if there is one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool TryGet(string name, [MaybeNullWhen(false)] out StateTensor tensor) => _tensors.TryGetValue(name, out tensor);

    /// <summary>Adds a tensor, or puts it in the place of the one with that name.</summary>
    /// <param name="name">Its name: any text but <c>__metadata__</c>, which has another meaning in files.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is <c>__metadata__</c>, or has half of a surrogate pair, which no file can hold.</exception>
    public void Set(string name, StateTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tensor);
        _tensors[name] = tensor;
    }

    /// <summary>Adds an entry to <see cref="Metadata"/>, or replaces the one with that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its text.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An argument has half of a surrogate pair, which no file can hold.</exception>
    public void SetMetadata(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        _metadata[name] = value;
    }
}
