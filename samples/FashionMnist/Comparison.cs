using BatchNormGen.Models;
using FashionMnist.Dataset;
using FashionMnist.Reporting;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist;

/// <summary>
/// Trains the network with and without batch normalization: same initial weights, same batches, same number of steps. Then shows what the
/// former has become, and the ways to predict with it.
/// </summary>
internal static class Comparison
{
    /// <summary>Returns whether the normalized network predicted the same one at a time, by batch, and with its normalizations folded away.</summary>
    public static bool Run(Options options)
    {
        FashionMnistData data = FashionMnistData.Load(options.Data);
        CreateFolders(options);
        var network = Networks.New(options);
        if (options.Load is not null)
        {
            NetworkFile.Load(network, options.Load);
        }

        AnsiConsole.MarkupLineInterpolated($"[bold]LeNet on Fashion-MNIST[/]: {data.Train.Count:N0} images to train on, {data.Test.Count:N0} to test on");
        AnsiConsole.WriteLine(options.Epochs == 0
            ? $"as it is in {options.Load}, {options.Threads} threads"
            : $"batch size {options.BatchSize}, learning rate {options.LearningRate}, seed {options.Seed}, {options.Threads} threads");
        AnsiConsole.WriteLine();
        if (options.Epochs > 0)
        {
            Train(network, data, options);
        }

        if (options.Save is not null)
        {
            NetworkFile.Save(network, options.Save);
            AnsiConsole.WriteLine($"wrote {options.Save}");
            AnsiConsole.WriteLine();
        }

        NormalizationReport.Print(network.Bn1);
        AnsiConsole.WriteLine();
        bool identical = PredictionReport.Print(network, data.Test);
        AnsiConsole.WriteLine();
        bool folded = PredictorReport.Print(network, data);
        return identical && folded;
    }

    private static void Train(LeNet network, FashionMnistData data, Options options)
    {
        TrainingRun Start(string name, IModel<float> started) =>
            new(name, new Trainer(started, data, options.BatchSize, options.LearningRate, options.Seed));

        List<TrainingRun> runs = [Start("with batch normalization", network)];
        List<IModel<float>> copies = [network.Clone()];
        if (options.Load is null)
        {
            PlainLeNet plain = Networks.NewPlain(options);
            runs.Add(Start("without", plain));
            copies.Add(plain.Clone());
        }

        WarmUp.Run(copies, data, options.BatchSize);
        TrainingTable.PrintHead(runs);
        TrainingProgress.Show(runs, (long)options.Epochs * data.Train.Count, onBatch =>
        {
            for (int epoch = 0; epoch < options.Epochs; epoch++)
            {
                foreach (TrainingRun run in runs)
                {
                    run.RunEpoch(images => onBatch(run, images));
                }

                TrainingTable.PrintRow(runs);
            }
        });

        AnsiConsole.WriteLine();
        foreach (string path in LearningCurves.Save(options.Output, runs))
        {
            AnsiConsole.WriteLine($"wrote {path}");
        }

        AnsiConsole.WriteLine();
    }

    /// <summary>Before the training, so that it is not in vain.</summary>
    private static void CreateFolders(Options options)
    {
        if (options.Epochs > 0)
        {
            Create(options.Output);
        }

        if (Directory.Exists(options.Save))
        {
            throw new IOException($"{options.Save}: a folder; --save must be a file");
        }

        if (Path.GetDirectoryName(options.Save) is { Length: > 0 } folder)
        {
            Create(folder);
        }
    }

    private static void Create(string folder)
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
