using FashionMnist;
using FashionMnist.Dataset;
using FashionMnist.Training;

namespace BatchNormGen.Samples.Tests;

public sealed class PredictorTests
{
    /// <summary>The first normalization, of six channels, is not computed with its convolution, and stays.</summary>
    [Fact]
    public void A_frozen_network_has_its_normalizations_folded_away_and_predicts_the_same()
    {
        ImageSet images = RandomImages.Create(64, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);
        float[] before = Evaluation.Logits(network.ForwardInference, images);

        LeNet.Frozen folded = network.Freeze();

        Assert.Equal([("bn1", "conv1"), ("bn2", "conv2"), ("bn3", "fc1"), ("bn4", "fc2")], folded.Foldings.Select(static folding => (folding.Name, folding.Into)));
        (int same, float difference) = Evaluation.Compare(before, Evaluation.Logits(folded.Forward, images));
        Assert.Equal(64, same);
        Assert.InRange(difference, 0, 1e-4f);
        Assert.Equal(before, Evaluation.Logits(network.ForwardInference, images));
        Assert.Equal(before, Evaluation.Logits(network.Freeze(fold: false).Forward, images));
    }

    /// <summary>The first normalization is given what the first convolution makes of the images, whatever the statistics.</summary>
    [Fact]
    public void Exact_statistics_are_those_of_all_images()
    {
        const int Images = 300;
        ImageSet images = RandomImages.Create(Images, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);

        PopulationStatistics.Set(network, images);

        float[] all = images.InOrder(Images).Single().ToArray();
        for (int channel = 0; channel < 6; channel++)
        {
            double[] values = [.. Enumerable.Range(0, Images).SelectMany(image => Convolve(all.AsSpan(image * 784, 784).ToArray(), network.Conv1.Weight.Value.Slice(channel * 25, 25).ToArray()))];
            double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean)) * values.Length / (values.Length - 1);
            Assert.Equal(mean, network.Bn1.MovingMean[channel], 1e-6 * (1 + Math.Abs(mean)));
            Assert.Equal(variance, network.Bn1.MovingVariance[channel], 1e-6 * variance);
        }
    }

    [Fact]
    public void Both_networks_start_with_the_same_weights()
    {
        var options = new Options { Seed = 5 };
        IReadOnlyList<Parameter<float>> normalized = Networks.New(options).Parameters, plain = Networks.NewPlain(options).Parameters;
        Assert.Equal(5, normalized.Count(static parameter => parameter.Kind == ParameterKind.Weight));
        Assert.All(normalized.Where(static parameter => parameter.Kind == ParameterKind.Weight), weight =>
        {
            Assert.Equal(weight.Value, plain.Single(other => other.Name == weight.Name).Value);
            Assert.NotEqual(0, weight.Value[0]);
        });
    }

    [Fact]
    public void A_copy_shares_nothing()
    {
        ImageSet images = RandomImages.Create(64, seed: 1);
        LeNet network = RandomImages.TrainedNetwork(seed: 2);
        float[] before = Evaluation.Logits(network.ForwardInference, images);

        LeNet copy = network.Clone();
        Assert.Equal(before, Evaluation.Logits(copy.ForwardInference, images));

        PopulationStatistics.Set(copy, images);
        Assert.NotEqual(before, Evaluation.Logits(copy.ForwardInference, images));
        Assert.Equal(before, Evaluation.Logits(network.ForwardInference, images));
    }

    /// <summary>A channel of the first convolution of an image: 28 × 28, a kernel of 5 × 5, zeros around.</summary>
    private static IEnumerable<double> Convolve(float[] image, float[] kernel)
    {
        for (int position = 0; position < 28 * 28; position++)
        {
            (int y, int x) = (position / 28, position % 28);
            double sum = 0;
            for (int tap = 0; tap < 25; tap++)
            {
                (int row, int column) = (y + (tap / 5) - 2, x + (tap % 5) - 2);
                sum += row is >= 0 and < 28 && column is >= 0 and < 28 ? (double)image[(row * 28) + column] * kernel[tap] : 0;
            }

            yield return sum;
        }
    }
}
