using System.Buffers.Binary;

namespace BatchNormGen.SafeTensors;

/// <summary>Reads a safetensors file from a stream, from its position to its end.</summary>
internal static class SafeTensorsReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="stream">The stream; it is read to its end and left open.</param>
    /// <returns>The tensors and the entries of <c>__metadata__</c>, in the order of the header.</returns>
    /// <exception cref="InvalidDataException">The stream holds no such file, or less or more than one, or one with a tensor too large for an array.</exception>
    public static (IEnumerable<KeyValuePair<string, StateTensor>> Tensors, IEnumerable<KeyValuePair<string, string>> Metadata) Read(Stream stream)
    {
        int headerLength = ReadHeaderLength(stream);
        long dataStart = SafeTensorsFormat.LengthBytes + (long)headerLength;
        Header header = HeaderParser.Parse(ReadHeader(stream, headerLength));
        TensorEntry[] tensors = DataLayout.Check(header.Tensors, out long dataLength);
        bool known = stream.CanSeek;
        if (known)
        {
            CheckLength(stream.Length - stream.Position, dataLength, dataStart);
        }

        CheckTensorsFit(tensors);
        Dictionary<string, StateTensor> byName = new(tensors.Length, StringComparer.Ordinal);
        foreach (TensorEntry tensor in tensors)
        {
            byName.Add(tensor.Name, ReadTensor(stream, tensor, dataStart, known));
        }

        if (stream.ReadByte() >= 0)
        {
            throw LongerThanClaimed(dataStart + dataLength);
        }

        return (header.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, byName[tensor.Name])), header.Metadata);
    }

    private static int ReadHeaderLength(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[SafeTensorsFormat.LengthBytes];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw FormatError.At(read, $"the file ends within the {bytes.Length} bytes with the header's length.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return length <= SafeTensorsFormat.MaxHeaderLength
            ? (int)length
            : throw FormatError.At(0, $"the header is said to have {length} bytes; it has at most {SafeTensorsFormat.MaxHeaderLength}.");
    }

    private static ReadOnlySpan<byte> ReadHeader(Stream stream, int length)
    {
        byte[] header = ClaimedBytes.Read(stream, length, known: false, out int read);
        return read == length
            ? header
            : throw FormatError.At(SafeTensorsFormat.LengthBytes + read, $"the file ends within the header, after {read} of its {length} bytes.");
    }

    private static void CheckLength(long present, long claimed, long dataStart)
    {
        if (present < claimed)
        {
            throw FormatError.At(dataStart + present, $"the file ends within the data, after {present} of their {claimed} bytes.");
        }

        if (present > claimed)
        {
            throw LongerThanClaimed(dataStart + claimed);
        }
    }

    private static void CheckTensorsFit(TensorEntry[] tensors)
    {
        if (Array.Find(tensors, tensor => tensor.Length > Array.MaxLength) is { } tensor)
        {
            throw FormatError.At(
                tensor.Position,
                tensor.Name,
                $"has {tensor.Length} bytes; a tensor with more than {Array.MaxLength} cannot be read here, though the format allows it.");
        }
    }

    private static StateTensor ReadTensor(Stream stream, TensorEntry tensor, long dataStart, bool known)
    {
        byte[] data = ClaimedBytes.Read(stream, (int)tensor.Length, known, out int read);
        return read == tensor.Length
            ? new StateTensor(tensor.DataType, tensor.Shape, data)
            : throw FormatError.At(
                dataStart + tensor.Begin + read,
                $"the file ends within tensor {FormatError.Quote(tensor.Name)}, after {read} of its {tensor.Length} bytes.");
    }

    private static InvalidDataException LongerThanClaimed(long position) =>
        FormatError.At(position, "the file goes on after the data of its last tensor.");
}
