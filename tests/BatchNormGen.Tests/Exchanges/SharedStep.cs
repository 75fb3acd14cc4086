using System.Numerics;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Exchanges;

/// <summary>What two training steps of a layer come to, on a part of a batch or on all of it.</summary>
/// <param name="Y">The last output.</param>
/// <param name="Dx">The last gradient.</param>
/// <param name="Dresidual">The same of the residual; empty without.</param>
/// <param name="Statistics">All statistics of the layer.</param>
/// <param name="Gradients">The gradients of the parameters.</param>
internal sealed record SharedStep<T>(T[] Y, T[] Dx, T[] Dresidual, T[] Statistics, T[][] Gradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs the part of a batch that lies behind some samples.</summary>
    public static SharedStep<T> Of(string type, ICollective? collective, int batchSize, int before, int samples, int threads = -1)
    {
        SharedLayer<T> layer = new(type, collective) { Threads = threads };
        TensorShape shape = layer.Shape(batchSize);
        int perSample = shape.Length / batchSize, length = samples * perSample;
        var y = new T[length];
        var dx = new T[length];
        T[] dresidual = layer.Attribute.Residual ? new T[length] : [];
        for (int step = 0; step < 2; step++)
        {
            ReadOnlySpan<T> x = Part(10 + step), residual = Part(20 + step), dy = Part(30 + step);
            layer.ForwardTraining(x, layer.Attribute.Residual ? residual : default, y, samples);
            layer.Backward(x, layer.Attribute.Residual ? residual : default, dy, dx, dresidual, samples);
        }

        return new(y, dx, dresidual, layer.AllStatistics(), [.. layer.Parameters.Select(static parameter => parameter.Gradient.ToArray())]);

        ReadOnlySpan<T> Part(int seed) => Samples.Normal<T>(seed, shape, mean: 3).AsSpan(before * perSample, length);
    }

    /// <summary>The same on members that have so many samples each.</summary>
    public static SharedStep<T>[] OfMembers(string type, int[] samples, int threads = -1) => ThreadMembers.Run(
        samples.Length, member => Of(type, member, samples.Sum(), samples[..member.Rank].Sum(), samples[member.Rank], threads));
}
