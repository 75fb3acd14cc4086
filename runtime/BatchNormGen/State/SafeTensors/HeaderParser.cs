using System.Text.Json;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Reads a header. Whatever it says is only said: nothing is allocated but what stands there in letters.</summary>
internal ref struct HeaderParser
{
    private readonly ReadOnlySpan<byte> _header;
    private Utf8JsonReader _json;

    private HeaderParser(ReadOnlySpan<byte> header)
    {
        _header = header;
        _json = new Utf8JsonReader(header);
    }

    // Where the last token begins, counted from the beginning of the file.
    private readonly long Position => SafeTensorsFormat.LengthBytes + _json.TokenStartIndex;

    /// <summary>Reads a header.</summary>
    /// <param name="header">Its bytes, with the padding.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidDataException">It is not UTF-8, not JSON, or not what the format asks for.</exception>
    public static Header Parse(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header[0] != '{')
        {
            throw FormatError.At(SafeTensorsFormat.LengthBytes, "the header must begin with a brace, {.");
        }

        // The JSON reader checks only the strings it is asked for.
        int invalid = UnicodeText.IndexOfInvalid(header);
        if (invalid >= 0)
        {
            throw FormatError.At(SafeTensorsFormat.LengthBytes + invalid, "the header is not UTF-8.");
        }

        var parser = new HeaderParser(header);
        return parser.ParseHeader();
    }

    private Header ParseHeader()
    {
        List<TensorEntry> tensors = [];
        List<KeyValuePair<string, string>>? metadata = null;
        HashSet<string> names = new(StringComparer.Ordinal);
        Read();
        for (Read(); _json.TokenType != JsonTokenType.EndObject; Read())
        {
            long position = Position;
            string name = Text();
            if (!names.Add(name))
            {
                throw FormatError.At(position, $"the header has {FormatError.Quote(name)} twice.");
            }

            if (name == SafeTensorsFormat.Metadata)
            {
                metadata = ParseMetadata();
            }
            else
            {
                tensors.Add(ParseTensor(name, position));
            }
        }

        // Past the last brace there may be blanks only; anything else is a fault that the reader reports.
        TryRead();
        return new Header(tensors, metadata ?? []);
    }

    private List<KeyValuePair<string, string>> ParseMetadata()
    {
        Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw FormatError.At(Position, $"{SafeTensorsFormat.Metadata} must be an object with a text for every key.");
        }

        List<KeyValuePair<string, string>> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        for (Read(); _json.TokenType != JsonTokenType.EndObject; Read())
        {
            string key = Text();
            if (!keys.Add(key))
            {
                throw FormatError.At(Position, $"{SafeTensorsFormat.Metadata} has {FormatError.Quote(key)} twice.");
            }

            Read();
            if (_json.TokenType != JsonTokenType.String)
            {
                throw FormatError.At(Position, $"{SafeTensorsFormat.Metadata} holds text only, and that of {FormatError.Quote(key)} is none.");
            }

            entries.Add(new(key, Text()));
        }

        return entries;
    }

    private TensorEntry ParseTensor(string name, long position)
    {
        Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw FormatError.At(
                Position,
                name,
                $"must be an object with {SafeTensorsFormat.ElementType}, {SafeTensorsFormat.Shape} and {SafeTensorsFormat.DataOffsets}.");
        }

        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        for (Read(); _json.TokenType != JsonTokenType.EndObject; Read())
        {
            long keyPosition = Position;
            string key = Text();
            bool repeated;
            switch (key)
            {
                case SafeTensorsFormat.ElementType:
                    repeated = type is not null;
                    type = ParseType(name);
                    break;
                case SafeTensorsFormat.Shape:
                    repeated = shape is not null;
                    shape = ParseNumbers(name, key);
                    break;
                case SafeTensorsFormat.DataOffsets:
                    repeated = offsets is not null;
                    offsets = ParseNumbers(name, key);
                    break;
                default:
                    throw FormatError.At(keyPosition, name, $"has the unknown key {FormatError.Quote(key)}.");
            }

            if (repeated)
            {
                throw FormatError.At(keyPosition, name, $"has {key} twice.");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? SafeTensorsFormat.ElementType : shape is null ? SafeTensorsFormat.Shape : SafeTensorsFormat.DataOffsets;
            throw FormatError.At(position, name, $"has no {missing}.");
        }

        return offsets is [long begin, long end]
            ? new TensorEntry(name, type, shape, begin, end, position)
            : throw FormatError.At(position, name, $"has {offsets.Length} {SafeTensorsFormat.DataOffsets}; there must be two, its begin and its end.");
    }

    private string ParseType(string tensor)
    {
        Read();
        if (_json.TokenType != JsonTokenType.String)
        {
            throw FormatError.At(Position, tensor, $"has a {SafeTensorsFormat.ElementType} that is no text.");
        }

        // A type need not be known: only who wants numbers from the tensor is concerned.
        string name = Text();
        return SafeTensorsFormat.IsTypeName(name)
            ? name
            : throw FormatError.At(Position, tensor, $"has the {SafeTensorsFormat.ElementType} {FormatError.Quote(name)}, which is no name of a type.");
    }

    private long[] ParseNumbers(string tensor, string key)
    {
        Read();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw FormatError.At(Position, tensor, $"has a {key} that is no array.");
        }

        List<long> numbers = [];
        for (Read(); _json.TokenType != JsonTokenType.EndArray; Read())
        {
            // Digits alone: neither a sign nor a fraction nor an exponent, even if it stands for a whole number, as in the reference implementation.
            if (_json.TokenType != JsonTokenType.Number || _json.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                throw FormatError.At(Position, tensor, $"has a {key} with something else than whole numbers from 0 on.");
            }

            if (!_json.TryGetInt64(out long number))
            {
                throw FormatError.At(Position, tensor, $"has a {key} with a number above {long.MaxValue}.");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw FormatError.At(Position, "a text of the header has half of a surrogate pair.", e);
        }
    }

    private void Read()
    {
        if (!TryRead())
        {
            throw FormatError.At(SafeTensorsFormat.LengthBytes + _header.Length, "the header ends too early.");
        }
    }

    private bool TryRead()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException e)
        {
            throw FormatError.At(SafeTensorsFormat.LengthBytes + OffsetOf(e), $"the header is not JSON. {e.Message}", e);
        }
    }

    private readonly long OffsetOf(JsonException exception)
    {
        long lineStart = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            lineStart += _header[(int)lineStart..].IndexOf((byte)'\n') + 1;
        }

        return lineStart + (exception.BytePositionInLine ?? 0);
    }
}
