using System.Diagnostics;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>
/// Shows that the training goes on: bars on a terminal; elsewhere a line on the error stream now and then, apart from the table on the output.
/// </summary>
internal static class TrainingProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs <paramref name="training"/>, which calls the action it is given with a run and how many images that has seen since the last time.
    /// </summary>
    public static void Show(IReadOnlyList<TrainingRun> runs, long imagesEach, Action<Action<TrainingRun, int>> training)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            ShowLines(imagesEach, training);
            return;
        }

        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                Dictionary<TrainingRun, ProgressTask> tasks = runs.ToDictionary(run => run, run => context.AddTask(run.Name, maxValue: imagesEach));
                training((run, images) => tasks[run].Increment(images));
            });
    }

    private static void ShowLines(long imagesEach, Action<Action<TrainingRun, int>> training)
    {
        Dictionary<TrainingRun, long> seen = [];
        long shown = Stopwatch.GetTimestamp();
        training((run, images) =>
        {
            seen[run] = seen.GetValueOrDefault(run) + images;
            if (Stopwatch.GetElapsedTime(shown) >= Interval)
            {
                shown = Stopwatch.GetTimestamp();
                Console.Error.WriteLine($"{run.Name}: {seen[run]:N0} of {imagesEach:N0} images ({100.0 * seen[run] / imagesEach:F0}%)");
            }
        });
    }
}
