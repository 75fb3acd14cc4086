using System.CommandLine;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Models;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.ColdStart;

/// <summary>From the start of a small published program to its first prediction.</summary>
internal static class ColdStartCommand
{
    private const int FullProcesses = 21;
    private const int QuickProcesses = 7;

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("Few processes.");
        Option<bool> again = new("--published") { Description = "Starts what an earlier run has published into the output folder." };
        Option<int?> rounds = CommonOptions.WholeNumber(
            "--rounds", 1, int.MaxValue, $"Another number of processes (default: {FullProcesses}, quick {QuickProcesses}).");
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("cold-start", "From the start of a small published program to its first prediction, and its size.") { quick, again, rounds, output };
        command.SetAction(result => Run(
            result.GetValue(rounds) ?? (result.GetValue(quick) ? QuickProcesses : FullProcesses), result.GetValue(again), result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(int processes, bool again, OutputFolder output)
    {
        PublishedProgram[] programs = [.. ColdStartProgram.All.Select(program => again ? PublishedProgram.Find(program, FolderOf(program, output)) : Publish(program, output))];
        double[][] times = [.. programs.Select(_ => new double[processes])];

        // The first ones read files that no cache has.
        foreach (PublishedProgram program in programs)
        {
            program.Start();
        }

        for (int round = 0; round < processes; round++)
        {
            for (int turn = 0; turn < programs.Length; turn++)
            {
                int index = (round + turn) % programs.Length;
                times[index][round] = programs[index].Start();
            }
        }

        ColdStartResult[] results = [.. programs.Zip(times, static (program, rounds) => new ColdStartResult(program.Program, new Timing(program.Program.Name, rounds), program.Bytes))];
        var report = new ColdStartReport(results, processes);
        output.Write("cold-start.md", report.Markdown());
        output.Write("cold-start.csv", report.Csv());
        Console.Write(report.Csv());
        return 0;
    }

    private static string FolderOf(ColdStartProgram program, OutputFolder output) => Path.Combine(output.ToString(), "cold-start", program.Folder);

    private static PublishedProgram Publish(ColdStartProgram program, OutputFolder output)
    {
        Console.WriteLine($"Publishing {program.Name}");
        IModel<float> model = ModelNumbers.Randomize(new LeNet(), samples: 2);
        return PublishedProgram.Publish(program, ProgramsFolder(), FolderOf(program, output), program.Weights == ColdStartProgram.Onnx ? OnnxFlow.ModelOf(Network.Of<LeNet>(), model, samples: 1) : Saved(model));
    }

    private static byte[] Saved(IModel<float> model)
    {
        using var state = new StateDictionary();
        model.SaveState(state);
        using var stream = new MemoryStream();
        state.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Where the projects of programs are: this program was built below it.</summary>
    private static string ProgramsFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, ColdStartProgram.All[0].Project)))
            {
                return folder.FullName;
            }
        }

        throw new IOException($"{ColdStartProgram.All[0].Project} is in no folder above {AppContext.BaseDirectory}: build and run this program in its repository");
    }
}
