using System.Buffers.Binary;
using System.Text;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Damages files: blindly, byte by byte, and knowingly, by what their headers say. The same seed does the same damage.</summary>
internal sealed class FileMutator(int seed)
{
    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "4", "7", "8", "16", "24", "-1", "-0", "1.0", "1e2", "01", "255", "65536", "2147483647", "2147483648", "4294967296", "9223372036854775807",
        "9223372036854775808", "18446744073709551615", "99999999999999999999999", "null", "\"1\"", "[1]", "true", "{}", "",
    ];

    private static readonly string[] Types =
        ["BOOL", "U8", "I8", "U16", "I16", "F16", "BF16", "U32", "I32", "F32", "U64", "I64", "F64", "F8_E4M3", "F4", "C64", "", "f32", "F32 ", "F\\u00332", "\\ud800"];

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "\0", "\\u0000", "\\ud800", "\\udc00\\ud800", "__metadata__", "\"__metadata__\":{\"a\":\"b\"},", "\"__metadata__\":null,",
        "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},", "\"z\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},", "dtype", "shape", "data_offsets", "/**/", "é", "😀",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy: one fault in half of all cases, several in the others.</summary>
    public byte[] Mutate(byte[] file, IReadOnlyList<byte[]> others)
    {
        do
        {
            file = _random.Next(3) == 0 ? MutateBytes(file, others) : MutateHeader(file);
        }
        while (_random.Next(2) == 0);
        return file;
    }

    private byte[] MutateBytes(byte[] file, IReadOnlyList<byte[]> others)
    {
        int at = _random.Next(file.Length + 1);
        int length = _random.Next(Math.Min(12, file.Length - at) + 1);
        switch (_random.Next(7))
        {
            case 0 when at < file.Length:
                byte[] flipped = [.. file];
                flipped[at] ^= (byte)(1 << _random.Next(8));
                return flipped;
            case 1 when at < file.Length:
                byte[] replaced = [.. file];
                replaced[at] = (byte)_random.Next(256);
                return replaced;
            case 2:
                return file[..at];
            case 3:
                byte[] inserted = new byte[_random.Next(1, 10)];
                _random.NextBytes(inserted);
                return [.. file[..at], .. inserted, .. file[at..]];
            case 4:
                return [.. file[..at], .. file[(at + length)..]];
            case 5:
                return [.. file[..at], .. file[at..(at + length)], .. file[at..]];
            default:
                byte[] other = others[_random.Next(others.Count)];
                return [.. file[..at], .. other[_random.Next(other.Length)..]];
        }
    }

    // Changes what the header says, and most often its length and the data with it, so that the change is read at all.
    private byte[] MutateHeader(byte[] file)
    {
        if (file.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(file) is var claimed && claimed > (ulong)file.Length - 8)
        {
            return file;
        }

        string header = Encoding.Latin1.GetString(file, 8, (int)claimed);
        byte[] data = file[(8 + (int)claimed)..];
        header = _random.Next(6) switch
        {
            0 => ReplaceToken(header, char.IsAsciiDigit, Pick(Numbers)),
            1 => ReplaceToken(header, char.IsAsciiDigit, _random.Next(30).ToString()),
            2 => ReplaceToken(header, c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_', Pick(Types)),
            3 => Insert(header, Latin1Of(Pick(Fragments))),
            4 => SwapParts(header),
            _ => header.Replace(",", _random.Next(2) == 0 ? " ,\n" : ", "),
        };
        if (_random.Next(4) == 0)
        {
            Array.Resize(ref data, Math.Max(0, data.Length + _random.Next(-8, 9)));
        }

        byte[] bytes = Encoding.Latin1.GetBytes(header);
        byte[] length = BitConverter.GetBytes(_random.Next(20) == 0 ? _random.NextInt64() >> _random.Next(64) : bytes.Length);
        return [.. length, .. bytes, .. data];
    }

    private string ReplaceToken(string text, Func<char, bool> belongs, string replacement)
    {
        int[] places = [.. Enumerable.Range(0, text.Length).Where(i => belongs(text[i]) && (i == 0 || !belongs(text[i - 1])))];
        if (places.Length == 0)
        {
            return text;
        }

        int begin = places[_random.Next(places.Length)];
        int end = begin;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return text[..begin] + replacement + text[end..];
    }

    private string Insert(string text, string fragment)
    {
        int at = _random.Next(text.Length + 1);
        return text[..at] + fragment + text[at..];
    }

    // Exchanges two entries, or parts of them: what stands between commas.
    private string SwapParts(string text)
    {
        string[] parts = text.Split(',');
        int first = _random.Next(parts.Length);
        int second = _random.Next(parts.Length);
        (parts[first], parts[second]) = (parts[second], parts[first]);
        return string.Join(',', parts);
    }

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];

    private static string Latin1Of(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
