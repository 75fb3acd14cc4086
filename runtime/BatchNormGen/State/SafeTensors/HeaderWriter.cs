using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Writes a header, padded so that the data after it are aligned.</summary>
internal static class HeaderWriter
{
    // Names stay readable; only what JSON does not allow, and what cannot be seen, is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a header.</summary>
    /// <param name="tensors">The tensors in the order of their data.</param>
    /// <param name="metadata">The entries of <c>__metadata__</c>, which is left out if there are none.</param>
    /// <returns>The header with its padding.</returns>
    /// <exception cref="InvalidOperationException">It would be longer than a header may be.</exception>
    public static ReadOnlySpan<byte> Write(
        IReadOnlyCollection<KeyValuePair<string, StateTensor>> tensors,
        IReadOnlyCollection<KeyValuePair<string, string>> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        WriteMetadata(json, metadata);
        long offset = 0;
        foreach ((string name, StateTensor tensor) in tensors)
        {
            CheckRoom(json, name.Length + tensor.Shape.Count);
            WriteTensor(json, name, tensor, offset);
            offset += tensor.Bytes.Length;
        }

        json.WriteEndObject();
        json.Flush();
        int padding = -buffer.WrittenCount & (SafeTensorsFormat.Alignment - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        CheckRoom(json, padding);
        return buffer.WrittenSpan;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyCollection<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(SafeTensorsFormat.Metadata);
        foreach ((string key, string value) in metadata)
        {
            CheckRoom(json, (long)key.Length + value.Length);
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, StateTensor tensor, long offset)
    {
        json.WriteStartObject(name);
        json.WriteString(SafeTensorsFormat.ElementType, tensor.TypeName);
        json.WriteStartArray(SafeTensorsFormat.Shape);
        foreach (long extent in tensor.Shape)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        json.WriteStartArray(SafeTensorsFormat.DataOffsets);
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Asked before every entry too, by the least that it takes, so that a header far too long is not built first.
    private static void CheckRoom(Utf8JsonWriter json, long more)
    {
        if (json.BytesCommitted + json.BytesPending + more > SafeTensorsFormat.MaxHeaderLength)
        {
            throw new InvalidOperationException(
                $"The names, shapes and metadata take more than the {SafeTensorsFormat.MaxHeaderLength} bytes that the header of a safetensors file can have. Save fewer tensors in a file, or less metadata.");
        }
    }
}
