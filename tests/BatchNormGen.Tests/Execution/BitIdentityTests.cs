using System.Globalization;
using System.Runtime.Intrinsics;
using BatchNormGen.BitIdentity;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>The same bits at every level of vector instructions, in child processes, and on any number of threads.</summary>
[Trait("Coverage", "off")]
public sealed class BitIdentityTests
{
    private static readonly Lazy<string[]> Here = new(() => [.. Digests.All(threads: 1)]);

    [Fact]
    public void The_bits_are_those_on_record() => Assert.Empty(Digests.Differences(File.ReadAllLines(Digests.RecordedFile), Here.Value));

    [Fact]
    public void A_line_that_differs_is_new_or_gone_is_told_from_the_record() => Assert.Equal(
        ["other bits: b 1, recorded: 2", "not recorded: c 3", "recorded, but no case now: a 1"],
        Digests.Differences(["a 1", "b 2", "d 4"], ["b 1", "c 3", "d 4"]));

    [Theory, InlineData(2), InlineData(3), InlineData(8)]
    public void The_number_of_threads_changes_no_bit(int threads) => Assert.Equal(Here.Value, Digests.All(threads));

    [Theory]
    [InlineData("", 512)]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void The_width_of_the_vectors_changes_no_bit(string disabled, int bits)
    {
        string[] lines = Run(disabled.Length == 0 ? [] : [(disabled, "0")]);

        // A machine may have less than a level allows, never more. That levels differ at all is tested below.
        int used = Bits(lines);
        Assert.True(used <= bits, $"vectors of {used} bits in spite of {disabled}=0");
        Assert.Equal(Here.Value, lines[1..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public void Writing_past_the_caches_changes_no_bit(string disabled) =>
        Assert.Equal(Here.Value, Run(disabled.Length == 0 ? [] : [(disabled, "0")], "2", "--streaming")[1..]);

    [Fact]
    public void The_levels_that_are_compared_differ()
    {
        Assert.True(Bits(Run([], further: "--vectors")) >= 128, "the widest level has no vectors");
        Assert.Equal(0, Bits(Run([("DOTNET_EnableHWIntrinsic", "0")], further: "--vectors")));
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.Equal(512, Bits(Run([], further: "--vectors")));
            Assert.Equal(256, Bits(Run([("DOTNET_EnableAVX512", "0")], further: "--vectors")));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Assert.Equal(128, Bits(Run([("DOTNET_EnableAVX2", "0")], further: "--vectors")));
        }
    }

    [Fact]
    public void The_tier_of_the_compiler_changes_no_bit() =>
        Assert.Equal(Here.Value, Run([("DOTNET_TieredCompilation", "0")])[1..]);

    private static int Bits(string[] lines) => int.Parse(lines[0].Split(' ')[2], CultureInfo.InvariantCulture);

    private static string[] Run((string Name, string Value)[] settings, string threads = "2", params string[] further) =>
        ChildProgram.Run(typeof(Digests), settings, ["--threads", threads, .. further]);
}
