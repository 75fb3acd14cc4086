using System.Buffers.Binary;
using System.IO.Compression;

namespace FashionMnist.Dataset;

/// <summary>
/// Reads the IDX format of the MNIST family: a magic number, whose last byte is the number of dimensions, the extents, all 32-bit
/// big-endian, then the bytes. Whatever is wrong with a file is an <see cref="InvalidDataException"/> that names it.
/// </summary>
internal static class IdxReader
{
    private const uint UnsignedBytes = 0x0800;

    /// <summary>Reads <paramref name="name"/>.gz or, if there is none, <paramref name="name"/> from a folder.</summary>
    public static IdxFile Read(string folder, string name, int dimensions)
    {
        string path = Path.Combine(folder, name + ".gz");
        if (!File.Exists(path))
        {
            path = Path.Combine(folder, name);
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path}: missing, and so is {name}.gz");
        }

        ReadOnlyMemory<byte> content = Decompress(path);
        int headerLength = 4 * (1 + dimensions);
        if (content.Length < headerLength)
        {
            throw new InvalidDataException($"{path}: {content.Length} bytes are too few for a header of {headerLength}");
        }

        uint expected = UnsignedBytes | (uint)dimensions;
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(content.Span);
        if (magic != expected)
        {
            throw new InvalidDataException($"{path}: starts with 0x{magic:X8} instead of 0x{expected:X8}");
        }

        uint[] extents = new uint[dimensions];
        UInt128 length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            extents[i] = BinaryPrimitives.ReadUInt32BigEndian(content.Span[(4 * (1 + i))..]);
            length *= extents[i];
        }

        ReadOnlyMemory<byte> values = content[headerLength..];
        if (length != (uint)values.Length)
        {
            throw new InvalidDataException(
                $"{path}: the header promises {length:N0} bytes ({string.Join(" × ", extents)}), but {values.Length:N0} follow");
        }

        return new IdxFile(path, extents, values);
    }

    private static ReadOnlyMemory<byte> Decompress(string path)
    {
        var content = new MemoryStream();
        try
        {
            using FileStream file = File.OpenRead(path);
            if (path.EndsWith(".gz", StringComparison.Ordinal))
            {
                using var gzip = new GZipStream(file, CompressionMode.Decompress);
                gzip.CopyTo(content);
                CheckTrailer(path, (uint)content.Length);
            }
            else
            {
                file.CopyTo(content);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: not gzip data, or damaged or truncated", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    /// <summary>A gzip file ends with its content's length. The stream does not miss it if the file is cut off.</summary>
    private static void CheckTrailer(string path, uint contentLength)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> trailer = stackalloc byte[4];
        file.Seek(-Math.Min(trailer.Length, file.Length), SeekOrigin.End);
        if (file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false) < trailer.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer) != contentLength)
        {
            throw new InvalidDataException("The length at the end of the file is not that of the content.");
        }
    }
}
