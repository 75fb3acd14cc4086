using FashionMnist.Dataset;
using FashionMnist.Model;
using FashionMnist.Reporting;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist;

/// <summary>Trains the network with and without batch normalization: same initial weights, same batches, same number of steps.</summary>
internal static class Comparison
{
    /// <summary>Returns whether the predictions of the normalized network were the same one at a time and by batch.</summary>
    public static bool Run(Options options)
    {
        FashionMnistData data = FashionMnistData.Load(options.Data);
        CreateOutput(options.Output);
        AnsiConsole.MarkupLineInterpolated($"[bold]LeNet on Fashion-MNIST[/]: {data.Train.Count:N0} images to train on, {data.Test.Count:N0} to test on");
        AnsiConsole.WriteLine(
            $"batch size {options.BatchSize}, learning rate {options.LearningRate}, seed {options.Seed}, {options.Threads} threads");
        AnsiConsole.WriteLine();

        var withNetwork = new LeNet(normalize: true, options.Seed, options.Threads);
        var withoutNetwork = new LeNet(normalize: false, options.Seed, options.Threads);
        var withTrainer = new Trainer(withNetwork, data, options.BatchSize, options.LearningRate, options.Seed);
        var withoutTrainer = new Trainer(withoutNetwork, data, options.BatchSize, options.LearningRate, options.Seed);
        List<EpochResult> with = [], without = [];
        TrainingTable.PrintHead();
        TrainingProgress.Show((long)options.Epochs * data.Train.Count, (onWith, onWithout) =>
        {
            for (int epoch = 1; epoch <= options.Epochs; epoch++)
            {
                with.Add(withTrainer.RunEpoch(onWith));
                without.Add(withoutTrainer.RunEpoch(onWithout));
                TrainingTable.PrintRow(epoch, with[^1], without[^1]);
            }
        });

        AnsiConsole.WriteLine();
        NormalizationReport.Print(withNetwork.FirstNormalization);
        AnsiConsole.WriteLine();
        bool identical = PredictionReport.Print(withNetwork, data.Test);
        AnsiConsole.WriteLine();
        foreach (string path in LearningCurves.Save(options.Output, with, without))
        {
            AnsiConsole.WriteLine($"wrote {path}");
        }

        return identical;
    }

    /// <summary>Before the training, so that it is not in vain.</summary>
    private static void CreateOutput(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{folder}: cannot be created ({exception.Message.TrimEnd('.')})", exception);
        }
    }
}
