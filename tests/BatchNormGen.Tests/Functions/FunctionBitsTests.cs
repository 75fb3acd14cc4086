using System.Globalization;
using System.Runtime.InteropServices;
using BatchNormGen.FunctionErrors;
using Xunit;

namespace BatchNormGen.Tests.Functions;

/// <summary>The same bits with lanes of vectors of any width, at every level of vector instructions.</summary>
public sealed class FunctionBitsTests
{
    public static TheoryData<TestedFunction> All => [.. TestedFunction.All];

    [Theory, MemberData(nameof(All))]
    public void Floats_have_the_same_bits_at_every_width(TestedFunction function)
    {
        float[] z = [.. FunctionSamples.Floats, .. Enumerable.Repeat(float.PositiveInfinity, 16), .. Enumerable.Repeat(float.NegativeInfinity, 16)];
        Check<float, int>(function.Floats, z);
    }

    [Theory, MemberData(nameof(All))]
    public void Doubles_have_the_same_bits_at_every_width(TestedFunction function)
    {
        double[] z = [.. FunctionSamples.Doubles, .. Enumerable.Repeat(double.PositiveInfinity, 16), .. Enumerable.Repeat(double.NegativeInfinity, 16)];
        Check<double, long>(function.Doubles, z);
    }

    [Theory]
    [Trait("Coverage", "off")]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void Other_instructions_change_no_bit(string disabled, int bits)
    {
        string[] lines = ChildProgram.Run(typeof(Digests), [(disabled, "0")], "--digests");
        Assert.True(int.Parse(lines[0].Split(' ')[2], CultureInfo.InvariantCulture) <= bits, $"{lines[0]} in spite of {disabled}=0");
        Assert.Equal(Digests.All(), lines[1..]);
    }

    private static void Check<T, TBits>(Evaluator<T> function, T[] z)
        where T : unmanaged
        where TBits : unmanaged
    {
        var expected = new T[z.Length];
        function(512, z, expected);
        foreach (int bits in (int[])[256, 128])
        {
            var y = new T[z.Length];
            function(bits, z, y);
            Assert.Equal(Bits(expected), Bits(y));
        }

        static TBits[] Bits(T[] values) => MemoryMarshal.Cast<T, TBits>(values).ToArray();
    }
}
