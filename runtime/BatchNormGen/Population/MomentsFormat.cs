using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace BatchNormGen.Population;

/// <summary>Moments as bytes, all little-endian: a head, the vectors, a checksum.</summary>
/// <remarks>
/// <code>
/// offset   length
///      0        4   "BNGM" in ASCII
///      4        4   the version, 1
///      8        4   C, the number of channels
///     12        8   the number of values in each
///     20     32 · C   doubles: C means, C remainders of the means, C sums of squared deviations, C remainders of these
///     20 + 32 · C   4   CRC-32C (Castagnoli) of all before, as in iSCSI
/// </code>
/// A number is its value plus its remainder, which is at most half a unit in the value's last place.
/// </remarks>
internal static class MomentsFormat
{
    private const uint Magic = 'B' | ('N' << 8) | ('G' << 16) | ('M' << 24);
    private const int Version = 1;
    private const int HeadLength = 20;
    private const int ChecksumLength = 4;

    public static byte[] Write(Moments moments)
    {
        byte[] bytes = new byte[Length(moments.NumFeatures)];
        Span<byte> rest = bytes;
        BinaryPrimitives.WriteUInt32LittleEndian(rest, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], moments.NumFeatures);
        BinaryPrimitives.WriteInt64LittleEndian(rest[12..], moments.Count);
        rest = rest[HeadLength..];
        foreach (double value in moments.Vectors)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(rest, value);
            rest = rest[sizeof(double)..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(rest, Checksum(bytes.AsSpan(..^ChecksumLength)));
        return bytes;
    }

    public static Moments Read(ReadOnlySpan<byte> bytes)
    {
        // Nothing is allocated before the length fits what the head says.
        if (bytes.Length < HeadLength + ChecksumLength)
        {
            Fail($"expected at least {HeadLength + ChecksumLength} bytes, got {bytes.Length}");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            Fail("they do not begin with 'BNGM', so they were not written by Moments.ToBytes");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (version != Version)
        {
            Fail($"expected version {Version} of the format, got {version}");
        }

        int features = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (features is < 1 or > LayerLimits.MaxFeatures)
        {
            Fail($"expected a number of channels from 1 to {LayerLimits.MaxFeatures}, got {features}");
        }

        if (bytes.Length != Length(features))
        {
            Fail($"expected {Length(features)} bytes for {features} channels, got {bytes.Length}");
        }

        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumLength..]);
        uint actual = Checksum(bytes[..^ChecksumLength]);
        if (checksum != actual)
        {
            Fail($"their checksum is {actual:X8}, not {checksum:X8} as it was when they were written, so they were damaged since");
        }

        Moments moments = new(features);
        ReadNumbers(bytes[12..], moments);
        return moments;
    }

    private static void ReadNumbers(ReadOnlySpan<byte> rest, Moments moments)
    {
        long count = BinaryPrimitives.ReadInt64LittleEndian(rest);
        if (count < 0)
        {
            Fail($"expected 0 or more values, got {count}");
        }

        moments.SetCount(count);
        rest = rest[sizeof(long)..];
        foreach (ref double value in moments.Vectors)
        {
            value = BinaryPrimitives.ReadDoubleLittleEndian(rest);
            rest = rest[sizeof(double)..];
        }

        for (int c = 0; c < moments.NumFeatures; c++)
        {
            CheckChannel(moments, c);
        }
    }

    private static void CheckChannel(Moments moments, int c)
    {
        double mean = moments.Mean[c];
        double deviations = moments.SumOfSquaredDeviations[c];
        double meanRemainder = moments.Vectors[moments.NumFeatures + c];
        double deviationsRemainder = moments.Vectors[(3 * moments.NumFeatures) + c];
        if (!IsPair(mean, meanRemainder))
        {
            Fail($"the mean of channel {c}, {mean} and {meanRemainder}, is no number with its remainder");
        }

        if (!IsPair(deviations, deviationsRemainder) || deviations < 0)
        {
            Fail($"the sum of squared deviations of channel {c}, {deviations} and {deviationsRemainder}, is no number of 0 or more with its remainder");
        }

        if (moments.Count == 0 && mean != 0)
        {
            Fail($"channel {c} has the mean {mean} of no values");
        }

        if (moments.Count < 2 && deviations != 0)
        {
            Fail($"channel {c} has the squared deviations {deviations} of fewer than two values");
        }
    }

    /// <summary>Whether both are numbers, and the second is what rounding the sum of both to the first takes off.</summary>
    private static bool IsPair(double value, double remainder) => double.IsFinite(value) && double.IsFinite(remainder) && value + remainder == value;

    private static int Length(int features) => HeadLength + (MomentsVector.Vectors * features * sizeof(double)) + ChecksumLength;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte next in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, next);
        }

        return ~checksum;
    }

    [DoesNotReturn]
    private static void Fail(string reason) => throw new InvalidDataException($"The bytes are not those of moments: {reason}.");
}
