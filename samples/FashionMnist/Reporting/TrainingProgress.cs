using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>Progress bars while the networks train, on a terminal; elsewhere nothing, since the table has a line an epoch.</summary>
internal static class TrainingProgress
{
    /// <summary>
    /// Runs <paramref name="training"/>, which tells the two actions it is given how many images the network with and the one without
    /// normalization have seen since the last time.
    /// </summary>
    public static void Show(long imagesEach, Action<Action<int>, Action<int>> training)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            training(_ => { }, _ => { });
            return;
        }

        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask with = context.AddTask("with batch normalization", maxValue: imagesEach);
                ProgressTask without = context.AddTask("without", maxValue: imagesEach);
                training(images => with.Increment(images), images => without.Increment(images));
            });
    }
}
