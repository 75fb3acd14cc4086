using System.Text;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Files written down byte for byte, from the specification.</summary>
public sealed class FixtureTests
{
    // Two matrices of float, 0 to 2 and −1.5, as bytes.
    private static readonly byte[] Floats = [0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0xC0, 0xBF];

    [Fact]
    public void A_matrix_is_its_header_padded_to_eight_bytes_and_its_elements()
    {
        var state = new StateDictionary();
        state.Set("w", StateTensor.Create<float>([0, 1, 2, -1.5f], 2, 2));
        byte[] expected =
        [
            0x40, 0, 0, 0, 0, 0, 0, 0,
            .. """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}       """u8,
            .. Floats,
        ];
        Assert.Equal(expected, SafeTensorsFile.Save(state));
        SafeTensorsFile.AssertEqual(state, SafeTensorsFile.Load(expected));
    }

    [Fact]
    public void An_empty_state_is_two_braces_and_padding()
    {
        byte[] expected = [8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8];
        Assert.Equal(expected, SafeTensorsFile.Save(new StateDictionary()));
        Assert.Empty(SafeTensorsFile.Load(expected).Names);
    }

    [Fact]
    public void Metadata_come_first_and_in_the_order_of_their_keys()
    {
        var state = new StateDictionary();
        state.SetMetadata("format", "pt");
        state.SetMetadata("epoch", "3");
        state.Set("n", StateTensor.Create([7L]));
        byte[] expected = SafeTensorsFile.Of(
            """{"__metadata__":{"epoch":"3","format":"pt"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""",
            7, 0, 0, 0, 0, 0, 0, 0);
        Assert.Equal(0, (expected.Length - 16) % 8);
        Assert.Equal(expected, SafeTensorsFile.Save(state));
        SafeTensorsFile.AssertEqual(state, SafeTensorsFile.Load(expected));
    }

    [Fact]
    public void Tensors_are_in_the_order_of_their_alignment_and_then_of_the_bytes_of_their_names()
    {
        string[] names = ["b", "a", "\uFB01", "\U0001F600"];
        DataType[] types =
        [
            DataType.UInt64, DataType.Int64, DataType.Float64, DataType.Float32, DataType.UInt32, DataType.Int32, DataType.BFloat16,
            DataType.Float16, DataType.UInt16, DataType.Int16, DataType.Int8, DataType.UInt8,
        ];
        var state = new StateDictionary();
        foreach (DataType type in types.Reverse())
        {
            foreach (string name in names)
            {
                state.Set($"{name} {type}", StateTensor.Create<byte>([1], 1).ConvertTo(type));
            }
        }

        state.Set("last", StateTensor.Create<bool>([true], 1));
        StateDictionary read = SafeTensorsFile.Load(SafeTensorsFile.Save(state));
        string[] inOrder = ["a", "b", "\uFB01", "\U0001F600"];
        Assert.Equal([.. types.SelectMany(type => inOrder.Select(name => $"{name} {type}")), "last"], read.Names);
    }

    [Fact]
    public void Every_type_has_its_name_and_its_size()
    {
        (string Name, DataType Type, byte[] Element, object Value)[] types =
        [
            ("BOOL", DataType.Bool, [1], true),
            ("U8", DataType.UInt8, [0xFE], (byte)254),
            ("I8", DataType.Int8, [0xFE], (sbyte)-2),
            ("U16", DataType.UInt16, [0x01, 0xFF], (ushort)0xFF01),
            ("I16", DataType.Int16, [0xFE, 0xFF], (short)-2),
            ("F16", DataType.Float16, [0x00, 0xC1], (Half)(-2.5f)),
            ("BF16", DataType.BFloat16, [0x20, 0xC0], -2.5f),
            ("U32", DataType.UInt32, [0x04, 0x03, 0x02, 0xF1], 0xF1020304u),
            ("I32", DataType.Int32, [0xFE, 0xFF, 0xFF, 0xFF], -2),
            ("F32", DataType.Float32, [0x00, 0x00, 0x20, 0xC0], -2.5f),
            ("U64", DataType.UInt64, [8, 7, 6, 5, 4, 3, 2, 0xF1], 0xF102030405060708ul),
            ("I64", DataType.Int64, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], -2L),
            ("F64", DataType.Float64, [0, 0, 0, 0, 0, 0, 0x04, 0xC0], -2.5),
        ];
        Assert.Equal(Enum.GetValues<DataType>().Except([DataType.Other]), types.Select(type => type.Type));
        foreach ((string name, DataType type, byte[] element, object value) in types)
        {
            string header = $$$"""{"x":{"dtype":"{{{name}}}","shape":[],"data_offsets":[0,{{{element.Length}}}]}}""";
            byte[] file = SafeTensorsFile.Of(header.PadRight((header.Length + 7) / 8 * 8), element);
            StateTensor tensor = SafeTensorsFile.Load(file).Tensor("x");
            Assert.Equal(type, tensor.DataType);
            Assert.Equal(name, tensor.TypeName);
            Assert.Equal(value, Value(tensor, value));

            var state = new StateDictionary();
            state.Set("x", tensor);
            Assert.Equal(file, SafeTensorsFile.Save(state));
        }
    }

    [Fact]
    public void The_order_of_entries_and_of_their_keys_and_blanks_do_not_matter()
    {
        byte[] file = SafeTensorsFile.Of(
            "{ \"b\" :\n{\"shape\":[ 1 , 2 ],\"data_offsets\":[2, 4],\t\"dtype\":\"U8\"},\r\n\"a\":{\"data_offsets\":[0,2],\"dtype\":\"I16\",\"shape\":[1]} } \n\t ",
            1, 2, 3, 4);
        StateDictionary state = SafeTensorsFile.Load(file);
        Assert.Equal(["b", "a"], state.Names);
        Assert.Equal([3, 4], state.Tensor("b").ToArray<byte>());
        Assert.Equal([0x0201], state.Tensor("a").ToArray<short>());
    }

    [Fact]
    public void Tensors_without_elements_keep_their_shape()
    {
        byte[] file = SafeTensorsFile.Of(
            """{"first":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"one":{"dtype":"U8","shape":[1,1],"data_offsets":[0,1]},"last":{"dtype":"F64","shape":[0,4294967296,2147483648],"data_offsets":[1,1]}}""",
            9);
        StateDictionary state = SafeTensorsFile.Load(file);
        Assert.Equal([0L], state.Tensor("first").Shape);
        Assert.Equal([0L, 4294967296, 2147483648], state.Tensor("last").Shape);
        Assert.Empty(state.Tensor("last").ToArray<double>());
        SafeTensorsFile.AssertEqual(state, SafeTensorsFile.Load(SafeTensorsFile.Save(state)));
    }

    [Theory]
    [InlineData("\\u00e9", "é")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("\\u0000", "\0")]
    [InlineData("重み.γ", "重み.γ")]
    [InlineData("", "")]
    [InlineData("\uFEFF\u202E", "\uFEFF\u202E")]
    [InlineData("\uFFFF\\uFFFE", "\uFFFF\uFFFE")]
    public void Names_may_be_any_text(string json, string name)
    {
        byte[] file = SafeTensorsFile.Of($$$"""{"__metadata__":{"{{{json}}}":"{{{json}}}"},"{{{json}}}":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}""", 5);
        StateDictionary state = SafeTensorsFile.Load(file);
        Assert.Equal([name], state.Names);
        Assert.Equal(name, state.Metadata[name]);
        Assert.Equal(5, Assert.Single(state.Tensor(name).ToArray<byte>()));
        SafeTensorsFile.AssertEqual(state, SafeTensorsFile.Load(SafeTensorsFile.Save(state)));
    }

    [Fact]
    public void Names_beyond_ASCII_are_written_as_they_are()
    {
        var state = new StateDictionary();
        state.Set("重み<é>'", StateTensor.Create([true]));
        Assert.Contains("\"重み<é>'\"", Encoding.UTF8.GetString(SafeTensorsFile.Save(state)));
    }

    [Fact]
    public void A_truth_value_is_any_byte_but_zero()
    {
        byte[] file = SafeTensorsFile.Of("""{"x":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}""", 0, 1, 2, 255);
        bool[] values = SafeTensorsFile.Load(file).Tensor("x").ToArray<bool>();
        Assert.Equal([false, true, true, true], values);
        Assert.All(values[1..], value => Assert.Equal(1, Convert.ToInt32(value)));
    }

    private static object Value(StateTensor tensor, object like) => like switch
    {
        bool => tensor.ToArray<bool>()[0],
        byte => tensor.ToArray<byte>()[0],
        sbyte => tensor.ToArray<sbyte>()[0],
        ushort => tensor.ToArray<ushort>()[0],
        short => tensor.ToArray<short>()[0],
        Half => tensor.ToArray<Half>()[0],
        uint => tensor.ToArray<uint>()[0],
        int => tensor.ToArray<int>()[0],
        float => tensor.ToArray<float>()[0],
        ulong => tensor.ToArray<ulong>()[0],
        long => tensor.ToArray<long>()[0],
        _ => tensor.ToArray<double>()[0],
    };
}
