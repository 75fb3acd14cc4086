using System.Text.Encodings.Web;

namespace BatchNormGen.State.SafeTensors;

/// <summary>The exceptions for files that are not what they should be.</summary>
internal static class FormatError
{
    /// <summary>A fault at a byte of the file.</summary>
    public static InvalidDataException At(long position, string fault, Exception? cause = null) =>
        new($"The file cannot be read, at byte {position}: {fault}", cause);

    /// <summary>A fault of one tensor, at a byte of the file.</summary>
    public static InvalidDataException At(long position, string tensor, string fault) =>
        At(position, $"tensor {Quote(tensor)} {fault}");

    /// <summary>The file is shorter than it claims to be.</summary>
    public static InvalidDataException Cut(long position, string where) =>
        At(position, position == 0
            ? $"the file ends within {where}: it is empty. Download, copy or save it again."
            : $"the file ends within {where}. Part of it is missing: download, copy or save it again.");

    /// <summary>A text from a file as it can stand in a message: its control characters escaped, and shortened if it is long.</summary>
    public static string Quote(string text)
    {
        const int Longest = 100;
        if (text.Length > Longest)
        {
            int end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
            return $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text[..end])}…\" (of {text.Length} characters)";
        }

        return $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
    }
}
