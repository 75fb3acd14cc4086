using System.CommandLine;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers.Models;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>Whole models beside other libraries.</summary>
internal static class ModelCommand
{
    private const int FullRounds = 15;
    private const int QuickRounds = 5;

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("A few rounds.");
        Option<IReadOnlyList<ModelCase>?> cases = CommonOptions.List(
            "--models", "Only cases whose name holds one of these (LeNet, batch 32).", "parts of the names of cases", Named);
        Option<IReadOnlyList<ModelTask>?> tasks = CommonOptions.List<ModelTask>(
            "--tasks", "Only these of prediction, trainingStep, forwardAndBackward.", "prediction, trainingStep and forwardAndBackward",
            static word => Enum.TryParse(word, ignoreCase: true, out ModelTask task) && Enum.IsDefined(task) ? [task] : null);
        Option<IReadOnlyList<int>?> threads = CommonOptions.Threads();
        Option<int?> rounds = CommonOptions.Rounds(FullRounds, QuickRounds);
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("compare-models", "Predictions and training of models beside other libraries.") { quick, cases, tasks, threads, rounds, output };
        command.SetAction(result =>
        {
            IReadOnlyList<ModelTask> chosen = result.GetValue(tasks) ?? Enum.GetValues<ModelTask>();
            return Run(new ModelOptions(
                [.. (result.GetValue(cases)?.Distinct() ?? ModelCase.All).Where(one => chosen.Contains(one.Task))],
                result.GetValue(threads) ?? CommonOptions.DefaultThreads,
                result.GetValue(quick) ? RoundSettings.Quick(result.GetValue(rounds) ?? QuickRounds) : RoundSettings.Full(result.GetValue(rounds) ?? FullRounds),
                result.GetRequiredValue(output)));
        });
        return command;
    }

    /// <summary>The exit code is 1 where something was computed wrongly.</summary>
    private static int Run(ModelOptions options)
    {
        Machine.Print();
        IModelPeer[] peers = [new GeneratedModelPeer(), new FrozenModelPeer(), new OnnxModelPeer(), new TorchModelPeer()];
        var comparer = new ModelComparer(options, peers, static result => Console.WriteLine(ModelReport.Line(result)));
        IReadOnlyList<ModelResult> results = comparer.Run();
        var report = new ModelReport(options, peers, results, comparer.Faults);
        options.Output.Write("compare-models.md", report.Markdown());
        options.Output.Write("compare-models.csv", report.Csv());
        foreach (string fault in comparer.Faults)
        {
            Console.WriteLine($"Wrong: {fault}");
        }

        Console.WriteLine(report.Summary());
        return comparer.Faults.Count == 0 ? 0 : 1;
    }

    private static IReadOnlyList<ModelCase>? Named(string part)
    {
        ModelCase[] cases = [.. ModelCase.All.Where(one => one.Name.Contains(part.Replace('x', '×'), StringComparison.OrdinalIgnoreCase) || one.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];
        return cases.Length == 0 ? null : cases;
    }
}
