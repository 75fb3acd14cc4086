using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>A second reader, from the specification: whole documents and integers without bounds instead of tokens and 64 bits. Null for what is no file.</summary>
internal static class IndependentReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of an element; of other types nothing is known.</summary>
    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["BOOL"] = 1,
        ["U8"] = 1,
        ["I8"] = 1,
        ["U16"] = 2,
        ["I16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["U32"] = 4,
        ["I32"] = 4,
        ["F32"] = 4,
        ["U64"] = 8,
        ["I64"] = 8,
        ["F64"] = 8,
    };

    public sealed record Tensor(string Type, long[] Shape, byte[] Data);

    public sealed record Contents(Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata);

    public static Contents? Read(byte[] file)
    {
        if (file.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(file) is var length && (length > 100_000_000 || length > (ulong)file.Length - 8))
        {
            return null;
        }

        byte[] data = file[(8 + (int)length)..];
        try
        {
            string header = StrictUtf8.GetString(file, 8, (int)length);
            return header.StartsWith('{') ? Read(header, data) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static Contents? Read(string header, byte[] data)
    {
        using var document = JsonDocument.Parse(header);
        var contents = new Contents([], []);
        bool[] owned = new bool[data.Length];
        List<(BigInteger Begin, BigInteger End)> empty = [];
        var names = new HashSet<string>();
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return null;
            }

            if (property.Name == "__metadata__")
            {
                foreach (JsonProperty entry in property.Value.EnumerateObject())
                {
                    contents.Metadata.Add(entry.Name, entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : throw new FormatException());
                }

                continue;
            }

            JsonProperty[] keys = [.. property.Value.EnumerateObject()];
            if (!keys.Select(key => key.Name).Order().SequenceEqual(["data_offsets", "dtype", "shape"]))
            {
                return null;
            }

            string type = property.Value.GetProperty("dtype").GetString() ?? throw new FormatException();
            if (type is "" || type.Length > 32 || type.Any(character => character <= 32 || character >= 127))
            {
                return null;
            }

            BigInteger[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(Whole)];
            BigInteger[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(Whole)];
            if (offsets.Length != 2 || offsets[1] < offsets[0] || offsets[1] > data.Length || shape.Any(extent => extent > long.MaxValue))
            {
                return null;
            }

            if (Sizes.TryGetValue(type, out int size) && (!Fits(shape) || offsets[1] - offsets[0] != shape.Aggregate((BigInteger)size, (product, extent) => product * extent)))
            {
                return null;
            }

            for (int i = (int)offsets[0]; i < offsets[1]; i++)
            {
                if (owned[i])
                {
                    return null;
                }

                owned[i] = true;
            }

            if (offsets[0] == offsets[1])
            {
                empty.Add((offsets[0], offsets[1]));
            }

            contents.Tensors.Add(property.Name, new Tensor(type, [.. shape.Select(extent => (long)extent)], data[(int)offsets[0]..(int)offsets[1]]));
        }

        // A tensor without bytes lies between two others, or at an end.
        HashSet<BigInteger> borders = [0, data.Length, .. Borders(document)];
        return owned.All(byteIsOwned => byteIsOwned) && empty.All(tensor => borders.Contains(tensor.Begin)) ? contents : null;
    }

    private static IEnumerable<BigInteger> Borders(JsonDocument document) =>
        from property in document.RootElement.EnumerateObject()
        where property.Name != "__metadata__"
        let offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(Whole).ToArray()
        where offsets[0] != offsets[1]
        from offset in offsets
        select offset;

    // The products from the left, as the implementation of reference takes them.
    private static bool Fits(BigInteger[] shape)
    {
        BigInteger product = 1;
        return shape.All(extent => (product *= extent) <= long.MaxValue);
    }

    private static BigInteger Whole(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.GetRawText().All(char.IsAsciiDigit) ? BigInteger.Parse(number.GetRawText()) : throw new FormatException();
}
