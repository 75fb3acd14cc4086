using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using BatchNormGen.State.SafeTensors;

namespace BatchNormGen;

/// <summary>Named tensors and text about them, as in a safetensors file.</summary>
/// <remarks>
/// Any number of threads may read or save at once; while one sets, nothing else may happen, as with every dictionary of .NET. Only a dictionary from <see cref="Open"/>
/// has to be disposed: it keeps its file open. With any other, nothing happens.
/// </remarks>
public sealed partial class StateDictionary : IDisposable
{
    private readonly OpenedFile? _file;
    private readonly OrderedDictionary<string, StateTensor> _tensors;
    private readonly OrderedDictionary<string, string> _metadata;

    /// <summary>Makes a dictionary without tensors.</summary>
    public StateDictionary()
    {
        _tensors = new(StringComparer.Ordinal);
        _metadata = new(StringComparer.Ordinal);
        Metadata = new ReadOnlyDictionary<string, string>(_metadata);
    }

    private StateDictionary(FileContents contents, OpenedFile? file = null)
        : this()
    {
        _file = file;
        foreach ((string name, StateTensor tensor) in contents.Tensors)
        {
            _tensors.Add(name, tensor);
        }

        foreach ((string name, string value) in contents.Metadata)
        {
            _metadata.Add(name, value);
        }
    }

    /// <summary>The names of the tensors, in the order in which they were first set or stand in the header of the file. A live view.</summary>
    public IReadOnlyCollection<string> Names => _view?.Names ?? _tensors.Keys;

    /// <summary>What the file says beside its tensors (<c>__metadata__</c>), for example <c>format: pt</c>. A live view.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a safetensors file, all of it.</summary>
    /// <param name="path">The file. It may be larger than 2 GB, each of its tensors may not.</param>
    /// <returns>Its tensors and metadata.</returns>
    /// <exception cref="ArgumentException">The path is empty or null (<see cref="ArgumentNullException"/>).</exception>
    /// <exception cref="InvalidDataException">
    /// The file is truncated, damaged or not a safetensors file, or has a tensor too large for an array. The message says which tensor and byte, and what the file looks like if
    /// it is of another format.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; for example, there is none (<see cref="FileNotFoundException"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read, or is a folder.</exception>
    public static StateDictionary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return new(NameFile(path, () => SafeTensorsReader.Read(file)));
    }

    /// <summary>Reads a safetensors file from a stream.</summary>
    /// <param name="stream">The stream. It is read from its position to its end, which must be the file's end, and left open. It need not be seekable.</param>
    /// <returns>The file's tensors and metadata.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">
    /// The stream is truncated, damaged or not a safetensors file, or has a tensor too large for an array. The message says which tensor and byte, and what the stream looks like if
    /// it is of another format.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="NotSupportedException">The stream is not for reading.</exception>
    public static StateDictionary Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new(SafeTensorsReader.Read(stream));
    }

    /// <summary>Opens a safetensors file: reads what tensors there are, and each tensor only when it is asked for its elements.</summary>
    /// <remarks>
    /// So a few tensors of a large file cost no more than their own size, and a tensor may be larger than an array, as long as nobody asks for it as one. The file stays
    /// open until the dictionary is disposed; from then on, the dictionary and its tensors throw an <see cref="ObjectDisposedException"/>. <see cref="Save(string)"/> may
    /// replace that very file, where the system allows it for an open one (Linux and macOS do); what is read afterwards is still the old one.
    /// </remarks>
    /// <param name="path">The file, of any size. It must not be written to, but may be replaced as a whole.</param>
    /// <returns>Its tensors and metadata; to be disposed.</returns>
    /// <exception cref="ArgumentException">The path is empty or null (<see cref="ArgumentNullException"/>).</exception>
    /// <exception cref="InvalidDataException">
    /// The file is truncated, damaged or not a safetensors file. The message says which tensor and byte, and what the file looks like if
    /// it is of another format.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; for example, there is none (<see cref="FileNotFoundException"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read, or is a folder.</exception>
    /// <exception cref="NotSupportedException">It can only be read from beginning to end, as a pipe.</exception>
    public static StateDictionary Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new OpenedFile(path);
        try
        {
            return new(NameFile(path, () => SafeTensorsReader.Open(file)), file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file of a dictionary from <see cref="Open"/>; of any other, does nothing.</summary>
    public void Dispose()
    {
        // The file of a view is not its own.
        if (_view is null)
        {
            _file?.Dispose();
        }
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
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _file?.CheckOpen();
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes a safetensors file to a stream. The same tensors and metadata give the same bytes, in whatever order they were set.</summary>
    /// <param name="stream">The stream. It is written to from its position on, neither flushed nor closed, and need not be seekable.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The names, shapes and metadata take more than the 100,000,000 bytes of a header. Nothing was written.</exception>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    /// <exception cref="NotSupportedException">The stream is not for writing.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _file?.CheckOpen();
        SafeTensorsWriter.Write(stream, _tensors, _metadata);
    }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its name, compared to the letter.</param>
    /// <param name="tensor">The tensor, or null if there is none.</param>
    /// <returns>True if there is one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public bool TryGet(string name, [MaybeNullWhen(false)] out StateTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(name);
        _file?.CheckOpen();
        return _view is null ? _tensors.TryGetValue(name, out tensor) : TryTake(_view, name, out tensor);
    }

    /// <summary>Adds a tensor, or puts it in the place of the one with that name.</summary>
    /// <param name="name">Its name: any text but <c>__metadata__</c>, which has another meaning in files.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is <c>__metadata__</c>, or has half of a surrogate pair, which UTF-8 and so a file cannot hold.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public void Set(string name, StateTensor tensor)
    {
        CheckText(name, nameof(name));
        ArgumentNullException.ThrowIfNull(tensor);
        if (name == SafeTensorsFormat.Metadata)
        {
            throw new ArgumentException($"A tensor cannot be named {name}: in a file that is the text beside the tensors. Use {nameof(SetMetadata)} for it.", nameof(name));
        }

        _file?.CheckOpen();
        _tensors[name] = tensor;
    }

    /// <summary>Adds an entry to <see cref="Metadata"/>, or replaces the one with that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its text.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An argument has half of a surrogate pair, which UTF-8 and so a file cannot hold.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary is from <see cref="Open"/> and has been disposed.</exception>
    public void SetMetadata(string name, string value)
    {
        CheckText(name, nameof(name));
        CheckText(value, nameof(value));
        _file?.CheckOpen();
        _metadata[name] = value;
    }

    /// <summary>The number of tensors.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => _tensors.Count == 1 ? "1 tensor" : $"{_tensors.Count} tensors";

    /// <summary>Reads a file so that what is wrong with it is said with its name.</summary>
    private static FileContents NameFile(string path, Func<FileContents> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
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
