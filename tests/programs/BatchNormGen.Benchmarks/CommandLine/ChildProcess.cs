using System.Diagnostics;

namespace BatchNormGen.Benchmarks.CommandLine;

/// <summary>This program once more: where what is measured must not know what ran before it.</summary>
internal static class ChildProcess
{
    /// <summary>What it prints, line by line.</summary>
    public static string[] Run(IEnumerable<string> words, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new IOException($"a child process ended with {process.ExitCode}");
    }
}
