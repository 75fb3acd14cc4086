using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BatchNormGen.BitIdentity;

/// <summary>Runs every layer in all four directions over many shapes and boils each result down to a line of text.</summary>
public static class Digests
{
    private const int MostValues = 300_000;

    /// <summary>Samples and positions: one vector and less, odd, blocks and a bit, enough for several threads.</summary>
    private static readonly (int BatchSize, int Positions)[] Extents = [(2, 1), (3, 5), (3, 16), (3, 31), (5, 49), (17, 3), (3, 127), (4, 260), (2, 4099), (67, 64), (1031, 1)];

    public static IEnumerable<string> All(int threads)
    {
        IEnumerable<INormalizationLayer<float>> singles =
        [
            new Row1(), new Row7(), new Row16(), new Row33(), new Row64(), new Row1003(), new Plane1(), new Plane3(), new Plane64(), new Line5(),
            new Volume6(), new Fixed7x7(), new Fixed3x5(), new Fixed56x56(), new Last5(), new Last32(), new Last515(), new Untracked5(), new UntrackedRow21(),
        ];
        IEnumerable<INormalizationLayer<double>> doubles =
            [new DoubleRow7(), new DoubleRow64(), new DoublePlane3(), new DoubleFixed7x7(), new DoubleLast33()];
        return singles.SelectMany(layer => Of(layer, threads)).Concat(doubles.SelectMany(layer => Of(layer, threads)));
    }

    private static IEnumerable<string> Of<T>(INormalizationLayer<T> layer, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        layer.MaxDegreeOfParallelism = threads;
        int fixedPositions = layer switch
        {
            Fixed7x7 or DoubleFixed7x7 => 49,
            Fixed3x5 => 15,
            Fixed56x56 => 56 * 56,
            _ => layer.NumDims == 2 ? 1 : 0,
        };
        foreach ((int batchSize, int positions) in Extents.Append(Large(layer.NumFeatures)))
        {
            (int samples, int each) = fixedPositions == 0 ? (batchSize, positions) : (Math.Max(2, batchSize * positions / fixedPositions), fixedPositions);
            // Without any vectors a case takes some 100 ns a value.
            if ((long)samples * each * layer.NumFeatures > MostValues)
            {
                continue;
            }

            foreach (double offset in (double[])[0, 3000])
            {
                yield return $"{layer.GetType().Name} {samples}x{each} {offset}: {Digest(layer, samples, each, offset)}";
            }
        }
    }

    /// <summary>A batch of a megabyte and more, the work of several threads.</summary>
    private static (int BatchSize, int Positions) Large(int channels) => (33, MostValues / 33 / channels);

    private static string Digest<T>(INormalizationLayer<T> layer, int batchSize, int positions, double offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = batchSize * layer.NumFeatures * positions;
        var x = new T[length];
        var dy = new T[length];
        var output = new T[length];
        Fill(x, 1, offset);
        Fill(dy, 2, 0.1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        layer.ResetMovingStatistics();
        layer.ResetParameters();
        foreach (Parameter<T> parameter in layer.Parameters)
        {
            Fill(parameter.Value, 3, 1);
        }

        layer.ForwardTraining(x, output, batchSize);
        Add<T>(output);
        layer.Backward(x, dy, output, batchSize);
        Add<T>(output);
        layer.ForwardInference(x, output, batchSize);
        Add<T>(output);
        if (layer.MovingMean.Length > 0)
        {
            var frozen = new T[length];
            layer.Freeze().Forward(x, frozen, batchSize);
            Add<T>(frozen);
            if (!MemoryMarshal.AsBytes<T>(frozen).SequenceEqual(MemoryMarshal.AsBytes<T>(output)))
            {
                throw new InvalidOperationException($"{layer.GetType().Name}, {batchSize} × {positions}: frozen, it predicts other bits.");
            }
        }

        layer.BackwardInference(x, dy, output, batchSize);
        Add<T>(output);
        Add<byte>(layer.MeasureMoments(x, batchSize).ToBytes());
        Add<T>(layer.MovingMean);
        Add<T>(layer.MovingVariance);
        foreach (Parameter<T> parameter in layer.Parameters)
        {
            Add<T>(parameter.Gradient);
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 12));

        void Add<TValue>(ReadOnlySpan<TValue> values)
            where TValue : unmanaged =>
            hash.AppendData(MemoryMarshal.AsBytes(values));
    }

    private static void Fill<T>(Span<T> values, int seed, double offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        foreach (ref T value in values)
        {
            value = T.CreateTruncating(offset + random.NextDouble() - random.NextDouble());
        }
    }
}
