using BatchNormGen;
using BatchNormGen.Mpi;

// Two layers on a batch of 4 samples, as many of them as this process has. Every process prints what all of them come to.
const int Samples = 4, Positions = 6 * 6;
using MpiWorld world = MpiWorld.Start(new MpiOptions { Timeout = TimeSpan.FromMinutes(3) });
Stem stem = new() { Collective = world };
Head head = new() { Collective = world };
int first = Samples * world.Rank / world.Size, own = (Samples * (world.Rank + 1) / world.Size) - first;
float[] x = new float[own * Stem.NumFeatures * Positions], y = new float[x.Length], dx = new float[x.Length];
float[] h = new float[own * Head.NumFeatures], z = new float[h.Length], dh = new float[h.Length];

for (int step = 0; step < 3; step++)
{
    for (int i = 0; i < x.Length; i++)
    {
        x[i] = (((first * Stem.NumFeatures * Positions) + i + (7 * step)) * 37 % 101) - 50;
    }

    stem.ForwardTraining(x, y, own);
    for (int i = 0; i < h.Length; i++)
    {
        h[i] = y[(i * 11) % y.Length];
    }

    head.ForwardTraining(h, z, own);
    head.Backward(h, z, dh, own);
    stem.Backward(x, y, dx, own);
    foreach (Parameter<float> parameter in stem.Parameters.Concat(head.Parameters))
    {
        world.Sum(parameter.Gradient);
        for (int c = 0; c < parameter.Value.Length; c++)
        {
            parameter.Value[c] -= parameter.Gradient[c] / 1024;
        }

        parameter.ZeroGradient();
    }
}

uint bits = 0;
foreach (float value in (float[])[.. stem.MovingMean, .. stem.MovingVariance, .. head.MovingMean, .. head.MovingVariance, .. stem.Gamma.Value, .. head.Beta.Value])
{
    bits = (bits * 16777619) ^ BitConverter.SingleToUInt32Bits(value);
}

Console.WriteLine($"world of {world.Size}: {bits:x8}");

/// <summary>Planes.</summary>
[BatchNorm(5, 4)]
internal sealed partial class Stem;

/// <summary>Vectors.</summary>
[BatchNorm(12, 2)]
internal sealed partial class Head;
