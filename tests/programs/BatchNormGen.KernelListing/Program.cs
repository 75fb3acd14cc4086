using System.Numerics;
using BatchNormGen;
using BatchNormGen.KernelListing;

// Calls every direction of every layer and of a model, with results in the caches and past them, so that the JIT compiles all of their kernels, and lists
// them where its environment variables tell it to.
const int StreamedBytes = 1 << 20;
AppContext.SetData("BatchNormGen.StreamingThreshold", StreamedBytes);

foreach ((INormalizationLayer<float> layer, int positions) in ListedLayers.Singles)
{
    Run(layer, positions, sizeof(float));
}

foreach ((INormalizationLayer<double> layer, int positions) in ListedLayers.Doubles)
{
    Run(layer, positions, sizeof(double));
}

float[] images = new float[ListedModel.Samples * ListedModel.InputLength], logits = new float[ListedModel.Samples * ListedModel.OutputLength], gradient = new float[images.Length];
ListedModel model = new() { MaxDegreeOfParallelism = 1 };
model.ForwardTraining(images, logits);
model.Backward(images, logits, gradient);
model.ForwardInference(images, logits);

static void Run<T>(INormalizationLayer<T> layer, int positions, int size)
    where T : unmanaged, INumber<T>
{
    layer.MaxDegreeOfParallelism = 1;
    int sample = layer.NumFeatures * positions;
    foreach (int samples in (int[])[32 * 1024 / size / sample + 2, (StreamedBytes / size / sample) + 1])
    {
        var x = new T[samples * sample];
        var y = new T[x.Length];
        layer.ForwardTraining(x, y, samples);
        layer.Backward(x, x, y, samples);
        layer.ForwardInference(x, y, samples);
        layer.BackwardInference(x, x, y, samples);
    }
}
