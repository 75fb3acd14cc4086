using FashionMnist;
using FashionMnist.Dataset;
using FashionMnist.Training;

namespace BatchNormGen.Samples.Tests;

/// <summary>Images of noise, and networks that have seen some: a test needs no real ones.</summary>
internal static class RandomImages
{
    public static ImageSet Create(int count, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * ImageSet.ImageLength];
        random.NextBytes(pixels);
        return new ImageSet(pixels, Enumerable.Range(0, count).Select(_ => random.Next(FashionMnistData.Classes)).ToArray());
    }

    public static LeNet NewNetwork(int seed) => Networks.New(new Options { Seed = seed, Threads = 2 });

    /// <summary>A normalized network after a pass over 96 images, so that none of its numbers is what it started with.</summary>
    public static LeNet TrainedNetwork(int seed)
    {
        LeNet network = NewNetwork(seed);
        new Trainer(network, new FashionMnistData(Create(96, seed), Create(1, seed)), batchSize: 32, learningRate: 0.3f, seed).RunEpoch(_ => { });
        return network;
    }
}
