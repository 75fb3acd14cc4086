using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using BatchNormGen.Benchmarks.ColdStart;
using BatchNormGen.Benchmarks.Collective;
using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.FirstCall;
using BatchNormGen.Benchmarks.GeneratorSpeed;
using BatchNormGen.Benchmarks.Microbenchmarks;
using BatchNormGen.Benchmarks.ModelComparison;
using BatchNormGen.Benchmarks.Scaling;

// Exit codes: 0 all went well, 1 something could not be done, 2 the command line is wrong.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
RootCommand root = new("Measures BatchNormGen's layers and models.")
{
    CompareCommand.Create(),
    FamilyCommand.Create(),
    ModelCommand.Create(),
    ScalingCommand.Create(),
    CollectiveCommand.Create(),
    FirstCallCommand.Create(),
    FirstCallChild.Create(),
    ColdStartCommand.Create(),
    GeneratorCommand.Create(),
    MicrobenchmarksCommand.Create(),
};

ParseResult result = root.Parse(args);
if (result.Action is ParseErrorAction)
{
    foreach (ParseError error in result.Errors)
    {
        Console.Error.WriteLine($"error: {error.Message}");
    }

    return 2;
}

try
{
    return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (IOException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}
