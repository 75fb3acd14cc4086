using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>What people put in the place of a safetensors file, and what they are told.</summary>
public sealed class LookAlikeTests
{
    private const string Convert = "Write its tensors to a safetensors file first: docs/interop.md of BatchNormGen shows how.";

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "Git LFS", Text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 102540417\n"), "a Git LFS pointer, which only stands for the file. Fetch the file with: git lfs pull" },
        { "PyTorch", Zip("resnet18/data.pkl"), $"a PyTorch checkpoint (.pth, .pt, .bin). {Convert}" },
        { "NumPy archive", Zip("conv1.weight.npy"), $"a NumPy archive (.npz). {Convert}" },
        { "Keras 3", Zip("metadata.json"), $"a Keras model (.keras). {Convert}" },
        { "zip", Zip("model.bin"), "a ZIP archive. Unpack it" },
        { "empty zip", [.. "PK\u0005\u0006"u8, .. new byte[18]], "a ZIP archive. Unpack it" },
        { "old PyTorch", [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E], $"a Python pickle (.pth, .pkl, .pdparams). {Convert}" },
        { "pickle", [0x80, 4, 0x95, 0x1A, 0, 0, 0, 0, 0, 0, 0, 0x7D, 0x94], $"a Python pickle (.pth, .pkl, .pdparams). {Convert}" },
        { "HDF5", [0x89, .. "HDF\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 0], $"an HDF5 file (Keras .h5, .weights.h5). {Convert}" },
        { "gzip", GZip("safetensors"), "a gzip archive. Unpack it first." },
        { "gzip with a time", [0x1F, 0x8B, 8, 0, 0x11, 0x22, 0x33, 0x64, 0, 3, 1, 2], "a gzip archive. Unpack it first." },
        { "bzip2", [.. "BZh91AY&SY"u8, 1, 2], "a bzip2 archive. Unpack it first." },
        { "xz", [0xFD, .. "7zXZ"u8, 0, 0, 4], "an xz archive. Unpack it first." },
        { "zstd", [0x28, 0xB5, 0x2F, 0xFD, 4, 0x58, 1, 2], "a zstd archive. Unpack it first." },
        { "7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "a 7z archive. Unpack it first." },
        { "RAR", [.. "Rar!"u8, 0x1A, 7, 1, 0], "a RAR archive. Unpack it first." },
        { "tar", Tar(), "a tar archive. Unpack it first." },
        { "NumPy", [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. "{'descr': '<f4'"u8], $"a NumPy array (.npy). {Convert}" },
        { "ONNX", [8, 8, 0x12, 7, .. "pytorch"u8, 0x1A, 5, .. "2.1.0"u8], $"a Protocol Buffers file (ONNX .onnx, TensorFlow saved_model.pb). {Convert}" },
        { "SavedModel", [8, 1, 0x12, 0xD3, 0xA1, 2, 0x0A, 0xF1], "a Protocol Buffers file (ONNX .onnx, TensorFlow saved_model.pb)." },
        { "TFLite", [0x1C, 0, 0, 0, .. "TFL3"u8, 0, 0], $"a TensorFlow Lite model (.tflite). {Convert}" },
        { "GGUF", [.. "GGUF"u8, 3, 0, 0, 0, 0x23, 1, 0, 0], $"a GGUF file (llama.cpp). {Convert}" },
        { "GGML", [.. "lmgg"u8, 0, 0x7D, 0, 0, 0, 0x10], $"a GGML file (llama.cpp). {Convert}" },
        { "MXNet", [0x12, 1, 0, 0, 0, 0, 0, 0, .. new byte[400]], $"MXNet parameters (.params). {Convert}" },
        { "Flax", [0x81, 0xA6, .. "params"u8, 0x82], $"a MessagePack file (Flax .msgpack). {Convert}" },
        { "index", Text("{\n  \"metadata\": {\n    \"total_size\": 15231233024\n  },\n  \"weight_map\": {\n"), "the index of a model in several files (model.safetensors.index.json). Load those that its weight_map names" },
        { "short index", Text("{\"metadata\":{\"total_size\":1},"), "the index of a model in several files" },
        { "JSON", Text("{\"error\":\"Repository not found\"}"), "a JSON file. Download the file itself." },
        { "HTML", Text("<!DOCTYPE html>\n<html class=\"\">\n<head>"), "a web page or XML, perhaps the error message of a server. Download the file itself." },
        { "XML", Text("\uFEFF\n  <?xml version=\"1.0\"?><Error><Code>AccessDenied"), "a web page or XML" },
        { "a server's words", Text("Entry not found"), "a text file, \"Entry not found\". Download the file itself." },
        { "text in UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Entry not found")], "a text file (UTF-16)." },
        { "zeros", new byte[100_000], "a download that was not completed: it holds zeros. Download it again." },
    };

    [Theory, MemberData(nameof(Files))]
    public void A_file_of_another_format_is_named(string format, byte[] file, string description)
    {
        string expected = $"The file cannot be read, at byte 0: it is not a safetensors file. It looks like {description}";
        Assert.NotEmpty(format);
        Assert.StartsWith(expected, Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file)).Message);
        Assert.StartsWith(expected, Assert.Throws<InvalidDataException>(() => StateDictionary.Load(new DribblingStream(file))).Message);

        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        File.WriteAllBytes(path, file);
        Assert.StartsWith($"{path}: {expected}", Assert.Throws<InvalidDataException>(() => StateDictionary.Load(path)).Message);
        Assert.StartsWith($"{path}: {expected}", Assert.Throws<InvalidDataException>(() => StateDictionary.Open(path)).Message);
    }

    [Theory, MemberData(nameof(Files))]
    public void Cut_or_continued_anywhere_it_is_refused_all_the_same(string format, byte[] file, string description)
    {
        Assert.NotEmpty(format + description);
        for (int length = 0; length < Math.Min(file.Length, 600); length++)
        {
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file[..length]));
        }

        byte[] longer = new byte[2000];
        new Random(1).NextBytes(longer);
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load([.. file, .. longer]));
    }

    [Fact]
    public void A_text_is_quoted_without_control_characters_and_shortened()
    {
        byte[] file = Text("Not Found é\t" + string.Concat(Enumerable.Repeat("é\n", 400)));
        string message = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file)).Message;
        Assert.Contains("a text file, \"Not Found é\\té\\né", message);
        Assert.InRange(message.Length, 100, 300);
    }

    [Fact]
    public void An_empty_file_is_said_to_be_empty()
    {
        string message = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load([])).Message;
        Assert.Equal("The file cannot be read, at byte 0: the file ends within the 8 bytes with the header's length: it is empty. Download, copy or save it again.", message);
    }

    [Fact]
    public void A_file_that_was_cut_is_said_to_be_so()
    {
        byte[] file = SafeTensorsFile.Of("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);
        foreach (int length in (int[])[5, 30, file.Length - 1])
        {
            string message = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file[..length])).Message;
            Assert.EndsWith("Part of it is missing: download, copy or save it again.", message);
        }
    }

    [Fact]
    public void Bytes_that_look_like_nothing_keep_the_plain_message()
    {
        byte[] file = [0xC0, 0xC1, 0xFE, 1, 2, 3, 4, 5, 6, 7];
        Assert.Contains($"the header is said to have {BinaryPrimitives.ReadUInt64LittleEndian(file)} bytes", Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file)).Message);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zip(string entry)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream contents = archive.CreateEntry(entry).Open();
            contents.Write(new byte[1000]);
        }

        return stream.ToArray();
    }

    private static byte[] GZip(string text)
    {
        var stream = new MemoryStream();
        using (var compressed = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        {
            compressed.Write(Text(text));
        }

        return stream.ToArray();
    }

    private static byte[] Tar()
    {
        byte[] file = new byte[1024];
        "model.bin"u8.CopyTo(file);
        "ustar"u8.CopyTo(file.AsSpan(257));
        return file;
    }
}
