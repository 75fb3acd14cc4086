using BatchNormGen;

// Features of shape (N, 3): every column comes out with mean 0 and variance 1.
float[] x = [1, 10, -5, 2, 20, -5.5f, 3, 30, -6, 4, 40, -6.5f]; // N = 4
float[] y = new float[x.Length];
var features = new FeatureNorm();
features.ForwardTraining(x, y);
Console.WriteLine($"batch mean        {Format(features.BatchMean)}");
for (int sample = 0; sample < 4; sample++)
{
    Console.WriteLine($"output, sample {sample}  {Format(y.AsSpan(3 * sample, 3))}");
}

Console.WriteLine($"moving mean       {Format(features.MovingMean)}   (a tenth of the way from 0)");

// The gradient of the loss Σ y² / 2 with respect to y is y itself: dx is written, the parameters' gradients are added to.
float[] dx = new float[x.Length];
features.Backward(x, y, dx);
Console.WriteLine($"gradient of gamma {Format(features.Gamma.Gradient)}");
Console.WriteLine($"gradient of beta  {Format(features.Beta.Gradient)}");

// A step of gradient descent. Parameters are live views: the next call uses them as they are then.
foreach (Parameter<float> parameter in features.Parameters)
{
    for (int i = 0; i < parameter.Value.Length; i++)
    {
        parameter.Value[i] -= 0.1f * parameter.Gradient[i];
    }

    parameter.ZeroGradient();
}

Console.WriteLine($"gamma, one step   {Format(features.Gamma.Value)}");

// Images of shape (N, 2, 4, 4): each channel is normalized over the batch and all its positions.
var random = new Random(1);
float[] images = [.. Enumerable.Range(0, 8 * 2 * 4 * 4).Select(_ => random.NextSingle())]; // N = 8
var image = new ImageNorm();
for (int step = 0; step < 50; step++)
{
    image.ForwardTraining(images, new float[images.Length]);
}

// Prediction uses the moving statistics, so that one image alone works too.
float[] predicted = new float[2 * 4 * 4];
image.ForwardInference(images.AsSpan(0, predicted.Length), predicted);
Console.WriteLine($"image norm: {image.BatchesTracked} batches, moving mean {Format(image.MovingMean)}, variance {Format(image.MovingVariance)}");
Console.WriteLine($"first row of the first image, predicted alone {Format(predicted.AsSpan(0, 4))}");

static string Format(ReadOnlySpan<float> values) => string.Join(' ', values.ToArray().Select(value => $"{value,8:F4}"));

[BatchNorm(3, 2)]
internal sealed partial class FeatureNorm;

[BatchNorm(2, 4, Spatial = [4, 4])]
internal sealed partial class ImageNorm;
