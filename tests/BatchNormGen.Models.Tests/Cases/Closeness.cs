using Xunit;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>Compares float numbers with those of a reference.</summary>
internal static class Closeness
{
    /// <summary>
    /// Fails where a number is further off than 2e-6 of the largest of them, and than what rounding in the layers before may have made of it: three times as far as
    /// <paramref name="disturbed"/> is from <paramref name="expected"/> anywhere.
    /// </summary>
    public static void AssertClose(double[] expected, double[] disturbed, ReadOnlySpan<float> actual, string what)
    {
        double largest = expected.Select(Math.Abs).DefaultIfEmpty().Max(), unrest = expected.Zip(disturbed, static (left, right) => Math.Abs(left - right)).DefaultIfEmpty().Max();
        AssertWithin(expected, actual, i => (2e-6 * largest) + (3 * unrest) + 1e-30, what);
    }

    /// <summary>Fails where a number is further off than a share of the largest of them.</summary>
    public static void AssertClose(double[] expected, ReadOnlySpan<float> actual, double share, string what)
    {
        double largest = expected.Select(Math.Abs).DefaultIfEmpty().Max();
        AssertWithin(expected, actual, _ => (share * largest) + 1e-30, what);
    }

    /// <summary>Fails where a number is further off than its own bound.</summary>
    public static void AssertWithin(double[] expected, ReadOnlySpan<float> actual, Func<int, double> bound, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= bound(i)))
            {
                Assert.Fail($"{what}, value {i} of {expected.Length}: expected {expected[i]:R} ± {bound(i):G3}, got {actual[i]:R}, off by {Math.Abs(expected[i] - actual[i]):G3}.");
            }
        }
    }

    /// <summary>Fails where numbers are not the same to the bit.</summary>
    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                Assert.Fail($"{what}, value {i} of {expected.Length}: expected {expected[i]:R}, got {actual[i]:R}.");
            }
        }
    }
}
