using System.Runtime.InteropServices;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Tensors as a user makes and reads them.</summary>
public sealed class StateTensorTests
{
    [Fact]
    public void Without_a_shape_one_value_is_a_scalar_and_several_are_a_vector()
    {
        Assert.Empty(StateTensor.Create([1f]).Shape);
        Assert.Equal([2L], StateTensor.Create([1f, 2f]).Shape);
        Assert.Equal([0L], StateTensor.Create<float>([]).Shape);
        Assert.Equal([1L], StateTensor.Create([1f], 1).Shape);
        Assert.Equal([1L, 2L, 1L], StateTensor.Create([1f, 2f], 1, 2, 1).Shape);
        Assert.Equal([2L, 0L], StateTensor.Create<float>([], 2, 0).Shape);
    }

    [Fact]
    public void The_type_of_the_values_is_the_type_of_the_tensor()
    {
        AssertKeeps(DataType.Bool, true, false);
        AssertKeeps<byte>(DataType.UInt8, 0, 255);
        AssertKeeps<sbyte>(DataType.Int8, -128, 127);
        AssertKeeps<ushort>(DataType.UInt16, 0, 65535);
        AssertKeeps<short>(DataType.Int16, -32768, 32767);
        AssertKeeps(DataType.Float16, (Half)1.5f, Half.NaN, Half.NegativeInfinity, Half.Epsilon);
        AssertKeeps<uint>(DataType.UInt32, 0, uint.MaxValue);
        AssertKeeps(DataType.Int32, int.MinValue, int.MaxValue);
        AssertKeeps(DataType.Float32, 1.5f, float.NaN, float.PositiveInfinity, float.Epsilon, -0f);
        AssertKeeps<ulong>(DataType.UInt64, 0, ulong.MaxValue);
        AssertKeeps(DataType.Int64, long.MinValue, long.MaxValue);
        AssertKeeps(DataType.Float64, 1.5, double.NaN, double.NegativeInfinity, double.Epsilon, -0.0);
    }

    [Fact]
    public void The_bits_of_a_NaN_stay()
    {
        // Reinterpreted in place: a signalling NaN as a constant becomes a quiet one before it gets here.
        uint[] bits = [0xFF812345, 0x7FC00001];
        float[] values = StateTensor.Create(MemoryMarshal.Cast<uint, float>(bits)).ToArray<float>();
        Assert.Equal(bits, MemoryMarshal.Cast<float, uint>(values).ToArray());
    }

    [Fact]
    public void A_tensor_shares_nothing_with_its_caller()
    {
        float[] values = [1, 2];
        long[] shape = [2, 1];
        StateTensor tensor = StateTensor.Create<float>(values, shape);
        values[0] = 9;
        shape[0] = 9;
        tensor.ToArray<float>()[1] = 9;
        Assert.Equal([1f, 2f], tensor.ToArray<float>());
        Assert.Equal([2L, 1L], tensor.Shape);
        Assert.Throws<NotSupportedException>(() => ((IList<long>)tensor.Shape)[0] = 9);
    }

    public static TheoryData<long[]> OtherShapes => [[2], [4, 0], [-1, -3], [-3], [4294967296, 4294967296, 3], [3, 1, 2]];

    [Theory, MemberData(nameof(OtherShapes))]
    public void A_shape_with_another_number_of_elements_is_refused(long[] shape)
    {
        var error = Assert.Throws<ArgumentException>(() => StateTensor.Create<float>([1, 2, 3], shape));
        Assert.Equal("shape", error.ParamName);
        Assert.Contains($"[{string.Join(", ", shape)}]", error.Message);
    }

    [Fact]
    public void A_shape_that_no_reader_would_take_is_refused_even_without_elements()
    {
        Assert.Throws<ArgumentException>(() => StateTensor.Create<float>([], 4294967296, 4294967296, 0));
        Assert.Throws<ArgumentException>(() => StateTensor.Create<float>([], -1, 0));
    }

    [Fact]
    public void Other_types_are_refused_by_name()
    {
        Assert.Contains("System.Char", Assert.Throws<NotSupportedException>(() => StateTensor.Create("a".AsSpan())).Message);
        Assert.Contains("System.Decimal", Assert.Throws<NotSupportedException>(() => StateTensor.Create([1f]).ToArray<decimal>()).Message);
        Assert.Contains("System.String", Assert.Throws<NotSupportedException>(() => StateTensor.Create<string>(["a"])).Message);
        Assert.Throws<NotSupportedException>(() => StateTensor.Create([1f]).ToArray<DayOfWeek>());
    }

    [Fact]
    public void A_tensor_says_its_type_and_shape()
    {
        Assert.Equal("Float32 [2, 1]", StateTensor.Create([1f, 2f], 2, 1).ToString());
        Assert.Equal("Int64 []", StateTensor.Create([1L]).ToString());
    }

    [Fact]
    public void Converting_to_another_type_keeps_the_shape()
    {
        StateTensor tensor = StateTensor.Create([1f, 2f], 2, 1);
        StateTensor half = tensor.ConvertTo(DataType.BFloat16);
        Assert.Equal(DataType.BFloat16, half.DataType);
        Assert.Equal([2L, 1L], half.Shape);
        Assert.Equal([1f, 2f], half.ToArray<float>());
        Assert.Same(tensor, tensor.ConvertTo(DataType.Float32));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ConvertTo(DataType.Other));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ConvertTo((DataType)14));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ConvertTo((DataType)(-1)));
    }

    [Fact]
    public void More_elements_than_a_block_are_converted_too()
    {
        int[] values = [.. Enumerable.Range(0, (1 << 20) + 3)];
        Assert.Equal(values.Select(value => (double)value), StateTensor.Create<int>(values).ToArray<double>());
        Assert.Equal(values.Select(value => (double)value), StateTensor.Create<int>(values).ConvertTo(DataType.Float64).ToArray<double>());
        values[^1] = -1;
        Assert.Contains($"Element {values.Length - 1}, -1,", Assert.Throws<OverflowException>(() => StateTensor.Create<int>(values).ToArray<uint>()).Message);
    }

    private static void AssertKeeps<T>(DataType type, params T[] values)
    {
        StateTensor tensor = StateTensor.Create<T>(values, values.Length);
        Assert.Equal(type, tensor.DataType);
        Assert.Equal(values, tensor.ToArray<T>());
    }
}
