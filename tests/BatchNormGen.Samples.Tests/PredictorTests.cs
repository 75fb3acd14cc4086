using FashionMnist.Dataset;
using FashionMnist.Model;
using FashionMnist.Training;

namespace BatchNormGen.Samples.Tests;

public sealed class PredictorTests
{
    [Fact]
    public void A_folded_network_has_no_normalizations_and_predicts_the_same()
    {
        ImageSet images = RandomImages.Create(64, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);
        float[] before = Evaluation.Logits(network, images);

        LeNet folded = network.Fold(out IReadOnlyList<FoldingReport> reports);

        Assert.Empty(folded.Normalizations);
        Assert.Equal(4, reports.Count);
        (int same, float difference) = Evaluation.Compare(before, Evaluation.Logits(folded, images));
        Assert.Equal(64, same);
        Assert.InRange(difference, 0, 1e-4f);
        Assert.Equal(before, Evaluation.Logits(network, images));
    }

    /// <summary>What the statistics are about is what the normalizations are given afterwards: measured again, nothing changes.</summary>
    [Fact]
    public void Exact_statistics_are_those_of_prediction()
    {
        const int Images = 300;
        ImageSet images = RandomImages.Create(Images, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);

        PopulationStatistics.Set(network, images);

        float[] all = images.InOrder(Images).Single().Images;
        foreach (Normalization normalization in network.Normalizations)
        {
            int features = normalization.Layer.NumFeatures;
            IMovingStatistics<float, float> moving = normalization.MovingStatistics;
            float[] input = network.PredictInputOf(normalization, all, Images).ToArray();
            int positions = input.Length / Images / features;
            for (int channel = 0; channel < features; channel++)
            {
                double[] values = [.. input.Where((_, i) => i / positions % features == channel).Select(value => (double)value)];
                double mean = values.Average();
                double variance = values.Average(value => (value - mean) * (value - mean));
                Assert.Equal(mean, moving.MovingMean[channel], 1e-6 * (1 + Math.Abs(mean)));
                Assert.Equal(variance, moving.MovingVariance[channel], 1e-6 * variance);
            }
        }
    }

    [Fact]
    public void A_copy_shares_nothing()
    {
        ImageSet images = RandomImages.Create(64, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);
        float[] before = Evaluation.Logits(network, images);

        LeNet copy = network.Copy();
        Assert.Equal(before, Evaluation.Logits(copy, images));

        PopulationStatistics.Set(copy, images);
        Assert.NotEqual(before, Evaluation.Logits(copy, images));
        Assert.Equal(before, Evaluation.Logits(network, images));
    }
}
