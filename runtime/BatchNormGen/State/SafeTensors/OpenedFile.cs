using Microsoft.Win32.SafeHandles;

namespace BatchNormGen.State.SafeTensors;

/// <summary>A file that is read at any position, by any number of threads at once, until it is closed.</summary>
internal sealed class OpenedFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read, or is a folder.</exception>
    /// <exception cref="NotSupportedException">It can only be read from beginning to end, as a pipe.</exception>
    public OpenedFile(string path)
    {
        _path = path;

        // It may be replaced or deleted meanwhile, by Save too; what is read is the file that was opened.
        Stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.RandomAccess);
        if (!Stream.CanSeek)
        {
            Stream.Dispose();
            throw new NotSupportedException($"{path}: this file can only be read from beginning to end; {nameof(StateDictionary.Load)} does so.");
        }

        _handle = Stream.SafeFileHandle;
    }

    /// <summary>The file as a stream, for its header.</summary>
    public FileStream Stream { get; }

    /// <summary>Reads as many bytes as asked for.</summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    /// <exception cref="IOException">The file cannot be read, or has become shorter.</exception>
    public void Read(long position, Span<byte> bytes)
    {
        CheckOpen();
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_handle, bytes, position);
            if (read == 0)
            {
                throw new EndOfStreamException($"{_path}: there is no byte {position} any more; the file has become shorter since it was opened. Open it again once nobody writes to it.");
            }

            bytes = bytes[read..];
            position += read;
        }
    }

    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public void CheckOpen() => ObjectDisposedException.ThrowIf(!Stream.CanRead, typeof(StateDictionary));

    public void Dispose() => Stream.Dispose();
}
