using System.Buffers.Binary;
using System.Text;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Writes a safetensors file. The same tensors and metadata make the same bytes, in whatever order they were set.</summary>
internal static class SafeTensorsWriter
{
    /// <summary>Writes a file to a stream, which is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">The entries of <c>__metadata__</c>.</param>
    /// <exception cref="InvalidOperationException">The header would be longer than it may be; nothing has been written.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, StateTensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        KeyValuePair<string, StateTensor>[] ordered = InOrderOfFile(tensors);
        ReadOnlySpan<byte> header = HeaderWriter.Write(ordered, [.. metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);
        Span<byte> length = stackalloc byte[SafeTensorsFormat.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, StateTensor tensor) in ordered)
        {
            tensor.Bytes.CopyTo(stream);
        }
    }

    // By type, the most strictly aligned first, then by the bytes of the name: the order of the reference implementation, so that the same state
    // makes the same layout there. It also keeps every element of a mapped file aligned, since each tensor begins at a multiple of its element size.
    private static KeyValuePair<string, StateTensor>[] InOrderOfFile(IEnumerable<KeyValuePair<string, StateTensor>> tensors) =>
        [.. tensors
            .OrderByDescending(tensor => SafeTensorsFormat.RankOf(tensor.Value.TypeName))
            .ThenBy(tensor => Encoding.UTF8.GetBytes(tensor.Key), ByBytes)];

    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
}
