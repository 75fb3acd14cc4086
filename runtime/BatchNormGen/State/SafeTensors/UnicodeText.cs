using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Says where a text stops being Unicode.</summary>
internal static class UnicodeText
{
    /// <summary>The first byte that is not UTF-8, or −1.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
        {
            return -1;
        }

        int index = 0;
        while (Rune.DecodeFromUtf8(utf8[index..], out _, out int length) == OperationStatus.Done)
        {
            index += length;
        }

        return index;
    }

    /// <summary>The first character that is half of a surrogate pair without the other, or −1.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<char> utf16)
    {
        for (int index = 0; index < utf16.Length;)
        {
            if (Rune.DecodeFromUtf16(utf16[index..], out _, out int length) != OperationStatus.Done)
            {
                return index;
            }

            index += length;
        }

        return -1;
    }
}
