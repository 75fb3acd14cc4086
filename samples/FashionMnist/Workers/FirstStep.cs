using BatchNormGen;
using FashionMnist.Dataset;
using FashionMnist.Training;

namespace FashionMnist.Workers;

/// <summary>One step of the same network on the same batch, by all processes together and by each on its own.</summary>
internal static class FirstStep
{
    /// <summary>How far their parameters and moving statistics are apart at most, in any of the processes.</summary>
    public static float LargestDifference(ICollective workers, FashionMnistData data, Options options)
    {
        int[] batch = [.. Enumerable.Range(0, Math.Min(options.BatchSize, data.Train.Count))];
        var shared = Networks.New(options);
        new SharedTrainer(workers, shared, data, options).Step(batch);

        var alone = Networks.New(options);
        float[] images = new float[batch.Length * ImageSet.ImageLength];
        int[] labels = new int[batch.Length];
        data.Train.CopyTo(batch, images, labels);
        new GradientDescent(alone, options.LearningRate, batch.Length).Step(images, labels);

        // Each process has the place of its rank, so that their sum has all.
        Span<float> differences = new float[workers.Size];
        differences[workers.Rank] = LargestDifference(StateOf(shared), StateOf(alone));
        workers.Sum(differences);
        return differences.ToArray().Max();
    }

    private static float LargestDifference(StateDictionary state, StateDictionary other) => state.Names.Max(
        name => Numbers(state, name).Zip(Numbers(other, name), static (one, two) => MathF.Abs(one - two)).Max());

    private static float[] Numbers(StateDictionary state, string name) =>
        state.TryGet(name, out StateTensor? tensor) && tensor.DataType == DataType.Float32 ? tensor.ToArray<float>() : [0];

    private static StateDictionary StateOf(LeNet network)
    {
        var state = new StateDictionary();
        network.SaveState(state);
        return state;
    }
}
