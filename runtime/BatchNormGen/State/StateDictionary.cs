using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using BatchNormGen.SafeTensors;

namespace BatchNormGen;

/// <summary>Named tensors and text about them, as in a safetensors file.</summary>
/// <remarks>Any number of threads may read or save at once; while one sets, nothing else may happen, as with every dictionary of .NET.</remarks>
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

    /// <summary>Reads a safetensors file.</summary>
    /// <param name="path">The file. It may be larger than 2 GB, each of its tensors may not.</param>
    /// <returns>Its tensors and metadata.</returns>
    /// <exception cref="ArgumentException">The path is empty or null (<see cref="ArgumentNullException"/>).</exception>
    /// <exception cref="InvalidDataException">
    /// The file is truncated, damaged or not a safetensors file, or has a tensor of a type that <see cref="DataType"/> does not have (8-bit floating point, complex)
    /// or too large for an array. The message says which tensor and byte.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; for example, there is none (<see cref="FileNotFoundException"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read, or is a folder.</exception>
    public static StateDictionary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return Load(file);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a safetensors file from a stream.</summary>
    /// <param name="stream">The stream. It is read from its position to its end, which must be the file's end, and left open. It need not be seekable.</param>
    /// <returns>The file's tensors and metadata.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">
    /// The stream is truncated, damaged or not a safetensors file, or has a tensor of a type that <see cref="DataType"/> does not have (8-bit floating point, complex)
    /// or too large for an array. The message says which tensor and byte.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="NotSupportedException">The stream is not for reading.</exception>
    public static StateDictionary Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (IEnumerable<KeyValuePair<string, StateTensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata) = SafeTensorsReader.Read(stream);
        var state = new StateDictionary();
        foreach ((string name, StateTensor tensor) in tensors)
        {
            state._tensors.Add(name, tensor);
        }

        foreach ((string name, string value) in metadata)
        {
            state._metadata.Add(name, value);
        }

        return state;
    }

    /// <summary>Writes a safetensors file. The same tensors and metadata give the same bytes, in whatever order they were set.</summary>
    /// <remarks>
    /// It is written beside, to the disk, and then put in the place of the file. So after a crash or on a full disk the old file is whole, and the temporary one
    /// (<c>.*.tmp</c>, in the same folder) is deleted on every failure that the program survives. A link is followed; the permissions of a file that is replaced are kept.
    /// </remarks>
    /// <param name="path">The file, which is replaced if it exists. Its folder must exist.</param>
    /// <exception cref="ArgumentException">The path is empty or null (<see cref="ArgumentNullException"/>).</exception>
    /// <exception cref="InvalidOperationException">The names, shapes and metadata take more than the 100,000,000 bytes of a header.</exception>
    /// <exception cref="IOException">The file cannot be written: the disk is full, or there is no such folder (<see cref="DirectoryNotFoundException"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes a safetensors file to a stream. The same tensors and metadata give the same bytes, in whatever order they were set.</summary>
    /// <param name="stream">The stream. It is written to from its position on, neither flushed nor closed, and need not be seekable.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The names, shapes and metadata take more than the 100,000,000 bytes of a header. Nothing was written.</exception>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    /// <exception cref="NotSupportedException">The stream is not for writing.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafeTensorsWriter.Write(stream, _tensors, _metadata);
    }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its name, compared to the letter.</param>
    /// <param name="tensor">The tensor, or null if there is none.</param>
    /// <returns>True if there is one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool TryGet(string name, [MaybeNullWhen(false)] out StateTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _tensors.TryGetValue(name, out tensor);
    }

    /// <summary>Adds a tensor, or puts it in the place of the one with that name.</summary>
    /// <param name="name">Its name: any text but <c>__metadata__</c>, which has another meaning in files.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is <c>__metadata__</c>, or has half of a surrogate pair, which UTF-8 and so a file cannot hold.</exception>
    public void Set(string name, StateTensor tensor)
    {
        CheckText(name, nameof(name));
        ArgumentNullException.ThrowIfNull(tensor);
        if (name == SafeTensorsFormat.Metadata)
        {
            throw new ArgumentException($"A tensor cannot be named {name}: in a file that is the text beside the tensors. Use {nameof(SetMetadata)} for it.", nameof(name));
        }

        _tensors[name] = tensor;
    }

    /// <summary>Adds an entry to <see cref="Metadata"/>, or replaces the one with that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its text.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An argument has half of a surrogate pair, which UTF-8 and so a file cannot hold.</exception>
    public void SetMetadata(string name, string value)
    {
        CheckText(name, nameof(name));
        CheckText(value, nameof(value));
        _metadata[name] = value;
    }

    private static void CheckText(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        int invalid = UnicodeText.IndexOfInvalid(text);
        if (invalid >= 0)
        {
            throw new ArgumentException($"Character {invalid} is half of a surrogate pair, which a file cannot hold.", parameter);
        }
    }
}
