using CsCheck;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>The dictionary in memory, and as it survives a file.</summary>
public sealed class StateDictionaryTests
{
    private static readonly Gen<string> AnyName = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 0, 8],
        Gen.OneOf("a.b", "é", "\u0000\n\"\\/<>&'+", "😀", "\u2028\u007F\uFFFF", "重み", "{\"dtype\"", " "));

    private static readonly Gen<StateTensor> AnyTensor =
        from rank in Gen.Int[0, 4]
        from shape in Gen.Long[0, 4].Array[rank]
        from type in Gen.Enum<DataType>().Where(static type => type != DataType.Other)
        from values in Gen.SByte[0, 127].Array[(int)shape.Aggregate(1L, (product, extent) => product * extent)]
        select type == DataType.Bool
            ? StateTensor.Create<bool>([.. values.Select(value => value % 2 == 0)], shape.Length == 0 && values.Length != 1 ? [values.Length] : shape)
            : StateTensor.Create<sbyte>(values, shape).ConvertTo(type);

    private static readonly Gen<StateDictionary> AnyState =
        from tensors in Gen.Dictionary(AnyName, AnyTensor)[0, 12]
        from metadata in Gen.Dictionary(AnyName, AnyName)[0, 4]
        select MakeState(tensors, metadata);

    [Fact]
    public void Any_state_survives_a_file() =>
        AnyState.Sample(
            state =>
            {
                byte[] file = SafeTensorsFile.Save(state);
                SafeTensorsFile.AssertEqual(state, SafeTensorsFile.Load(file));
                SafeTensorsFile.AssertEqual(state, StateDictionary.Load(new DribblingStream(file)));
            },
            iter: 3_000);

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_setting() =>
        AnyState.Sample(
            state =>
            {
                var reversed = new StateDictionary();
                foreach (string name in state.Names.Reverse())
                {
                    reversed.Set(name, state.Tensor(name));
                }

                foreach ((string key, string value) in state.Metadata.Reverse())
                {
                    reversed.SetMetadata(key, value);
                }

                Assert.Equal(SafeTensorsFile.Save(state), SafeTensorsFile.Save(reversed));
            },
            iter: 1_000);

    [Fact]
    public void Data_begin_at_a_multiple_of_eight_and_every_tensor_at_one_of_its_elements() =>
        AnyState.Sample(
            state =>
            {
                byte[] file = SafeTensorsFile.Save(state);
                long headerLength = BitConverter.ToInt64(file);
                Assert.Equal(0, headerLength % 8);
                using var header = System.Text.Json.JsonDocument.Parse(file.AsMemory(8, (int)headerLength));
                foreach (string name in state.Names)
                {
                    StateTensor tensor = state.Tensor(name);
                    long begin = header.RootElement.GetProperty(name).GetProperty("data_offsets")[0].GetInt64();
                    long elements = tensor.Shape.Aggregate(1L, (product, extent) => product * extent);
                    Assert.True(elements == 0 || begin % (tensor.Bytes.Length / elements) == 0);
                }
            },
            iter: 1_000);

    [Fact]
    public void Names_are_in_the_order_of_setting_and_replacing_keeps_the_place()
    {
        var state = new StateDictionary();
        state.Set("b", StateTensor.Create([1f]));
        state.Set("a", StateTensor.Create([2f]));
        state.Set("b", StateTensor.Create([3f]));
        state.Set("B", StateTensor.Create([4f]));
        Assert.Equal(["b", "a", "B"], state.Names);
        Assert.Equal([3f], state.Tensor("b").ToArray<float>());
        Assert.Equal(3, state.Names.Count);
    }

    [Fact]
    public void A_name_that_is_not_there_gives_no_tensor()
    {
        var state = new StateDictionary();
        Assert.False(state.TryGet("a", out StateTensor? tensor));
        Assert.Null(tensor);
        Assert.Throws<ArgumentNullException>(() => state.TryGet(null!, out _));
    }

    [Fact]
    public void A_dictionary_says_how_much_it_holds()
    {
        var state = new StateDictionary();
        Assert.Equal("0 tensors", state.ToString());
        state.Set("a", StateTensor.Create([1f]));
        Assert.Equal("1 tensor", state.ToString());
    }

    [Fact]
    public void A_dictionary_in_memory_is_not_changed_by_disposing_it()
    {
        var state = new StateDictionary();
        state.Dispose();
        state.Set("a", StateTensor.Create([1f]));
        Assert.True(state.TryGet("a", out _));
    }

    [Fact]
    public void Metadata_are_set_and_replaced()
    {
        var state = new StateDictionary();
        state.SetMetadata("format", "pt");
        state.SetMetadata("format", "np");
        Assert.Equal("np", Assert.Single(state.Metadata).Value);
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, string>)state.Metadata).Add("a", "b"));
        Assert.Throws<ArgumentNullException>(() => state.SetMetadata(null!, ""));
        Assert.Throws<ArgumentNullException>(() => state.SetMetadata("", null!));
    }

    [Fact]
    public void What_no_file_can_hold_is_refused_at_once()
    {
        var state = new StateDictionary();
        StateTensor tensor = StateTensor.Create([1f]);
        Assert.Contains("SetMetadata", Assert.Throws<ArgumentException>(() => state.Set("__metadata__", tensor)).Message);
        Assert.Contains("Character 1 ", Assert.Throws<ArgumentException>(() => state.Set("a\ud800", tensor)).Message);
        Assert.Contains("Character 0 ", Assert.Throws<ArgumentException>(() => state.Set("\udc00\ud800", tensor)).Message);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => state.SetMetadata("\ud800", "")).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentException>(() => state.SetMetadata("", "\ud800")).ParamName);
        Assert.Throws<ArgumentNullException>(() => state.Set(null!, tensor));
        Assert.Throws<ArgumentNullException>(() => state.Set("a", null!));
        Assert.Empty(state.Names);
        Assert.Empty(state.Metadata);
    }

    [Fact]
    public void A_header_above_the_bound_is_not_written()
    {
        var state = new StateDictionary();
        state.Set(new string('é', 50_000_000), StateTensor.Create([1f]));
        var stream = new MemoryStream();
        Assert.Throws<InvalidOperationException>(() => state.Save(stream));
        Assert.Equal(0, stream.Length);
    }

    private static StateDictionary MakeState(Dictionary<string, StateTensor> tensors, Dictionary<string, string> metadata)
    {
        var state = new StateDictionary();
        foreach ((string name, StateTensor tensor) in tensors)
        {
            state.Set(name, tensor);
        }

        foreach ((string key, string value) in metadata)
        {
            state.SetMetadata(key, value);
        }

        return state;
    }
}
