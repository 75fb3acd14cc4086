using System;
using BatchNormGen;

// Sees the library's internal layers beside its own: neither hides the other's kernels.
INormalizationLayer<float>[] layers = [new Friends.Library.Norm(), new Friends.Norm()];
foreach (INormalizationLayer<float> layer in layers)
{
    float[] x = new float[2 * layer.NumFeatures];
    layer.ForwardInference(x, x, batchSize: 2);
}

Console.WriteLine($"{layers[0].NumFeatures} {layers[1].NumFeatures}");

namespace Friends
{
    [BatchNorm(7, 2)]
    internal sealed partial class Norm;
}
