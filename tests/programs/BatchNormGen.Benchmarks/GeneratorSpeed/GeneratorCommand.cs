using System.Diagnostics;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.GeneratorSpeed;

/// <summary>The generator itself, in a process of its own: it runs in a compiler, not beside layers.</summary>
internal static class GeneratorCommand
{
    private const int Layers = 1000;

    public static int Run(Arguments arguments)
    {
        bool quick = arguments.Switch("--quick");
        int rounds = arguments.Integer("--rounds", 1) ?? (quick ? 5 : 9);
        OutputFolder output = OutputFolder.Parse(arguments);
        arguments.RequireAllTaken();
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
