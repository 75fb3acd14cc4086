using System.Globalization;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.FirstCall;
using BatchNormGen.Benchmarks.GeneratorSpeed;
using BatchNormGen.Benchmarks.Microbenchmarks;
using BatchNormGen.Benchmarks.Scaling;
using BatchNormGen.Benchmarks.Specialization;
using BenchmarkDotNet.Running;

// Exit codes: 0 all went well, 1 something could not be done, 2 the command line is wrong.
const string Usage =
    """
    Measures BatchNormGen's layers.

    Usage: dotnet run -c Release --project tests/programs/BatchNormGen.Benchmarks -- COMMAND [options]

      compare           layers beside the memory's speed and other libraries
        --quick           some of the shapes, a few rounds: below two minutes
        --shapes A,B      only shapes whose name holds one of these ("56x56", "last")
        --directions A,B  of inference, forward, backward (default: all)
        --threads A,B     thread counts (default: 1 and 2)
        --rounds N        rounds of each comparison (default: 15, quick 5)
        --unaligned       tensors in ordinary arrays, not at whole 64 bytes

      specialization    layers beside the same kernels with the shape in variables
      scaling           time of an element as batch, channels and positions grow
        --max MIB         the largest tensor (default: 1024, quick 16)
        --threads N       (default: 1)
      first-call        the first call of a layer, the JIT's work included
      generator         the generator itself, in a project of 1,000 layers
      bdn [...]         BenchmarkDotNet with the words that follow
                        ("--filter *Inference*", "--list flat")

    Every command but bdn:
        --quick           few rounds
        --rounds N        another number of rounds
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
        case "specialization":
            return SpecializationCommand.Run(new Arguments(args[1..]));
        case SpecializationCommand.Child:
            return SpecializationCommand.RunChild(args[1], args[2], args[3]);
        case "scaling":
            return ScalingCommand.Run(new Arguments(args[1..]));
        case "first-call":
            return FirstCallCommand.Run(new Arguments(args[1..]));
        case FirstCallCommand.Child:
            return FirstCallCommand.RunChild(int.Parse(args[1]), Enum.Parse<Direction>(args[2]));
        case "generator":
            return GeneratorCommand.Run(new Arguments(args[1..]));
        case "bdn":
            BenchmarkSwitcher.FromAssembly(typeof(LayerBenchmark).Assembly).Run(args[1..]);
            return 0;
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
