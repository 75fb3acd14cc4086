using System.Text;
using BatchNormGen.Tests.Checkpoints;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Types that nothing here computes with are carried, not judged.</summary>
public sealed class OtherTypeTests
{
    public static TheoryData<string> Types =>
        ["F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "F4", "F6_E2M3", "F6_E3M2", "C64", "I4", "NF4_2031", "f32"];

    [Theory, MemberData(nameof(Types))]
    public void A_tensor_is_kept_and_saved_to_the_byte(string type)
    {
        // Three bytes for ten elements: how many bits one takes is the type's affair.
        byte[] file = Padded($$$"""{"w":{"dtype":"{{{type}}}","shape":[2,5],"data_offsets":[0,3]}}""", 1, 2, 3);
        StateDictionary state = SafeTensorsFile.Load(file);
        StateTensor tensor = state.Tensor("w");
        Assert.Equal(DataType.Other, tensor.DataType);
        Assert.Equal(type, tensor.TypeName);
        Assert.Equal([2, 5], tensor.Shape);
        Assert.Equal($"{type} [2, 5]", tensor.ToString());
        Assert.Equal(file, SafeTensorsFile.Save(state));
        SafeTensorsFile.AssertEqual(state, StateDictionary.Load(new DribblingStream(file)));
    }

    [Fact]
    public void A_shape_that_is_large_and_empty_bytes_are_no_fault()
    {
        byte[] file = Padded("""{"w":{"dtype":"F4","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""");
        Assert.Equal(file, SafeTensorsFile.Save(SafeTensorsFile.Load(file)));
    }

    [Fact]
    public void Its_elements_are_refused_by_the_name_of_the_type()
    {
        StateTensor tensor = Tensor("F8_E4M3", [3], 1, 2, 3);
        foreach (Action read in (Action[])[() => tensor.ToArray<float>(), () => tensor.ToArray<byte>(), () => tensor.ToArray<bool>(), () => tensor.ConvertTo(DataType.Float32)])
        {
            Assert.StartsWith("A tensor F8_E4M3 [3] cannot be read as numbers: the type F8_E4M3 is not known here.", Assert.Throws<InvalidCastException>(read).Message);
        }

        Assert.Same(tensor, tensor.ConvertTo(DataType.Other));
    }

    [Fact]
    public void Known_tensors_beside_it_are_read_and_aligned()
    {
        var state = new StateDictionary();
        state.Set("a", Tensor("F99", [3], 1, 2, 3));
        state.Set("b", Tensor("F8_E4M3", [3], 4, 5, 6));
        state.Set("c", StateTensor.Create([1.5f]));
        state.Set("d", StateTensor.Create([true]));
        state.Set("e", Tensor("C64", [1], 1, 2, 3, 4, 5, 6, 7, 8));
        StateDictionary read = SafeTensorsFile.Load(SafeTensorsFile.Save(state));
        Assert.Equal(["e", "c", "b", "d", "a"], read.Names);
        SafeTensorsFile.AssertEqual(state, read);
    }

    [Fact]
    public void A_layer_refuses_it_only_where_it_is_to_take_it()
    {
        StateTensor eights = Tensor("F8_E4M3", [3], 1, 2, 3);
        StateDictionary model = States.PyTorch("bn.");
        model.Set("conv.weight", eights);
        Assert.Equal("complete", new PyTorchCheckpointRow().LoadState(model, "bn.").ToString());

        model.Set("bn.weight", eights);
        foreach (bool strict in (bool[])[true, false])
        {
            string message = Assert.Throws<InvalidDataException>(() => new PyTorchCheckpointRow().LoadState(model, "bn.", strict)).Message;
            Assert.Contains("'bn.weight' is F8_E4M3 [3]; expected floating-point numbers: Float16, BFloat16, Float32 or Float64.", message);
        }
    }

    private static StateTensor Tensor(string type, long[] shape, params byte[] bytes) => SafeTensorsFile.Load(SafeTensorsFile.Of(
        $$$"""{"w":{"dtype":"{{{type}}}","shape":[{{{string.Join(',', shape)}}}],"data_offsets":[0,{{{bytes.Length}}}]}}""", bytes)).Tensor("w");

    /// <summary>With the padding that a saved file has.</summary>
    private static byte[] Padded(string header, params byte[] data) =>
        SafeTensorsFile.Of(header.PadRight((Encoding.UTF8.GetByteCount(header) + 7) / 8 * 8), data);
}
