namespace BatchNormGen.State.SafeTensors;

/// <summary>What a header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The file's word for the type of its elements.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Begin">Where its first byte is, counted from the end of the header.</param>
/// <param name="End">Where the byte after its last one is.</param>
/// <param name="Position">Where the entry itself stands in the file, for messages.</param>
internal sealed record TensorEntry(string Name, string TypeName, long[] Shape, long Begin, long End, long Position)
{
    /// <summary>The type of its elements.</summary>
    public DataType DataType { get; } = SafeTensorsFormat.TypeOf(TypeName);

    /// <summary>The bytes of the tensor.</summary>
    public long Length => End - Begin;
}
