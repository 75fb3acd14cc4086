using FashionMnist;

namespace BatchNormGen.Samples.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("", 20, null, null)]
    [InlineData("--save a.safetensors", 20, "a.safetensors", null)]
    [InlineData("--load=b.safetensors", 0, null, "b.safetensors")]
    [InlineData("--load b.safetensors --epochs 3 --save a.safetensors", 3, "a.safetensors", "b.safetensors")]
    public void Files_are_taken_and_a_loaded_network_is_trained_only_if_told_so(string line, int epochs, string? save, string? load)
    {
        Assert.True(Options.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), out Options options, out string? error), error);
        Assert.Equal((epochs, save, load), (options.Epochs, options.Save, options.Load));
    }

    [Theory]
    [InlineData("--load", "--load needs a value")]
    [InlineData("--save --load a", "--save needs a value")]
    [InlineData("--save=", "--save must be a file, not ''")]
    [InlineData("--output=", "--output must be a folder, not ''")]
    [InlineData("--epochs 0", "--epochs must be a whole number from 1 to 10000, not '0'")]
    public void What_cannot_be_taken_is_said_in_one_line(string line, string expected)
    {
        Assert.False(Options.TryParse(line.Split(' '), out _, out string? error));
        Assert.Equal(expected, error);
    }
}
