using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>Progress bars while the networks train, on a terminal; elsewhere nothing, since the table has a line an epoch.</summary>
internal static class TrainingProgress
{
    /// <summary>
    /// Runs <paramref name="training"/>, which calls the action it is given with a run and how many images that has seen since the last time.
    /// </summary>
    public static void Show(IReadOnlyList<TrainingRun> runs, long imagesEach, Action<Action<TrainingRun, int>> training)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            training((_, _) => { });
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
}
