using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Small models learn what small models can learn, by plain gradient descent.</summary>
public sealed class LearningTests
{
    private const int Batch = 32, Classes = 2;

    [Fact]
    public void A_perceptron_tells_a_disk_from_the_ring_around_it() => AssertLearns(new DiskPerceptron(), Disk, epochs: 80, rate: 0.3f);

    [Fact]
    public void A_convolutional_network_tells_rows_from_columns() => AssertLearns(new StripeNet(), Stripe, epochs: 16, rate: 0.1f);

    private static void AssertLearns(IModel<float> model, Func<Random, float[], int> draw, int epochs, float rate)
    {
        Random random = new(1);
        (float[][] samples, int[] labels) = Draw(model, draw, random, 1024);
        (float[][] unseen, int[] unseenLabels) = Draw(model, draw, random, 1024);
        double before = Accuracy(model, unseen, unseenLabels);
        float[] x = new float[Batch * model.InputLength], y = new float[Batch * Classes], dy = new float[y.Length];
        for (int step = 0; step < epochs * samples.Length / Batch; step++)
        {
            int first = step * Batch % samples.Length;
            for (int i = 0; i < Batch; i++)
            {
                samples[first + i].CopyTo(x, i * model.InputLength);
            }

            model.ForwardTraining(x, y, Batch);
            for (int i = 0; i < Batch; i++)
            {
                // The gradient of the mean of −log softmax at the label: (softmax − 1 at the label) / batch.
                double other = 1 / (1 + Math.Exp(y[2 * i] - y[(2 * i) + 1]));
                dy[(2 * i) + 1] = (float)((other - labels[first + i]) / Batch);
                dy[2 * i] = -dy[(2 * i) + 1];
            }

            model.ZeroGradients();
            model.Backward(x, dy, [], Batch);
            foreach (Parameter<float> parameter in model.Parameters)
            {
                for (int i = 0; i < parameter.Value.Length; i++)
                {
                    parameter.Value[i] -= rate * parameter.Gradient[i];
                }
            }
        }

        Assert.InRange(before, 0, 0.9);
        Assert.InRange(Accuracy(model, unseen, unseenLabels), 0.95, 1);
    }

    private static (float[][] Samples, int[] Labels) Draw(IModel<float> model, Func<Random, float[], int> draw, Random random, int count)
    {
        float[][] samples = [.. Enumerable.Range(0, count).Select(_ => new float[model.InputLength])];
        return (samples, [.. samples.Select(sample => draw(random, sample))]);
    }

    private static double Accuracy(IModel<float> model, float[][] samples, int[] labels)
    {
        float[] y = new float[samples.Length * Classes];
        model.ForwardInference([.. samples.SelectMany(static sample => sample)], y, samples.Length);
        return labels.Where((label, i) => (y[(2 * i) + 1] > y[2 * i] ? 1 : 0) == label).Count() / (double)labels.Length;
    }

    /// <summary>A point in the square from −1 to 1: inside a disk of half the area, or outside.</summary>
    private static int Disk(Random random, float[] point)
    {
        (double u, double v) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
        (point[0], point[1]) = ((float)u, (float)v);
        return (u * u) + (v * v) < 2 / Math.PI ? 1 : 0;
    }

    /// <summary>Noise with one bright row or one bright column.</summary>
    private static int Stripe(Random random, float[] image)
    {
        int label = random.Next(2), place = random.Next(8);
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = (float)(random.NextDouble() + ((label == 0 ? i / 8 : i % 8) == place ? 0.7 : 0));
        }

        return label;
    }
}
