using System.Buffers.Binary;
using System.Numerics;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Population;

public sealed class MomentsFormatTests
{
    private static readonly byte[] Sample = new Row3().MeasureMoments([1f, 2, 3, 4, 5.5f, 6, 7, 8, 9.25f]).ToBytes();

    [Fact]
    public void Bytes_give_the_same_moments_again()
    {
        Moments moments = Moments.FromBytes(Sample);
        Assert.Equal(3, moments.Count);
        Assert.Equal([4.0, 15.5 / 3, 18.25 / 3], moments.Mean.ToArray());
        Assert.Equal(18.0, moments.SumOfSquaredDeviations[0]);
        Assert.Equal(Sample, moments.ToBytes());
        Assert.Equal(new Moments(70).ToBytes(), Moments.FromBytes(new Moments(70).ToBytes()).ToBytes());
    }

    [Fact]
    public void The_format_is_as_documented()
    {
        byte[] bytes = new Row1().MeasureMoments([1f, 2]).ToBytes();
        Assert.Equal(24 + 32, bytes.Length);
        Assert.Equal("BNGM"u8, bytes.AsSpan(0, 4));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], bytes[4..20]);
        Assert.Equal(1.5, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(20)));
        Assert.Equal(0, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(28)));
        Assert.Equal(0.5, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(36)));
        Assert.Equal(0, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(44)));
        Assert.Equal(Crc32C(bytes.AsSpan(..^4)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..)));

        // The check value of CRC-32C.
        Assert.Equal(0xE3069283, Crc32C("123456789"u8));
    }

    [Fact]
    public void Every_truncation_and_addition_is_rejected()
    {
        for (int length = 0; length < Sample.Length; length++)
        {
            Reject(Sample[..length], length < 24 ? $"at least 24 bytes, got {length}" : $"expected 120 bytes for 3 channels, got {length}");
        }

        Reject([.. Sample, 0], "expected 120 bytes for 3 channels, got 121");
    }

    [Fact]
    public void Every_flipped_bit_is_rejected()
    {
        for (int bit = 0; bit < 8 * Sample.Length; bit++)
        {
            byte[] bytes = [.. Sample];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => Moments.FromBytes(bytes));
        }
    }

    [Fact]
    public void Each_fault_is_named()
    {
        Reject(With(0, (byte)'X'), "do not begin with 'BNGM'");
        Reject(With(4, 2), "version 1 of the format, got 2");
        Reject(With(8, 0), "from 1 to 1048576, got 0");
        Reject(With(11, 0x80), "from 1 to 1048576, got -2147483645");
        Reject(With(10, 0x0F), "bytes for 983043 channels, got 120");
        Reject(With(50, 1), "checksum");
        Reject(Signed(With(19, 0xFF)), "0 or more values");
        Reject(Signed(WithDouble(20, double.NaN)), "the mean of channel 0");
        Reject(Signed(WithDouble(28, double.NegativeInfinity)), "the mean of channel 1");
        Reject(Signed(WithDouble(20 + 24, 1)), "the mean of channel 0");
        Reject(Signed(WithDouble(20 + 48, -1)), "the sum of squared deviations of channel 0");
        Reject(Signed(WithDouble(20 + 64, double.PositiveInfinity)), "the sum of squared deviations of channel 2");
        Reject(Signed(WithDouble(20 + 72, double.NaN)), "the sum of squared deviations of channel 0");
        Reject(Signed(With(12, 1)), "squared deviations 18 of fewer than two values");
        Reject(Signed(With(12, 0)), "the mean 4 of no values");
    }

    [Fact]
    public void Random_bytes_never_do_more_than_be_rejected()
    {
        // With a right checksum, so that what is behind it is tried; whatever is taken must be moments.
        var random = new Random(7);
        int taken = 0;
        for (int round = 0; round < 200_000; round++)
        {
            byte[] bytes = Mutated(random);
            try
            {
                Moments moments = Moments.FromBytes(random.Next(4) == 0 ? bytes : Signed(bytes));
                taken++;
                Assert.True(moments.Count >= 0);
                Assert.All(moments.Vectors.ToArray(), value => Assert.True(double.IsFinite(value)));
                Assert.All(moments.SumOfSquaredDeviations.ToArray(), value => Assert.True(value >= 0));
            }
            catch (InvalidDataException exception)
            {
                Assert.StartsWith("The bytes are not those of moments: ", exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(taken, 1000, 199_000);
    }

    private static byte[] Mutated(Random random)
    {
        byte[] bytes = [.. Sample];
        if (random.Next(8) == 0)
        {
            bytes = [.. bytes.Take(random.Next(bytes.Length + 1)), .. new byte[random.Next(9)]];
        }

        for (int mutation = random.Next(4); mutation >= 0 && bytes.Length > 0; mutation--)
        {
            int at = random.Next(bytes.Length);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => (byte)(random.Next(2) * 255),
            };
        }

        return bytes;
    }

    private static void Reject(byte[] bytes, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Moments.FromBytes(bytes)).Message, StringComparison.Ordinal);

    private static byte[] With(int at, byte value)
    {
        byte[] bytes = [.. Sample];
        bytes[at] = value;
        return bytes;
    }

    private static byte[] WithDouble(int at, double value)
    {
        byte[] bytes = [.. Sample];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }

    private static byte[] Signed(byte[] bytes)
    {
        if (bytes.Length >= 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^4..), Crc32C(bytes.AsSpan(..^4)));
        }

        return bytes;
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return ~checksum;
    }
}
