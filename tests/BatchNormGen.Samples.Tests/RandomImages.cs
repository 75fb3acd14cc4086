using FashionMnist.Dataset;
using FashionMnist.Model;
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
        return new ImageSet(pixels, Enumerable.Range(0, count).Select(_ => (byte)random.Next(LeNet.Classes)).ToArray());
    }

    /// <summary>A normalized network after a pass over 96 images, so that none of its numbers is what it started with.</summary>
    public static LeNet TrainedNetwork(int seed)
    {
        var network = new LeNet(normalize: true, seed, threads: 2);
        new Trainer(network, new FashionMnistData(Create(96, seed), Create(1, seed)), batchSize: 32, learningRate: 0.3f, seed).RunEpoch(_ => { });
        return network;
    }
}
