using BatchNormGen.State.Elements;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Reads a safetensors file.</summary>
internal static class SafeTensorsReader
{
    /// <summary>Reads a file from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; it is left open.</param>
    /// <exception cref="InvalidDataException">The stream holds no such file, or less or more than one, or one with a tensor too large for an array.</exception>
    public static FileContents Read(Stream stream)
    {
        Header header = HeaderReader.Read(stream, out long dataStart);
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
            byName.Add(tensor.Name, new StateTensor(tensor.TypeName, tensor.Shape, ReadTensor(stream, tensor, dataStart, known)));
        }

        if (stream.ReadByte() >= 0)
        {
            throw LongerThanClaimed(dataStart + dataLength);
        }

        return new(header.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, byName[tensor.Name])), header.Metadata);
    }

    /// <summary>Reads only the header of a file: its tensors are read when they are asked for.</summary>
    /// <param name="file">The file, which the tensors need from then on.</param>
    /// <exception cref="InvalidDataException">It is no such file, or less or more than one.</exception>
    public static FileContents Open(OpenedFile file)
    {
        Header header = HeaderReader.Read(file.Stream, out long dataStart);
        DataLayout.Check(header.Tensors, out long dataLength);
        CheckLength(file.Stream.Length - dataStart, dataLength, dataStart);
        return new(
            header.Tensors.Select(tensor => KeyValuePair.Create(
                tensor.Name, new StateTensor(tensor.TypeName, tensor.Shape, new BytesInFile(file, dataStart + tensor.Begin, tensor.Length)))),
            header.Metadata);
    }

    private static void CheckLength(long present, long claimed, long dataStart)
    {
        if (present < claimed)
        {
            throw FormatError.Cut(dataStart + present, $"the data, after {present} of their {claimed} bytes");
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
                $"has {tensor.Length} bytes; no more than {Array.MaxLength} can be held in memory. Use {nameof(StateDictionary)}.{nameof(StateDictionary.Open)}, which reads tensors only when they are asked for.");
        }
    }

    private static BytesInMemory ReadTensor(Stream stream, TensorEntry tensor, long dataStart, bool known)
    {
        byte[] data = ClaimedBytes.Read(stream, (int)tensor.Length, known, out int read);
        return read == tensor.Length
            ? new BytesInMemory(data)
            : throw FormatError.Cut(dataStart + tensor.Begin + read, $"tensor {FormatError.Quote(tensor.Name)}, after {read} of its {tensor.Length} bytes");
    }

    private static InvalidDataException LongerThanClaimed(long position) =>
        FormatError.At(position, "the file goes on after the data of its last tensor.");
}
