using System.Text;

namespace BatchNormGen.Generator.Tests.Snapshotting;

/// <summary>The bytes of a snapshot: UTF-8 with a byte order mark, lines ended by a line feed alone, as Verify keeps them.</summary>
internal static class SnapshotText
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static byte[] ToBytes(string text) => [.. Encoding.Preamble, .. Encoding.GetBytes(text)];

    /// <summary>The text of a snapshot.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fault">What is wrong with the file whatever its text says; null if nothing is.</param>
    public static string Read(ReadOnlySpan<byte> bytes, out string? fault)
    {
        bool hasMark = bytes.StartsWith(Encoding.Preamble);
        string text;
        try
        {
            text = Encoding.GetString(hasMark ? bytes[Encoding.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            fault = "is not UTF-8";
            return "";
        }

        int carriageReturn = text.IndexOf('\r', StringComparison.Ordinal);
        fault = !hasMark ? "has no byte order mark"
            : carriageReturn >= 0 ? $"has a carriage return in line {text.AsSpan(0, carriageReturn).Count('\n') + 1}"
            : null;
        return text;
    }
}
