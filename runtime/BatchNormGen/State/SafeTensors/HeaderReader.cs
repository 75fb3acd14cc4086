using System.Buffers.Binary;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Reads the beginning of a file: the header's length and the header.</summary>
internal static class HeaderReader
{
    /// <summary>Reads the header.</summary>
    /// <param name="stream">The stream, which then stands at the data.</param>
    /// <param name="dataStart">Where the data begin.</param>
    /// <exception cref="InvalidDataException">The stream holds no safetensors file. Where it holds another kind of file that is put there by mistake, the message says which.</exception>
    public static Header Read(Stream stream, out long dataStart)
    {
        Span<byte> lengthBytes = stackalloc byte[SafeTensorsFormat.LengthBytes];
        int read = stream.ReadAtLeast(lengthBytes, lengthBytes.Length, throwOnEndOfStream: false);
        if (read < lengthBytes.Length)
        {
            throw OtherFormat(lengthBytes[..read], [], stream)
                ?? FormatError.Cut(read, $"the {lengthBytes.Length} bytes with the header's length");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > SafeTensorsFormat.MaxHeaderLength)
        {
            throw OtherFormat(lengthBytes, [], stream)
                ?? FormatError.At(0, $"the header is said to have {length} bytes; it has at most {SafeTensorsFormat.MaxHeaderLength}.");
        }

        ReadOnlySpan<byte> header = ClaimedBytes.Read(stream, (int)length, known: false, out read).AsSpan(0, read);
        if (!header.StartsWith("{"u8) && OtherFormat(lengthBytes, header, stream) is { } otherFormat)
        {
            throw otherFormat;
        }

        if (read < (int)length)
        {
            throw FormatError.Cut(SafeTensorsFormat.LengthBytes + read, $"the header, after {read} of its {length} bytes");
        }

        dataStart = SafeTensorsFormat.LengthBytes + (long)length;
        return HeaderParser.Parse(header);
    }

    /// <summary>The exception for a file of another format, which the bytes read so far and those that follow begin; null if it is none that is known.</summary>
    private static InvalidDataException? OtherFormat(ReadOnlySpan<byte> length, ReadOnlySpan<byte> header, Stream stream)
    {
        Span<byte> beginning = stackalloc byte[LookAlike.BeginningLength];
        length.CopyTo(beginning);
        header = header[..Math.Min(header.Length, beginning.Length - length.Length)];
        header.CopyTo(beginning[length.Length..]);
        int known = length.Length + header.Length;
        int read = known + stream.ReadAtLeast(beginning[known..], beginning.Length - known, throwOnEndOfStream: false);
        return LookAlike.Describe(beginning[..read]) is { } description
            ? FormatError.At(0, $"it is not a safetensors file. It looks like {description}")
            : null;
    }
}
