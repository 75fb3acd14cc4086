using System.Numerics;
using System.Runtime.InteropServices;
using BatchNormGen.Models;

namespace BatchNormGen.MpiJob;

/// <summary>Trains layers and a model on batches that are spread over the members of a collective, and digests what comes of it.</summary>
internal static class SharedTraining
{
    private const int Samples = 24;

    /// <summary>One line a layer and division of the batch: a digest of what is the same on all members, and one of what is this member's own.</summary>
    public static IEnumerable<string> Digests(ICollective collective)
    {
        foreach (int[] division in Divisions(collective.Size))
        {
            string name = string.Join('+', division);
            int before = division[..collective.Rank].Sum(), samples = division[collective.Rank];
            yield return $"{name} Row7 {Digest(new Row7 { Collective = collective }, 7, before, samples)}";
            yield return $"{name} Row83 {Digest(new Row83 { Collective = collective }, 83, before, samples)}";
            yield return $"{name} Plane512 {Digest(new Plane512 { Collective = collective }, 512 * 49, before, samples)}";
            yield return $"{name} Last2048 {Digest(new Last2048 { Collective = collective }, 2048 * 4, before, samples)}";
            yield return $"{name} Residual9 {DigestOfResidual(new Residual9 { Collective = collective }, 9 * 5, before, samples)}";
            yield return $"{name} Blocks {DigestOfModel(new Blocks { Collective = collective }, collective, before, samples)}";
        }
    }

    /// <summary>As even as can be, one sample each but for the first, all on the last member, none on the first.</summary>
    private static IEnumerable<int[]> Divisions(int size)
    {
        int[] even = [.. Enumerable.Range(0, size).Select(rank => (Samples * (rank + 1) / size) - (Samples * rank / size))];
        yield return even;
        if (size > 1)
        {
            yield return [Samples - size + 1, .. Enumerable.Repeat(1, size - 1)];
            yield return [.. Enumerable.Repeat(0, size - 1), Samples];
            yield return [0, even[0] + even[1], .. even[2..]];
        }
    }

    private static string Digest<T>(INormalizationLayer<T> layer, int sampleLength, int before, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values<T>(1, sampleLength, before, samples), dy = Values<T>(2, sampleLength, before, samples);
        T[] y = new T[x.Length], dx = new T[x.Length];
        for (int step = 0; step < 2; step++)
        {
            layer.ForwardTraining(x, y, samples);
            layer.Backward(x, dy, dx, samples);
        }

        return Digest(layer, [y, dx]);
    }

    private static string DigestOfResidual(IResidualLayer<float, float> layer, int sampleLength, int before, int samples)
    {
        float[] x = Values<float>(1, sampleLength, before, samples), residual = Values<float>(3, sampleLength, before, samples), dy = Values<float>(2, sampleLength, before, samples);
        float[] y = new float[x.Length], dx = new float[x.Length], dresidual = new float[x.Length];
        layer.ForwardTraining(x, residual, y, samples);
        layer.Backward(x, residual, dy, dx, dresidual, samples);
        return Digest(layer, [y, dx, dresidual]);
    }

    private static string DigestOfModel(Blocks model, ICollective collective, int before, int samples)
    {
        uint shared = 0, own = 0;
        float[] x = Values<float>(1, Blocks.InputLength, before, samples), dy = Values<float>(2, Blocks.OutputLength, before, samples);
        float[] y = new float[dy.Length], dx = new float[x.Length];
        Sgd rule = new(model.Parameters, learningRate: 0.01);
        for (int step = 0; step < 2; step++)
        {
            model.ForwardTraining(x, y, samples);
            model.Backward(x, dy, dx, samples);
            foreach (Parameter<float> parameter in model.Parameters)
            {
                Add<float>(ref own, parameter.Gradient);
                collective.Sum(parameter.Gradient);
            }

            rule.Step();
            model.ZeroGradients();
        }

        AddStatistics(model.Bn1);
        AddStatistics(model.Bn2);
        model.MeasurePopulation([x]);
        AddStatistics(model.Bn1);
        AddStatistics(model.Bn2);
        foreach (Parameter<float> parameter in model.Parameters)
        {
            Add<float>(ref shared, parameter.Value);
        }

        Add<float>(ref own, y);
        Add<float>(ref own, dx);
        return $"{shared:x8} {own:x8}";

        void AddStatistics(NormalizationParameters<float> normalization)
        {
            Add<float>(ref shared, normalization.MovingMean);
            Add<float>(ref shared, normalization.MovingVariance);
        }
    }

    private static string Digest<T>(INormalization<T> layer, T[][] own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        uint shared = 0, ownDigest = 0;
        if (layer is IBatchStatistics<T> batch)
        {
            Add(ref shared, batch.BatchMean);
            Add(ref shared, batch.BatchInverseDeviation);
        }

        if (layer is IMovingStatistics<T, T> moving)
        {
            Add<T>(ref shared, moving.MovingMean);
            Add<T>(ref shared, moving.MovingVariance);
        }

        foreach (T[] values in own)
        {
            Add<T>(ref ownDigest, values);
        }

        foreach (Parameter<T> parameter in layer.Parameters)
        {
            Add<T>(ref ownDigest, parameter.Gradient);
        }

        return $"{shared:x8} {ownDigest:x8}";
    }

    private static void Add<T>(ref uint digest, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        foreach (byte next in MemoryMarshal.AsBytes(values))
        {
            digest = BitOperations.Crc32C(digest, next);
        }
    }

    /// <summary>The same values of a sample, whichever member has it.</summary>
    private static T[] Values<T>(int seed, int sampleLength, int before, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[sampleLength * samples];
        for (int i = 0; i < values.Length; i++)
        {
            ulong bits = (ulong)((((long)before * sampleLength) + i + 1) * seed) * 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9;
            values[i] = T.CreateTruncating(((bits >> 40) / (double)(1 << 24) * 4) - 1);
        }

        return values;
    }
}
