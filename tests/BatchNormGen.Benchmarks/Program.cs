using System.Globalization;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Comparison;

// Exit codes: 0 all went well, 1 something could not be done, 2 the command line is wrong.
const string Usage =
    """
    Measures BatchNormGen's layers.

    Usage: dotnet run -c Release --project tests/BatchNormGen.Benchmarks -- COMMAND [options]

      compare           layers beside the memory's speed and other libraries
        --quick           some of the shapes, a few rounds: below two minutes
        --shapes A,B      only shapes whose name holds one of these ("56x56", "last")
        --directions A,B  of inference, forward, backward (default: all)
        --threads A,B     thread counts (default: 1 and 2)
        --rounds N        rounds of each comparison (default: 15, quick 5)
        --unaligned       tensors in ordinary arrays, not at whole 64 bytes

    Every command:
        --output DIR      where tables and charts go (default: benchmark-results)
    """;
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
string command = args.FirstOrDefault("--help");
try
{
    switch (command)
    {
        case "compare":
            return CompareCommand.Run(new Arguments(args[1..]));
        case "--help" or "-h" or "help":
            Console.WriteLine(Usage);
            return 0;
        default:
            throw new UsageException($"unknown command '{command}'; --help lists them");
    }
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 2;
}
catch (IOException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}
