using System.Diagnostics;
using Xunit;

namespace BatchNormGen.Tests;

/// <summary>Programs that are started with settings of the runtime, which are read at its start only.</summary>
internal static class ChildProgram
{
    /// <summary>Runs the program that a type belongs to; its output in lines.</summary>
    /// <param name="program">A type of the program.</param>
    /// <param name="settings">Environment variables of the runtime; those of this process that choose instructions or tiers are not passed on.</param>
    /// <param name="arguments">The arguments of the program.</param>
    public static string[] Run(Type program, IEnumerable<(string Name, string Value)> settings, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program.Assembly.Location, .. arguments]) { RedirectStandardOutput = true };
        foreach (string name in (string[])["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic", "DOTNET_TieredCompilation"])
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
