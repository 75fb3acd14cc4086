using BatchNormGen.Memory;
using Xunit;

namespace BatchNormGen.Tests.Memory;

public sealed class CacheSizesTests
{
    [Theory]
    [InlineData("1M, 32M", 1L << 20, 32L << 20)]
    [InlineData("1m,32m", 1L << 20, 32L << 20)]
    [InlineData(" 1280K ,  1G ", 1280L << 10, 1L << 30)]
    [InlineData("65536, 65536", 65536, 65536)]
    [InlineData("4096, 4096", 4096, 4096)]
    public void Two_sizes_are_read(string text, long secondLevel, long lastLevel) =>
        Assert.Equal(new CacheSizes(secondLevel, lastLevel), CacheSizes.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1M")]
    [InlineData("1M, 2M, 4M")]
    [InlineData("1M; 32M")]
    [InlineData("1M, ")]
    [InlineData("M, 32M")]
    [InlineData("1.5M, 32M")]
    [InlineData("-1M, 32M")]
    [InlineData("1T, 32T")]
    [InlineData("1MB, 32MB")]
    [InlineData("1M, 9223372036854775807G")]
    [InlineData("1M, 99999999999999999999")]
    public void Anything_else_is_none(string? text) => Assert.Null(CacheSizes.Parse(text));

    [Theory]
    [InlineData("4095, 32M")]
    [InlineData("0, 32M")]
    [InlineData("32M, 1M")]
    public void Sizes_that_no_machine_has_are_none(string text) => Assert.Null(CacheSizes.Parse(text));

    [Fact]
    public void The_machine_has_some()
    {
        Assert.InRange(CacheSizes.Machine.SecondLevel, 4096, 1L << 30);
        Assert.InRange(CacheSizes.Machine.LastLevel, CacheSizes.Machine.SecondLevel, 1L << 40);
    }

    [Fact]
    public void A_system_that_lists_its_caches_has_the_largest_of_them_last()
    {
        CacheSizes sizes = default;
        sizes = SystemCaches.With(sizes, level: 1, 48 << 10);
        Assert.Equal(default, sizes);
        sizes = SystemCaches.With(sizes, level: 2, 2 << 20);
        Assert.Equal(new CacheSizes(2 << 20, 2 << 20), sizes);
        sizes = SystemCaches.With(sizes, level: 3, 30 << 20);
        Assert.Equal(new CacheSizes(2 << 20, 30 << 20), sizes);
    }
}
