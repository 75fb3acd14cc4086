using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FashionMnist;

/// <summary>The command line.</summary>
internal sealed record Options
{
    private const string HelpText =
        """
        Trains LeNet on Fashion-MNIST twice, with and without batch normalization.

        Usage: dotnet run -c Release --project samples/FashionMnist [-- options]

          --epochs N          passes over the training images (default: 20; none after
                              --load)
          --batch-size N      images a step, 2 or more; a single image left over at the
                              end of a pass joins the last batch (default: 32)
          --learning-rate X   step size of gradient descent (default: 0.3)
          --seed N            start of the random numbers, 0 or more (default: 42)
          --threads N         the most threads to use; the results do not depend on it
                              (default: the machine's processors)
          --data DIR          folder with the data set's four files, gzipped or plain
                              (default: the small part that comes with the sample)
          --output DIR        where learning-curves.png and .svg go (default: the
                              current folder)
          --save FILE         where the network with normalization goes when it is
                              trained, as safetensors
          --load FILE         starts from such a file: no other network is trained, and
                              this one only if --epochs says so
          --help              this text
        """;

    private int? _epochs;

    public int Epochs => _epochs ?? (Load is null ? 20 : 0);

    public int BatchSize { get; private set; } = 32;

    public float LearningRate { get; private set; } = 0.3f;

    public int Seed { get; private set; } = 42;

    public int Threads { get; private set; } = Environment.ProcessorCount;

    public string Data { get; private set; } = Path.Combine(AppContext.BaseDirectory, "data");

    public string Output { get; private set; } = ".";

    public string? Save { get; private set; }

    public string? Load { get; private set; }

    public bool Help { get; private set; }

    public static void PrintHelp() => Console.WriteLine(HelpText);

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>; if it fails, <paramref name="error"/> is one line for the user.</summary>
    public static bool TryParse(IReadOnlyList<string> arguments, out Options options, [NotNullWhen(false)] out string? error)
    {
        options = new Options();
        error = null;
        for (int i = 0; i < arguments.Count && error is null; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            if (parts is ["--help" or "-h" or "-?"])
            {
                options.Help = true;
            }
            else if (!options.Knows(parts[0]))
            {
                error = $"unknown option '{arguments[i]}'; --help lists the options";
            }
            else if (parts.Length == 1 && (i + 1 == arguments.Count || options.Knows(arguments[i + 1])))
            {
                error = $"{parts[0]} needs a value";
            }
            else
            {
                string value = parts.Length == 2 ? parts[1] : arguments[++i];
                if (options.Set(parts[0], value) is { } expected)
                {
                    error = $"{parts[0]} must be {expected}, not '{value}'";
                }
            }
        }

        return error is null;
    }

    private bool Knows(string name) =>
        name is "--epochs" or "--batch-size" or "--learning-rate" or "--seed" or "--threads" or "--data" or "--output" or "--save" or "--load";

    /// <summary>Takes a value over; if it cannot be, returns what was expected instead.</summary>
    private string? Set(string name, string value)
    {
        switch (name)
        {
            case "--epochs" when TryInteger(value, 1, 10_000, out int epochs):
                _epochs = epochs;
                return null;
            case "--epochs":
                return "a whole number from 1 to 10000";
            case "--batch-size" when TryInteger(value, 2, 10_000, out int batchSize):
                BatchSize = batchSize;
                return null;
            case "--batch-size":
                return "a whole number from 2 to 10000";
            case "--learning-rate" when float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out float rate)
                && float.IsFinite(rate) && rate > 0:
                LearningRate = rate;
                return null;
            case "--learning-rate":
                return "a positive number";
            case "--seed" when TryInteger(value, 0, int.MaxValue, out int seed):
                Seed = seed;
                return null;
            case "--seed":
                return $"a whole number from 0 to {int.MaxValue}";
            case "--threads" when TryInteger(value, 1, 1024, out int threads):
                Threads = threads;
                return null;
            case "--threads":
                return "a whole number from 1 to 1024";
            case "--data" when value.Length > 0:
                Data = value;
                return null;
            case "--output" when value.Length > 0:
                Output = value;
                return null;
            case "--data" or "--output":
                return "a folder";
            case "--save" when value.Length > 0:
                Save = value;
                return null;
            case "--load" when value.Length > 0:
                Load = value;
                return null;
            default:
                return "a file";
        }
    }

    private static bool TryInteger(string value, int smallest, int largest, out int number) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= smallest && number <= largest;
}
