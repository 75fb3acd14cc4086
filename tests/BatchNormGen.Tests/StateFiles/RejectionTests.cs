using System.Text;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Files that are not to be believed. Each fault is named, with the tensor and the byte.</summary>
public sealed class RejectionTests
{
    private const string Good = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    public static TheoryData<string, int, string> Headers => new()
    {
        // header, bytes of data, part of the message
        { "", 0, "at byte 8: the header must begin with a brace" },
        { " {}", 0, "at byte 8: the header must begin with a brace" },
        { "\uFEFF{}", 0, "at byte 8: the header must begin with a brace" },
        { "[]", 0, "at byte 8: the header must begin with a brace" },
        { "{", 0, "the header is not JSON" },
        { "{}}", 0, "at byte 10: the header is not JSON" },
        { "{} {}", 0, "at byte 11: the header is not JSON" },
        { "{}\0", 0, "at byte 10: the header is not JSON" },
        { "{}//", 0, "at byte 10: the header is not JSON" },
        { "{\n\n  \"w\" 1}", 0, "at byte 17: the header is not JSON" },
        { "{'w':1}", 0, "the header is not JSON" },
        { """{"w":1}""", 0, "at byte 13: tensor \"w\" must be an object with dtype, shape and data_offsets" },
        { """{"w":[["F32",[2],[0,8]]]}""", 8, "tensor \"w\" must be an object" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],}}""", 8, "the header is not JSON" },
        { """{"w":{"shape":[2],"data_offsets":[0,8]}}""", 8, "at byte 9: tensor \"w\" has no dtype" },
        { """{"w":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "tensor \"w\" has no shape" },
        { """{"w":{"dtype":"F32","shape":[2]}}""", 8, "tensor \"w\" has no data_offsets" },
        { """{"w":{"dtype":"F32","shape":[2],"offsets":[0,8]}}""", 8, "at byte 40: tensor \"w\" has the unknown key \"offsets\"" },
        { """{"w":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "tensor \"w\" has dtype twice" },
        { """{"w":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", 8, "tensor \"w\" has shape twice" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data_offsets":[0,8]}}""", 8, "tensor \"w\" has data_offsets twice" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\u0077":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "the header has \"w\" twice" },
        { """{"w":{"dtype":"","shape":[2],"data_offsets":[0,8]}}""", 8, "at byte 22: tensor \"w\" has the dtype \"\", which is no name of a type" },
        { """{"w":{"dtype":"F32 ","shape":[2],"data_offsets":[0,8]}}""", 8, "tensor \"w\" has the dtype \"F32 \", which is no name" },
        { """{"w":{"dtype":"\u0046\u001b32","shape":[2],"data_offsets":[0,8]}}""", 8, "which is no name of a type" },
        { """{"w":{"dtype":"F32F32F32F32F32F32F32F32F32F32F32","shape":[2],"data_offsets":[0,8]}}""", 8, "which is no name of a type" },
        { """{"w":{"dtype":"F99","shape":[2],"data_offsets":[8,0]}}""", 8, "tensor \"w\" ends at 0 of the data, before its begin at 8" },
        { """{"w":{"dtype":"F99","shape":[2],"data_offsets":[1,8]}}""", 8, "which leaves bytes 0 to 0 to no tensor" },
        { """{"w":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", 8, "tensor \"w\" has a dtype that is no text" },
        { """{"w":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8, "tensor \"w\" has a shape that is no array" },
        { """{"w":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", 8, "tensor \"w\" has a shape with something else than whole numbers" },
        { """{"w":{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}}""", 8, "something else than whole numbers" },
        { """{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "something else than whole numbers" },
        { """{"w":{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}}""", 0, "something else than whole numbers" },
        { """{"w":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "something else than whole numbers" },
        { """{"w":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8, "something else than whole numbers" },
        { """{"w":{"dtype":"F32","shape":[02],"data_offsets":[0,8]}}""", 8, "the header is not JSON" },
        { """{"w":{"dtype":"F32","shape":[0,9223372036854775808],"data_offsets":[0,0]}}""", 0, "tensor \"w\" has a shape with a number above 9223372036854775807" },
        { """{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "tensor \"w\" has the shape [4294967296, 4294967296], whose size overflows" },
        { """{"w":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", 0, "whose size overflows" },
        { """{"w":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "whose size overflows" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "tensor \"w\" has 1 data_offsets; there must be two" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", 8, "tensor \"w\" has 3 data_offsets; there must be two" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "tensor \"w\" ends at 0 of the data, before its begin at 8" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}""", 7, "at byte 9: tensor \"w\" has 7 bytes of data, but F32 [2] takes 8" },
        { """{"w":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}""", 0, "tensor \"w\" has 0 bytes of data, but F32 [] takes 4" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}}""", 9, "tensor \"w\" begins at 1 of the data, which leaves bytes 0 to 0 to no tensor" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "tensor \"b\" begins at 2 of the data, which leaves bytes 1 to 1" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "tensor \"b\" begins at 1 of the data, inside of tensor \"a\"" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "inside of tensor \"a\"" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"z":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""", 2, "tensor \"z\" begins at 1 of the data, inside of tensor \"a\"" },
        { """{"w":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", 8, "at byte 105: the file ends within the data, after 8 of their 9223372036854775807 bytes" },
        { Good, 9, "at byte 70: the file goes on after the data of its last tensor" },
        { Good, 7, "at byte 69: the file ends within the data, after 7 of their 8 bytes" },
        { "{}", 1, "at byte 10: the file goes on" },
        { """{"__metadata__":{"a":1}}""", 0, "at byte 29: __metadata__ holds text only, and that of \"a\" is none" },
        { """{"__metadata__":{"a":null}}""", 0, "__metadata__ holds text only" },
        { """{"__metadata__":{"a":{}}}""", 0, "__metadata__ holds text only" },
        { """{"__metadata__":null}""", 0, "__metadata__ must be an object" },
        { """{"__metadata__":{"a":"1","a":"1"}}""", 0, "__metadata__ has \"a\" twice" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "the header has \"__metadata__\" twice" },
        { """{"\ud800":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}""", 1, "at byte 9: a text of the header has half of a surrogate pair" },
        { """{"__metadata__":{"a":"\udc00\ud800"}}""", 0, "half of a surrogate pair" },
        { """{"w":{"dtype":"\ud800"}}""", 0, "half of a surrogate pair" },
    };

    [Theory, MemberData(nameof(Headers))]
    public void A_wrong_header_is_refused_with_the_place(string header, int dataLength, string message)
    {
        byte[] file = SafeTensorsFile.Of(header, new byte[dataLength]);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file)).Message);
        Assert.Throws<InvalidDataException>(() => StateDictionary.Load(new DribblingStream(file)));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_at_the_cut()
    {
        byte[] file = SafeTensorsFile.Of(Good, new byte[8]);
        Assert.Equal(["w"], SafeTensorsFile.Load(file).Names);
        for (int length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file[..length]));
            Assert.Contains($"at byte {length}: the file ends within", error.Message);
            error = Assert.Throws<InvalidDataException>(() => StateDictionary.Load(new DribblingStream(file[..length])));
            Assert.Contains($"at byte {length}: the file ends within", error.Message);
        }
    }

    [Theory]
    [InlineData(100_000_001)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_header_above_the_bound_is_refused(long length)
    {
        byte[] file = [.. BitConverter.GetBytes(length), .. "{}"u8];
        Assert.Contains($"at byte 0: the header is said to have {(ulong)length} bytes; it has at most 100000000", Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(file)).Message);
    }

    [Fact]
    public void A_header_at_the_bound_is_read()
    {
        byte[] header = new byte[100_000_000];
        header.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(header);
        Assert.Empty(SafeTensorsFile.Load(SafeTensorsFile.Of(header)).Names);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        byte[] header = [.. "{\"é"u8, 0xC3, .. "\":{}}"u8];
        Assert.Contains("at byte 12: the header is not UTF-8", Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(SafeTensorsFile.Of(header))).Message);

        // A surrogate in UTF-8, which is none.
        header = [.. "{\""u8, 0xED, 0xA0, 0x80, .. "\":{}}"u8];
        Assert.Contains("at byte 10: the header is not UTF-8", Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(SafeTensorsFile.Of(header))).Message);
    }

    [Fact]
    public void A_deep_header_is_refused_without_recursion()
    {
        byte[] header = Encoding.UTF8.GetBytes($$"""{"w":{{new string('[', 1_000_000)}}""");
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(SafeTensorsFile.Of(header)));
        header = Encoding.UTF8.GetBytes($$"""{"w":{"dtype":{{new string('[', 1_000_000)}}""");
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(SafeTensorsFile.Of(header)));
    }

    [Fact]
    public void A_message_holds_only_the_beginning_of_a_long_name_and_no_control_characters()
    {
        string name = "\\u001b[31m" + new string('x', 1_000_000);
        string message = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Load(SafeTensorsFile.Of($$"""{"{{name}}":1}"""))).Message;
        Assert.InRange(message.Length, 100, 500);
        Assert.DoesNotContain('\u001b', message);
    }

    [Fact]
    public void Load_names_the_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("broken.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.StartsWith(path + ": ", Assert.Throws<InvalidDataException>(() => StateDictionary.Load(path)).Message);
        Assert.Throws<FileNotFoundException>(() => StateDictionary.Load(folder.File("none")));
        Assert.Throws<ArgumentException>(() => StateDictionary.Load(""));
        Assert.Throws<ArgumentNullException>(() => StateDictionary.Load((string)null!));
        Assert.Throws<ArgumentNullException>(() => StateDictionary.Load((Stream)null!));
    }
}
