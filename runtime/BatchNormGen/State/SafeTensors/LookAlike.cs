using System.Text;
using System.Text.Unicode;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Knows files of other formats, which people take for safetensors files, by how they begin.</summary>
internal static class LookAlike
{
    /// <summary>The bytes of a file that are looked at.</summary>
    public const int BeginningLength = 512;

    private const string Convert = "Write its tensors to a safetensors file first: docs/interop.md of BatchNormGen shows how.";
    private const string Unpack = "Unpack it first.";
    private const string DownloadAgain = "Download the file itself.";

    /// <summary>Formats that begin with fixed bytes.</summary>
    private static readonly (byte[] Magic, string Description)[] Formats =
    [
        ([.. "version https://git-lfs.github.com/"u8], "a Git LFS pointer, which only stands for the file. Fetch the file with: git lfs pull"),
        ([0x89, .. "HDF\r\n"u8], $"an HDF5 file (Keras .h5, .weights.h5). {Convert}"),
        ([0x93, .. "NUMPY"u8], $"a NumPy array (.npy). {Convert}"),
        ([.. "GGUF"u8], $"a GGUF file (llama.cpp). {Convert}"),
        ([.. "ggml"u8], $"a GGML file (llama.cpp). {Convert}"),
        ([.. "lmgg"u8], $"a GGML file (llama.cpp). {Convert}"),
        ([.. "tjgg"u8], $"a GGML file (llama.cpp). {Convert}"),
        ([0x12, 1, 0, 0, 0, 0, 0, 0], $"MXNet parameters (.params). {Convert}"),
        ([0x1F, 0x8B], $"a gzip archive. {Unpack}"),
        ([.. "BZh"u8], $"a bzip2 archive. {Unpack}"),
        ([0xFD, .. "7zXZ"u8], $"an xz archive. {Unpack}"),
        ([0x28, 0xB5, 0x2F, 0xFD], $"a zstd archive. {Unpack}"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], $"a 7z archive. {Unpack}"),
        ([.. "Rar!"u8], $"a RAR archive. {Unpack}"),
    ];

    /// <summary>What a file that is not a safetensors file is, and what to do with it.</summary>
    /// <param name="beginning">The first <see cref="BeginningLength"/> bytes of the file, or all of it.</param>
    /// <returns>An end to "It looks like"; null if the bytes tell nothing.</returns>
    public static string? Describe(ReadOnlySpan<byte> beginning)
    {
        foreach ((byte[] magic, string description) in Formats)
        {
            if (beginning.StartsWith(magic))
            {
                return description;
            }
        }

        return DescribeZip(beginning) ?? DescribeText(beginning) ?? DescribeBinary(beginning);
    }

    /// <summary>Several frameworks save archives, which their first entry tells apart.</summary>
    private static string? DescribeZip(ReadOnlySpan<byte> beginning)
    {
        const int NameLengthAt = 26;
        const int NameAt = 30;
        if (!beginning.StartsWith("PK\u0003\u0004"u8) && !beginning.StartsWith("PK\u0005\u0006"u8))
        {
            return null;
        }

        string entry = beginning.Length > NameAt && beginning[2] == 3
            ? Encoding.UTF8.GetString(beginning.Slice(NameAt, Math.Min(beginning[NameLengthAt], beginning.Length - NameAt)))
            : string.Empty;
        return entry.EndsWith(".npy", StringComparison.Ordinal) ? $"a NumPy archive (.npz). {Convert}"
            : entry is "metadata.json" or "config.json" || entry.EndsWith(".h5", StringComparison.Ordinal) ? $"a Keras model (.keras). {Convert}"
            : entry.Contains('/') ? $"a PyTorch checkpoint (.pth, .pt, .bin). {Convert}"
            : $"a ZIP archive. Unpack it, or, if a framework saved it: {Convert}";
    }

    private static string? DescribeText(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || beginning.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return $"a text file (UTF-16). {DownloadAgain}";
        }

        // Fewer bytes than those of the header's length could be the beginning of anything.
        if (beginning.Length < SafeTensorsFormat.LengthBytes || !IsText(beginning))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(beginning).TrimStart('\uFEFF').TrimStart();
        return text.StartsWith('{') || text.StartsWith('[') ? DescribeJson(text)
            : text.StartsWith('<') ? $"a web page or XML, perhaps the error message of a server. {DownloadAgain}"
            : $"a text file, {FormatError.Quote(text[..Math.Min(text.Length, 60)].TrimEnd())}. {DownloadAgain}";
    }

    private static string DescribeJson(string text) =>
        text.Contains("\"weight_map\"", StringComparison.Ordinal) || (text.Contains("\"metadata\"", StringComparison.Ordinal) && text.Contains("\"total_size\"", StringComparison.Ordinal))
            ? "the index of a model in several files (model.safetensors.index.json). Load those that its weight_map names, such as model-00001-of-00002.safetensors."
            : $"a JSON file. {DownloadAgain}";

    private static string? DescribeBinary(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0x80, >= 2 and <= 5, ..] => $"a Python pickle (.pth, .pkl, .pdparams). {Convert}",
        [>= 0x80 and <= 0x8F, (>= 0xA1 and <= 0xBF) or 0xD9, ..] => $"a MessagePack file (Flax .msgpack). {Convert}",
        [0x08, >= 1 and <= 0x1F, 0x12 or 0x1A or 0x22 or 0x2A or 0x32 or 0x3A or 0x42, ..] => $"a Protocol Buffers file (ONNX .onnx, TensorFlow saved_model.pb). {Convert}",
        [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', _, ..] => $"a TensorFlow Lite model (.tflite). {Convert}",
        _ when beginning.Length >= 262 && beginning[257..].StartsWith("ustar"u8) => $"a tar archive. {Unpack}",
        _ when beginning.Length >= 64 && !beginning.ContainsAnyExcept((byte)0) => "a download that was not completed: it holds zeros. Download it again.",
        _ => null,
    };

    /// <summary>Whether there is nothing but UTF-8 without control characters; the last character may be cut.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || bytes.IndexOfAnyInRange((byte)0x0E, (byte)0x1F) >= 0)
        {
            return false;
        }

        const int LongestCharacter = 4;
        for (int cut = 0; cut < LongestCharacter; cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]))
            {
                return true;
            }
        }

        return false;
    }
}
