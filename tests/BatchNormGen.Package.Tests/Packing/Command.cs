using System.Diagnostics;
using System.Text;

namespace BatchNormGen.Package.Tests.Packing;

/// <summary>Starts programs and collects their output.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<CommandResult> Run(
        string program, string folder, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)>? variables = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test run may itself have been started by MSBuild, whose variables would lead another MSBuild astray.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Append($"Stopped after {Limit.TotalMinutes} minutes.");
            return new(Describe(), -1, output.ToString());
        }

        return new(Describe(), process.ExitCode, output.ToString());

        string Describe() => $"{Path.GetFileName(program)} {string.Join(' ', start.ArgumentList)}";

        void Append(string? line)
        {
            if (line is null)
            {
                return; // a stream has ended, whichever is first
            }

            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
