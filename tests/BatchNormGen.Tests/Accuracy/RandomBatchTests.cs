using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using CsCheck;
using Xunit;

namespace BatchNormGen.Tests.Accuracy;

/// <summary>Random shapes and data against the reference, in all four directions.</summary>
public sealed class RandomBatchTests
{
    private static readonly int[] Tails = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70];

    private static readonly Gen<Data> AnyData = Gen.Select(Gen.Int[2, 9], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Double[-6, 6], Gen.Double[-1, 4], Gen.Bool, Gen.Int)
        .Select((batchSize, height, width, scale, offset, negative, seed) =>
            new Data(batchSize, (2 * height) + 1, (2 * width) + 1, Math.Pow(10, scale), (negative ? -1 : 1) * Math.Pow(10, offset), seed));

    [Fact]
    public void Rows_of_any_width_agree_with_the_reference() =>
        Gen.Select(Gen.Int[1, 70], AnyData).Sample((c, data) => Check<float>($"Row{c}", data with { BatchSize = data.BatchSize * data.Height }), iter: 300, threads: 1);

    [Fact]
    public void Planes_of_any_extent_agree_with_the_reference() =>
        Gen.Select(Gen.Int[1, 70], AnyData).Sample((c, data) => Check<float>($"Plane{c}", data), iter: 200, threads: 1);

    [Fact]
    public void Channels_last_agree_with_the_reference() =>
        Gen.Select(Gen.OneOf(Tails), AnyData).Sample((c, data) => Check<float>($"Last{c}", data), iter: 200, threads: 1);

    [Fact]
    public void Doubles_agree_with_the_reference() =>
        Gen.Select(Gen.OneOf("DoubleRow", "DoublePlane", "DoubleLast"), Gen.OneOf(Tails), AnyData)
            .Sample((kind, c, data) => Check<double>(kind + c, data), iter: 200, threads: 1);

    [Fact]
    public void Every_other_declaration_agrees_with_the_reference() =>
        Gen.Select(Gen.OneOf(LayerTypes.Varied.ToArray()), AnyData).Sample(Check<float>, iter: 200, threads: 1);

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(8), InlineData(15), InlineData(16), InlineData(17), InlineData(64)]
    public void Every_channel_count_agrees_on_a_small_batch(int batchSize)
    {
        for (int c = 1; c <= 70; c++)
        {
            Check<float>($"Row{c}", new Data(batchSize + 1, 1, 1, 1, 1, c));
            Check<float>($"Plane{c}", new Data(2, 1, batchSize, 1, 1, c));
        }
    }

    private static void Check<T>(string name, Data data)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new LayerUnderTest<T>(LayerTypes.Named(name));
        TensorShape shape = layer.Declaration.NumDims switch
        {
            2 => layer.Declaration.Shape(data.BatchSize),
            3 => layer.Declaration.Shape(data.BatchSize, data.Height * data.Width),
            4 => layer.Declaration.Shape(data.BatchSize, data.Height, data.Width),
            _ => layer.Declaration.Shape(data.BatchSize, 2, data.Height, data.Width),
        };
        Check(layer, data, shape, $"{name} {shape} {data}");
    }

    private static void Check<T>(LayerUnderTest<T> layer, Data data, TensorShape shape, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var reference = new ReferenceLayer(layer.Declaration);
        Samples.Parameters(data.Seed, layer.Layer.Parameters);
        Samples.Widen<T>(layer.Gamma is { } gamma ? gamma.Value : default).CopyTo(reference.Gamma, 0);
        Samples.Widen<T>(layer.Beta is { } beta ? beta.Value : default).CopyTo(reference.Beta, 0);
        T[] x = Samples.Normal<T>(data.Seed, shape, data.Scale * data.Offset, data.Scale);
        T[] dy = Samples.Normal<T>(data.Seed + 1, shape, 0.2, 1);
        T[] output = new T[x.Length];
        double[] wideX = Samples.Widen<T>(x);
        double[] wideDy = Samples.Widen<T>(dy);
        Tolerance tolerance = Tolerance.Of<T>();

        layer.Call(Direction.ForwardTraining, x, dy, output, shape);
        double[] y = reference.ForwardTraining(wideX, shape);
        var scales = Scales<T>.Of(reference, reference.Batch, wideX, wideDy, shape);
        tolerance.AssertChannels<T>(y, output, shape, scales.Output, what + " y");
        PromisedAccuracy.AssertBatchStatistics(layer, reference, what);
        PromisedAccuracy.AssertMovingStatistics(layer, reference, what);

        layer.Call(Direction.Backward, x, dy, output, shape);
        tolerance.AssertChannels<T>(reference.Backward(wideX, wideDy, shape), output, shape, scales.Gradient, what + " dx");
        PromisedAccuracy.AssertGradientSums(layer, reference, wideX, wideDy, shape, what);

        // Prediction is judged by the moving statistics as the layer has rounded them.
        if (layer.Declaration.TrackMovingStatistics)
        {
            Samples.Widen<T>(layer.Moving.MovingMean).CopyTo(reference.MovingMean, 0);
            Samples.Widen<T>(layer.Moving.MovingVariance).CopyTo(reference.MovingVariance, 0);
            ChannelMoments[] moving = [.. reference.MovingMean.Zip(reference.MovingVariance, (mean, variance) => new ChannelMoments(mean, 0, variance))];
            scales = Scales<T>.Of(reference, moving, wideX, wideDy, shape);
        }

        layer.Call(Direction.ForwardInference, x, dy, output, shape);
        tolerance.AssertChannels<T>(reference.ForwardInference(wideX, shape), output, shape, scales.Output, what + " inference y");
        layer.Call(Direction.BackwardInference, x, dy, output, shape);
        tolerance.AssertChannels<T>(reference.BackwardInference(wideX, wideDy, shape), output, shape, scales.Gradient, what + " inference dx");
    }

    private sealed record Data(int BatchSize, int Height, int Width, double Scale, double Offset, int Seed);
}
