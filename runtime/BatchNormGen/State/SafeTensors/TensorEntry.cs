namespace BatchNormGen.SafeTensors;

/// <summary>What a header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">The type of its elements.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Begin">Where its first byte is, counted from the end of the header.</param>
/// <param name="End">Where the byte after its last one is.</param>
/// <param name="Position">Where the entry itself stands in the file, for messages.</param>
internal sealed record TensorEntry(string Name, DataType DataType, long[] Shape, long Begin, long End, long Position)
{
    /// <summary>The bytes of the tensor.</summary>
    public long Length => End - Begin;
}
