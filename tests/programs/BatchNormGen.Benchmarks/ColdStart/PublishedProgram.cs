using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BatchNormGen.Benchmarks.ColdStart;

/// <summary>A program in a folder of its own, with all that it needs but the shared runtime.</summary>
internal sealed class PublishedProgram
{
    private const string Predicted = "predicted";

    private readonly string _folder;

    private PublishedProgram(ColdStartProgram program, string folder)
    {
        Program = program;
        _folder = folder;
    }

    public ColdStartProgram Program { get; }

    /// <summary>The bytes of all files in the folder, the network included.</summary>
    public long Bytes => new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    /// <summary>A program that was published before.</summary>
    /// <exception cref="IOException">It was not.</exception>
    public static PublishedProgram Find(ColdStartProgram program, string folder) => File.Exists(Path.Combine(folder, program.Weights))
        ? new PublishedProgram(program, Path.GetFullPath(folder))
        : throw new IOException($"{program.Name} has not been published into {folder}: run cold-start without --published first");

    /// <summary>Publishes a program, and puts its network beside it.</summary>
    /// <exception cref="IOException">It does not build; what the SDK says is part of the message.</exception>
    public static PublishedProgram Publish(ColdStartProgram program, string programs, string folder, byte[] network)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(programs, program.Project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
                "-o", folder, "-p:DebugType=none", "-v", "q", "-nologo", .. program.Properties,
            ])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program.Project} cannot be published: {text}");
        }

        File.WriteAllBytes(Path.Combine(folder, program.Weights), network);
        return Find(program, folder);
    }

    /// <summary>The nanoseconds from asking the system for the process until it says that it has predicted.</summary>
    /// <exception cref="IOException">It does not.</exception>
    public double Start()
    {
        var start = new ProcessStartInfo(
            Path.Combine(_folder, Program.Project + (OperatingSystem.IsWindows() ? ".exe" : "")), [Path.Combine(_folder, Program.Weights)])
        {
            RedirectStandardOutput = true,
        };
        long from = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string? line = process.StandardOutput.ReadLine();
        double time = Stopwatch.GetElapsedTime(from).TotalNanoseconds;
        process.WaitForExit();
        return line == Predicted && process.ExitCode == 0
            ? time
            : throw new IOException($"{Program.Name} says '{line}' in the place of '{Predicted}', and ends with {process.ExitCode}");
    }
}
