using System.Runtime.InteropServices;
using Xunit;

namespace BatchNormGen.Tests.Reference;

/// <summary>Equality to the bit.</summary>
internal static class Bits
{
    public static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged
    {
        Assert.Equal(expected.Length, actual.Length);
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
        {
            return;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.Slice(i, 1))),
                $"{what}: element {i} of {expected.Length}: {expected[i]} and {actual[i]} differ");
        }
    }
}
