using FashionMnist;

namespace BatchNormGen.Samples.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", 20, null, null)]
    [InlineData("--save a.safetensors", 20, "a.safetensors", null)]
    [InlineData("--load=b.safetensors", 0, null, "b.safetensors")]
    [InlineData("--load b.safetensors --epochs 0", 0, null, "b.safetensors")]
    [InlineData("--load b.safetensors --epochs 3 --save a.safetensors --seed 7", 3, "a.safetensors", "b.safetensors")]
    public void Files_are_taken_and_a_loaded_network_is_trained_only_if_told_so(string line, int epochs, string? save, string? load)
    {
        Options options = Assert.IsType<Options>(Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Options);
        Assert.Equal((epochs, save, load), (options.Epochs, options.Save, options.Load));
    }

    [Fact]
    public void Every_option_arrives()
    {
        Options options = Assert.IsType<Options>(
            Parse("--epochs", "3", "--batch-size", "4", "--learning-rate", "0.25", "--seed", "5", "--threads", "6", "--data", "d", "--output", "o", "--save", "s", "--load", "l").Options);
        Assert.Equal(
            new Options { Epochs = 3, BatchSize = 4, LearningRate = 0.25f, Seed = 5, Threads = 6, Data = "d", Output = "o", Save = "s", Load = "l" },
            options);
    }

    [Theory]
    [InlineData("--epochs -1", "--epochs must be a whole number from 0 to 10000, not '-1'")]
    [InlineData("--epochs 1.5", "--epochs must be a whole number from 0 to 10000, not '1.5'")]
    [InlineData("--batch-size 1", "--batch-size must be a whole number from 2 to 10000, not '1'")]
    [InlineData("--learning-rate 0", "--learning-rate must be a positive number, not '0'")]
    [InlineData("--learning-rate NaN", "--learning-rate must be a positive number, not 'NaN'")]
    [InlineData("--epochs 0", "--epochs 0 needs --load: a network that has never been trained has nothing to show")]
    [InlineData("--load a --seed 3", "--seed has no effect where nothing is trained: leave it out, or add --epochs")]
    [InlineData("--load a --epochs 0 --output b", "--output has no effect where nothing is trained: leave it out, or add --epochs")]
    [InlineData("--load a --batch-size 3", "--batch-size has no effect where nothing is trained: leave it out, or add --epochs")]
    [InlineData("--workers --save a", "--save has no effect beside --workers: leave it out")]
    [InlineData("--load a --learning-rate 1", "--learning-rate has no effect where nothing is trained: leave it out, or add --epochs")]
    public void What_cannot_be_taken_or_has_no_effect_is_said_in_one_line(string line, string expected)
    {
        (int code, Options? options, string error) = Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(options);
        Assert.Equal((2, $"error: {expected}\n"), (code, error.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("--save", "--save must be a file, not ''")]
    [InlineData("--data", "--data must be a folder, not ''")]
    public void An_empty_path_is_an_error(string option, string expected)
    {
        (int code, Options? options, string error) = Parse([option, ""]);
        Assert.Null(options);
        Assert.Equal((2, $"error: {expected}\n"), (code, error.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("--load")]
    [InlineData("--save=")]
    [InlineData("--save --load a")]
    [InlineData("--epoch 3")]
    [InlineData("train")]
    public void A_missing_value_and_an_unknown_word_are_errors(string line)
    {
        (int code, Options? options, string error) = Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(options);
        Assert.Equal(2, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }

    /// <summary>The exit code, what the program was called with, and what was written to the error stream.</summary>
    private static (int Code, Options? Options, string Error) Parse(params string[] arguments)
    {
        TextWriter before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            Options? taken = null;
            int code = new CommandLine().Run(arguments, options =>
            {
                taken = options;
                return 0;
            });
            return (code, taken, error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
