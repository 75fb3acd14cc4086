using System.CommandLine;
using System.Diagnostics;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.GeneratorSpeed;

/// <summary>The generator itself, in a process of its own: it runs in a compiler, not beside layers.</summary>
internal static class GeneratorCommand
{
    private const int Layers = 1000;

    private const int FullRounds = 9;
    private const int QuickRounds = 5;

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("Few rounds.");
        Option<int?> rounds = CommonOptions.Rounds(FullRounds, QuickRounds);
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("generator", $"The generator itself, in a project of {Layers:N0} layers.") { quick, rounds, output };
        command.SetAction(result => Run(
            result.GetValue(rounds) ?? (result.GetValue(quick) ? QuickRounds : FullRounds), result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(int rounds, OutputFolder output)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "generator", "BatchNormGen.GeneratorBenchmarks.dll"));
        start.ArgumentList.Add($"{Layers}");
        start.ArgumentList.Add($"{rounds}");
        using Process process = Process.Start(start)!;
        string table = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Console.Write(table);
        output.Write("generator.md", $"{Heading.Of("The generator")}Medians of {rounds} runs in one process; the first run is the only one.\n\n{table}");
        output.Write("generator.csv", Csv(table));
        return process.ExitCode;
    }

    /// <summary>The cells of a table, without the line below its head.</summary>
    private static string Csv(string table)
    {
        IEnumerable<string> lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static line => !line.StartsWith("| ---", StringComparison.Ordinal));
        return string.Concat(lines.Select(static line => string.Join(',', line.Trim('|').Split('|').Select(static cell => $"\"{cell.Trim()}\"")) + "\n"));
    }
}
