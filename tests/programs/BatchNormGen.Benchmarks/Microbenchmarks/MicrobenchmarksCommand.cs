using System.CommandLine;
using BenchmarkDotNet.Running;

namespace BatchNormGen.Benchmarks.Microbenchmarks;

/// <summary>The layers under BenchmarkDotNet, which takes the words behind the command.</summary>
internal static class MicrobenchmarksCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("words") { Description = "BenchmarkDotNet's own, behind a --: -- --filter *Inference*", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bdn", "BenchmarkDotNet with the words that follow.") { words };
        command.SetAction(result =>
        {
            BenchmarkSwitcher.FromAssembly(typeof(LayerBenchmark).Assembly).Run(result.GetValue(words));
            return 0;
        });
        return command;
    }
}
