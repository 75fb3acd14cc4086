using System.Diagnostics;
using System.Text;
using BatchNormGen.MpiJob;

namespace BatchNormGen.Mpi.Tests;

/// <summary>Starts BatchNormGen.MpiJob under mpirun.</summary>
internal static class MpiRun
{
    /// <summary>A job that hangs is a failure. So long because the machine may pause, and first calls compile.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static string Program => typeof(SharedTraining).Assembly.Location;

    /// <summary>Runs a job to its end.</summary>
    /// <param name="implementation">The MPI implementation.</param>
    /// <param name="processes">The number of processes.</param>
    /// <param name="job">Its name and arguments.</param>
    public static JobResult Run(Implementation implementation, int processes, params string[] job) => Start(implementation, processes, [], "dotnet", [Program, .. job]);

    /// <summary>The same with further arguments of mpirun.</summary>
    public static JobResult RunWith(Implementation implementation, int processes, string[] options, params string[] job) =>
        Start(implementation, processes, options, "dotnet", [Program, .. job]);

    /// <summary>The same of a program that was compiled ahead of time.</summary>
    public static JobResult RunNative(Implementation implementation, int processes, string program, params string[] job) => Start(implementation, processes, [], program, job);

    /// <summary>Runs a job in a process of its own, without mpirun.</summary>
    public static CommandResult RunAlone((string Name, string? Value)[] variables, params string[] job) => Command("dotnet", [Program, .. job], variables);

    /// <summary>Runs any program to its end.</summary>
    public static CommandResult Command(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] variables)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string? value) in variables)
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
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', start.ArgumentList)} did not end within {Limit}:\n{output}");
        }

        process.WaitForExit();
        return new(process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    private static JobResult Start(Implementation implementation, int processes, string[] options, string program, string[] arguments)
    {
        string launcher = MpiLauncher.Of(implementation) ?? throw new InvalidOperationException($"{implementation} is not installed.");
        string folder = Directory.CreateTempSubdirectory("BatchNormGen.Mpi.Tests.").FullName;
        try
        {
            CommandResult result = Command(
                launcher, ["-n", $"{processes}", .. options, program, .. arguments],
                [.. MpiLauncher.Variables, (MpiOptions.LibraryVariable, null), (Job.OutputVariable, folder)]);
            return new(result.ExitCode, result.Output, [.. Enumerable.Range(0, processes).Select(rank => Lines(Path.Combine(folder, $"{rank}.txt")))]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
    }
}
