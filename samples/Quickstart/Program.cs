using BatchNormGen;
using BatchNormGen.Models;

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

// The other kinds have no modes and no state but gamma and beta: Forward, and Backward. Two rows, the second a hundred times the first:
float[] tokens = [1, 2, 3, 4, 100, 200, 300, 400];
float[] rows = new float[tokens.Length];
new TokenNorm().Forward(tokens, rows); // each row gets mean 0 and variance 1, so that both come out alike
Console.WriteLine($"layer norm        {Format(rows)}");
new TokenScale().Forward(tokens, rows); // each row gets the mean square 1; its mean is not taken off
Console.WriteLine($"RMS norm          {Format(rows)}");

// One sample of 4 channels of 2 positions. By channel their levels are lost; in a group of 2 channels their distance stays.
float[] signal = [1, 3, 11, 13, 5, 7, 5, 7];
float[] normalized = new float[signal.Length];
new EachChannel().Forward(signal, normalized);
Console.WriteLine($"instance norm     {Format(normalized)}");
new EachGroup().Forward(signal, normalized);
Console.WriteLine($"group norm        {Format(normalized)}");

// The end of a residual block in one pass: relu(norm(x) + residual). Here what is added is 1 throughout.
var block = new BlockEnd();
float[] skip = [.. Enumerable.Repeat(1f, x.Length)];
block.ForwardTraining(x, skip, y);
Console.WriteLine($"relu(norm + 1)    {Format(y)}");
block.Backward(x, skip, dy: skip, dx, dresidual: y); // what did not pass the relu has no gradient
Console.WriteLine($"of the residual   {Format(y)}");

// A model: the compiler reads Define, below, and writes the network. This one learns whether two numbers have the same sign.
var model = new SameSign();
var rule = new Sgd(model.Parameters, learningRate: 0.1, momentum: 0.9);
float[] pairs = new float[64 * 2], logits = new float[64 * 2];
int[] labels = new int[64];
for (int step = 1; step <= 200; step++)
{
    for (int i = 0; i < labels.Length; i++)
    {
        (pairs[2 * i], pairs[(2 * i) + 1]) = ((2 * random.NextSingle()) - 1, (2 * random.NextSingle()) - 1);
        labels[i] = pairs[2 * i] * pairs[(2 * i) + 1] > 0 ? 1 : 0;
    }

    model.ForwardTraining(pairs, logits);
    double loss = SoftmaxCrossEntropy.Gradient(logits, labels, logits); // in the place of the logits
    model.Backward(pairs, logits, dx: []);
    rule.Step();
    model.ZeroGradients();
    if (step is 1 or 10 or 200)
    {
        Console.WriteLine($"model, step {step,3}   loss {loss:F4}");
    }
}

SameSign.Frozen predictor = model.Freeze(); // for predictions alone; the normalization is a part of the first layer's weights
float[] answer = new float[2];
predictor.Forward([0.7f, -0.4f], answer);
Console.WriteLine($"0.7 and -0.4 have {(answer[1] > answer[0] ? "the same sign" : "different signs")}");

static string Format(ReadOnlySpan<float> values) => string.Join(' ', values.ToArray().Select(value => $"{value,8:F4}"));

[BatchNorm(3, 2)]
internal sealed partial class FeatureNorm;

[BatchNorm(2, 4, Spatial = [4, 4])]
internal sealed partial class ImageNorm;

[LayerNorm(4)]
internal sealed partial class TokenNorm;

[RmsNorm(4)]
internal sealed partial class TokenScale;

[InstanceNorm(4, 3, Spatial = [2])]
internal sealed partial class EachChannel;

[GroupNorm(2, 4, 3, Spatial = [2])]
internal sealed partial class EachGroup;

[BatchNorm(3, 2, Residual = true, Activation = Activation.Relu)]
internal sealed partial class BlockEnd;

[Model(2)]
internal sealed partial class SameSign
{
    private static Features Define(Features x) => x
        .Dense("hidden", 16, bias: false).BatchNorm("norm").Relu()
        .Dense("classes", 2);
}
