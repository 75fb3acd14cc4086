using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FashionMnist;

/// <summary>What the command line understands: each option, the values it takes, and which options go together.</summary>
internal sealed class CommandLine
{
    private const int DefaultEpochs = 20;

    private readonly Option<int?> _epochs = WholeNumber(
        "--epochs", 0, 10_000, $"Passes over the training images (default: {DefaultEpochs}; none after --load).");

    private readonly Option<int?> _batchSize = WholeNumber(
        "--batch-size", 2, 10_000, "Images a step; a single image left over at the end of a pass joins the last batch (default: 32).");

    private readonly Option<float?> _learningRate = new("--learning-rate")
    {
        Description = "Step size of gradient descent (default: 0.3).",
        HelpName = "number",
        CustomParser = result =>
            float.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float rate) && float.IsFinite(rate) && rate > 0
                ? rate
                : Reject<float?>(result, "--learning-rate", "a positive number"),
    };

    private readonly Option<int?> _seed = WholeNumber("--seed", 0, int.MaxValue, "Start of the random numbers (default: 42).");

    private readonly Option<int?> _threads = WholeNumber(
        "--threads", 1, 1024, "The most threads to use; the results do not depend on it (default: the machine's processors).");

    private readonly Option<string?> _data = Name(
        "--data", "folder", "Holds the data set's four files, gzipped or plain (default: the small part that comes with the sample).");

    private readonly Option<string?> _output = Name("--output", "folder", "Where learning-curves.png and .svg go (default: the current folder).");

    private readonly Option<string?> _save = Name("--save", "file", "Where the network with normalization goes when it is trained, as safetensors.");

    private readonly Option<string?> _load = Name(
        "--load", "file", "Starts from such a file: no other network is trained, and this one only if --epochs says so.");

    private readonly Option<bool> _workers = new("--workers")
    {
        Description = "Trains the network with normalization alone, together with the other processes that mpirun started: mpirun -n 2 … --workers.",
    };

    private readonly RootCommand _command;

    public CommandLine()
    {
        _command = new("Trains LeNet on Fashion-MNIST twice, with and without batch normalization.")
        {
            _epochs, _batchSize, _learningRate, _seed, _threads, _data, _output, _save, _load, _workers,
        };
    }

    /// <summary>Runs the program, or prints help. Returns the exit code: 2 if the command line is wrong.</summary>
    public int Run(IReadOnlyList<string> arguments, Func<Options, int> program)
    {
        _command.SetAction(result => program(Read(result)));
        ParseResult result = _command.Parse(arguments);
        bool isWrong = result.Action is ParseErrorAction;
        string[] faults = isWrong ? [.. result.Errors.Select(error => error.Message)] : [.. WithoutEffect(result)];
        if (faults.Length == 0)
        {
            return result.Invoke();
        }

        foreach (string fault in faults)
        {
            Console.Error.WriteLine($"error: {fault}");
        }

        return 2;
    }

    private Options Read(ParseResult result)
    {
        var defaults = new Options();
        return new()
        {
            Load = result.GetValue(_load),
            Epochs = result.GetValue(_epochs) ?? (result.GetValue(_load) is null ? DefaultEpochs : 0),
            BatchSize = result.GetValue(_batchSize) ?? defaults.BatchSize,
            LearningRate = result.GetValue(_learningRate) ?? defaults.LearningRate,
            Seed = result.GetValue(_seed) ?? defaults.Seed,
            Threads = result.GetValue(_threads) ?? defaults.Threads,
            Data = result.GetValue(_data) ?? defaults.Data,
            Output = result.GetValue(_output) ?? defaults.Output,
            Save = result.GetValue(_save),
            Workers = result.GetValue(_workers),
        };
    }

    /// <summary>Without training, what only training uses would be ignored: better to say so.</summary>
    private IEnumerable<string> WithoutEffect(ParseResult result)
    {
        // Help and the version are printed whatever else there is.
        if (result.CommandResult.Command.Action != result.Action)
        {
            yield break;
        }

        if (result.GetValue(_workers))
        {
            foreach (Option option in ((Option[])[_output, _save, _load]).Where(option => result.GetResult(option) is not null))
            {
                yield return $"{option.Name} has no effect beside --workers: leave it out";
            }
        }

        if (Read(result).Epochs > 0)
        {
            yield break;
        }

        if (result.GetValue(_load) is null)
        {
            yield return "--epochs 0 needs --load: a network that has never been trained has nothing to show";
        }

        foreach (Option option in (Option[])[_batchSize, _learningRate, _seed, _output])
        {
            if (result.GetResult(option) is not null)
            {
                yield return $"{option.Name} has no effect where nothing is trained: leave it out, or add --epochs";
            }
        }
    }

    private static Option<int?> WholeNumber(string name, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = $"{least}-{most}",
        CustomParser = result =>
            int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : Reject<int?>(result, name, $"a whole number from {least} to {most}"),
    };

    private static Option<string?> Name(string name, string kind, string description) => new(name)
    {
        Description = description,
        HelpName = kind,
        CustomParser = result => result.Tokens[0].Value is { Length: > 0 } value ? value : Reject<string?>(result, name, $"a {kind}"),
    };

    private static T? Reject<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} must be {expected}, not '{result.Tokens[0].Value}'");
        return default;
    }
}
