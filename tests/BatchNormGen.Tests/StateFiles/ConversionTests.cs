using System.Numerics;
using BatchNormGen.State.Elements;
using CsCheck;
using Xunit;

namespace BatchNormGen.Tests.StateFiles;

/// <summary>Conversions against exact arithmetic: never further off than the rule allows, never silently another number.</summary>
public sealed class ConversionTests
{
    private static readonly float LargestBFloat16 = Rounding.FromBFloat16(0x7F7F);

    private static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.Double,
        Gen.ULong.Select(BitConverter.UInt64BitsToDouble),
        Gen.UInt.Select(bits => (double)BitConverter.UInt32BitsToSingle(bits)),
        // Near the numbers halfway between two of 8 or 11 bits, where rounding twice goes wrong.
        Gen.Select(Gen.Int[-160, 140], Gen.Int[0, 8191], Gen.Int[-2, 2]).Select((exponent, fraction, step) => Nudge(Math.ScaleB(1 + (fraction / 8192.0), exponent), step)));

    private static readonly Gen<long> AnyLong = Gen.Select(Gen.Long, Gen.Int[0, 63]).Select((value, shift) => value >> shift);

    [Fact]
    public void Every_bfloat16_is_read_exactly_and_comes_back()
    {
        ushort[] bits = [.. Enumerable.Range(0, 65536).Select(value => (ushort)value)];
        for (int i = 0; i < bits.Length; i++)
        {
            float value = Rounding.FromBFloat16(bits[i]);
            Assert.Equal((uint)bits[i] << 16, BitConverter.SingleToUInt32Bits(value));
            if (!float.IsNaN(value))
            {
                Assert.Equal(bits[i], Rounding.ToBFloat16(value));
            }
            else
            {
                Assert.True(float.IsNaN(Rounding.FromBFloat16(Rounding.ToBFloat16(value))));
            }
        }
    }

    [Fact]
    public void Every_half_is_read_exactly_and_comes_back()
    {
        Half[] halves = [.. Enumerable.Range(0, 65536).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];
        StateTensor tensor = StateTensor.Create<Half>(halves);
        Assert.Equal(halves.Select(half => (float)half), tensor.ToArray<float>());
        Assert.Equal(halves.Select(half => (double)half), tensor.ToArray<double>());
        Assert.Equal(halves, tensor.ConvertTo(DataType.Float64).ToArray<Half>());
    }

    [Fact]
    public void Doubles_are_rounded_once_to_the_nearest_bfloat16() =>
        AnyDouble.Sample(
            value =>
            {
                float rounded = StateTensor.Create([value]).ConvertTo(DataType.BFloat16).ToArray<float>()[0];
                if (double.IsNaN(value))
                {
                    Assert.True(float.IsNaN(rounded));
                    return;
                }

                Assert.Equal(double.IsNegative(value), float.IsNegative(rounded));
                if (float.IsInfinity(rounded))
                {
                    // Halfway between the largest number and what would be the next.
                    Assert.True(Math.Abs(value) >= (LargestBFloat16 + Math.ScaleB(1, 128)) / 2);
                    return;
                }

                ushort bits = (ushort)(BitConverter.SingleToUInt32Bits(Math.Abs(rounded)) >> 16);
                double above = bits == 0x7F7F ? Math.ScaleB(1, 128) : Rounding.FromBFloat16((ushort)(bits + 1));
                AssertNearest(Math.Abs(value), Math.Abs(rounded), bits == 0 ? 0 : Rounding.FromBFloat16((ushort)(bits - 1)), above, (bits & 1) == 0);
            },
            iter: 100_000);

    [Fact]
    public void Doubles_are_rounded_once_to_the_nearest_half_and_float() =>
        AnyDouble.Sample(
            value =>
            {
                StateTensor tensor = StateTensor.Create([value]);
                Assert.Equal((float)value, tensor.ToArray<float>()[0]);
                Half half = tensor.ToArray<Half>()[0];
                if (Half.IsFinite(half))
                {
                    ushort bits = BitConverter.HalfToUInt16Bits(Half.Abs(half));
                    double above = bits + 1 == 0x7C00 ? 65536 : (double)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
                    AssertNearest(Math.Abs(value), (double)Half.Abs(half), bits == 0 ? 0 : (double)BitConverter.UInt16BitsToHalf((ushort)(bits - 1)), above, (bits & 1) == 0);
                }
                else
                {
                    Assert.True(!double.IsFinite(value) || Math.Abs(value) >= 65520);
                }
            },
            iter: 100_000);

    [Fact]
    public void Integers_are_rounded_once_to_the_nearest_floating_point_number() =>
        Gen.Select(AnyLong, Gen.Int[-2, 2]).Sample(
            (value, step) =>
            {
                // Beside the numbers halfway between two floats too, where a detour over double goes wrong.
                long nearTie = (long)((ulong)value & 0xFFFFFF8000000000) + (1L << 38) + step;
                foreach (long integer in new[] { value, nearTie })
                {
                    AssertNearest(integer, StateTensor.Create([integer]));
                    AssertNearest((ulong)integer, StateTensor.Create([(ulong)integer]));
                }
            },
            iter: 100_000);

    [Fact]
    public void Integers_become_the_same_integers_or_nothing() =>
        AnyLong.Sample(
            value =>
            {
                AssertSameInteger(value, StateTensor.Create([value]));
                AssertSameInteger((ulong)value, StateTensor.Create([(ulong)value]));
                AssertSameInteger((int)value, StateTensor.Create([(int)value]));
                AssertSameInteger((sbyte)value, StateTensor.Create([(sbyte)value]));
                AssertSameInteger((byte)value, StateTensor.Create([(byte)value]));
                AssertSameInteger((ushort)value, StateTensor.Create([(ushort)value]));
                AssertSameInteger((uint)value, StateTensor.Create([(uint)value]));
                AssertSameInteger((short)value, StateTensor.Create([(short)value]));
                AssertSameInteger(new BigInteger((double)value), StateTensor.Create([(double)value]));
            },
            iter: 10_000);

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    [InlineData(18446744073709551616.0)]
    [InlineData(-9223372036854777856.0)]
    public void What_is_no_64_bit_integer_becomes_none(double value)
    {
        StateTensor tensor = StateTensor.Create([0, value]);
        Assert.Contains("Element 1, ", Assert.Throws<OverflowException>(() => tensor.ToArray<long>()).Message);
        Assert.Throws<OverflowException>(() => tensor.ToArray<ulong>());
        Assert.Throws<OverflowException>(() => tensor.ToArray<int>());
        Assert.Throws<OverflowException>(() => tensor.ConvertTo(DataType.UInt8));
    }

    [Fact]
    public void A_negative_zero_is_the_integer_zero() => Assert.Equal([0ul], StateTensor.Create([-0.0]).ToArray<ulong>());

    [Fact]
    public void Numbers_too_large_become_infinite_as_in_a_cast()
    {
        Assert.Equal([float.PositiveInfinity], StateTensor.Create([1e300]).ToArray<float>());
        Assert.Equal([Half.NegativeInfinity], StateTensor.Create([-65520f]).ToArray<Half>());
        Assert.Equal([float.PositiveInfinity], StateTensor.Create([float.MaxValue]).ConvertTo(DataType.BFloat16).ToArray<float>());
        Assert.Equal([float.PositiveInfinity], StateTensor.Create([3.4e38 * 2]).ConvertTo(DataType.BFloat16).ToArray<float>());
    }

    [Fact]
    public void Truth_values_and_numbers_do_not_mix()
    {
        Assert.Throws<InvalidCastException>(() => StateTensor.Create([1f]).ToArray<bool>());
        Assert.Throws<InvalidCastException>(() => StateTensor.Create<byte>([1]).ToArray<bool>());
        Assert.Contains("Bool", Assert.Throws<InvalidCastException>(() => StateTensor.Create([true]).ToArray<float>()).Message);
        Assert.Throws<InvalidCastException>(() => StateTensor.Create([true]).ConvertTo(DataType.UInt8));
    }

    [Fact]
    public void Bytes_are_reversed_element_by_element()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Reversed(1));
        Assert.Equal([2, 1, 4, 3, 6, 5, 8, 7], Reversed(2));
        Assert.Equal([4, 3, 2, 1, 8, 7, 6, 5], Reversed(4));
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1], Reversed(8));

        byte[] Reversed(int size)
        {
            byte[] copy = [.. bytes];
            ByteOrder.Reverse(copy, size);
            return copy;
        }
    }

    private static void AssertNearest(BigInteger integer, StateTensor tensor)
    {
        double wide = tensor.ToArray<double>()[0];
        float single = tensor.ToArray<float>()[0];
        float brain = tensor.ConvertTo(DataType.BFloat16).ToArray<float>()[0];
        AssertNearest(integer, wide, Math.BitDecrement(wide), Math.BitIncrement(wide), (BitConverter.DoubleToInt64Bits(wide) & 1) == 0);
        AssertNearest(integer, single, MathF.BitDecrement(single), MathF.BitIncrement(single), (BitConverter.SingleToInt32Bits(single) & 1) == 0);
        int bits = BitConverter.SingleToInt32Bits(brain) >> 16;
        double inward = BitConverter.Int32BitsToSingle((bits - (brain == 0 ? 0 : 1)) << 16);
        double outward = BitConverter.Int32BitsToSingle((bits + 1) << 16);
        AssertNearest(integer, brain, Math.Min(inward, outward), Math.Max(inward, outward), (bits & 1) == 0);
        Half half = tensor.ToArray<Half>()[0];
        Assert.Equal(BigInteger.Abs(integer) >= 65520, Half.IsInfinity(half));
        if (Half.IsFinite(half))
        {
            Assert.Equal((Half)(double)integer, half);
        }
    }

    // Distances doubled, so that those to neighbours are whole: all numbers near a 64-bit integer that is not exact are themselves integers.
    private static void AssertNearest(BigInteger exact, double rounded, double below, double above, bool even)
    {
        BigInteger distance = BigInteger.Abs(new BigInteger(rounded) - exact);
        if (distance.IsZero)
        {
            return;
        }

        BigInteger other = BigInteger.Min(BigInteger.Abs(new BigInteger(below) - exact), BigInteger.Abs(new BigInteger(above) - exact));
        Assert.True(distance < other || (distance == other && even), $"{exact} became {rounded:R}");
    }

    // All differences here are of neighbours in a much coarser type, or so large that rounding them changes no comparison.
    private static void AssertNearest(double exact, double rounded, double below, double above, bool even)
    {
        if (exact == rounded)
        {
            return;
        }

        double distance = Math.Abs(rounded - exact);
        double other = exact > rounded ? Math.Abs(above - exact) : Math.Abs(exact - below);
        Assert.True(distance < other || (distance == other && even), $"{exact:R} became {rounded:R}, between {below:R} and {above:R}");
    }

    private static double Nudge(double value, int steps)
    {
        for (; steps > 0; steps--)
        {
            value = Math.BitIncrement(value);
        }

        for (; steps < 0; steps++)
        {
            value = Math.BitDecrement(value);
        }

        return value;
    }

    private static void AssertSameInteger(BigInteger value, StateTensor tensor)
    {
        AssertSameInteger<byte>(value, tensor);
        AssertSameInteger<sbyte>(value, tensor);
        AssertSameInteger<ushort>(value, tensor);
        AssertSameInteger<short>(value, tensor);
        AssertSameInteger<uint>(value, tensor);
        AssertSameInteger<int>(value, tensor);
        AssertSameInteger<ulong>(value, tensor);
        AssertSameInteger<long>(value, tensor);
    }

    private static void AssertSameInteger<T>(BigInteger value, StateTensor tensor)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (value >= BigInteger.CreateChecked(T.MinValue) && value <= BigInteger.CreateChecked(T.MaxValue))
        {
            Assert.Equal(value, BigInteger.CreateChecked(tensor.ToArray<T>()[0]));
        }
        else
        {
            Assert.Throws<OverflowException>(() => tensor.ToArray<T>());
        }
    }
}
