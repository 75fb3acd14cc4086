using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Every kind against its definition in double, over lengths, extents, and data that is hard to sum.</summary>
public sealed class FamilyAccuracyTests
{
    /// <summary>The most values of a batch, so that the reference does not take all the time.</summary>
    private const int MaxValues = 150_000;

    private static readonly int[] RowLengths =
        [1, 2, 3, 5, 7, 8, 15, 16, 17, 24, 31, 32, 33, 63, 64, 65, 70, 127, 128, 129, 1000, 4096, 4097, 100_000];

    private static readonly int[][] Positions = [[1, 1, 1], [5, 1, 1], [7, 7, 1], [28, 28, 1], [100, 100, 1]];

    public static TheoryData<int> Lengths => [.. RowLengths];

    public static TheoryData<string> Varied => [.. FamilyTypes.Varied];

    public static TheoryData<string> Groups => [.. FamilyTypes.Groups];

    public static TheoryData<string> OffsetLayers =>
    [
        nameof(LayerRow5), nameof(LayerRow33), nameof(LayerRow128), nameof(LayerRow1000), nameof(LayerRow4097), nameof(LayerRow100000), nameof(LayerCube), nameof(PlainLayer),
        nameof(OneGroup), nameof(ThreeGroups), nameof(WideGroups), nameof(LastGroups), nameof(OneLastGroup), nameof(FixedGroups7x7), nameof(FixedGroups28x28),
        nameof(FixedLastGroups), nameof(Instances), nameof(LastInstances), nameof(ResidualLayer), nameof(ResidualGroups), nameof(GeluLayer), nameof(SiluGroups),
    ];

    /// <summary>Layers and the deviations of their data.</summary>
    public static TheoryData<string, double> Scales
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (string name in (string[])[nameof(BareLayer), nameof(BareLongLayer), nameof(BareRms), nameof(BareLongRms), nameof(BareGroups), nameof(BareLastGroups), nameof(BareInstances)])
            {
                foreach (double deviation in (double[])[1e-15, 1e-6, 1, 1e9, 1e18])
                {
                    data.Add(name, deviation);
                }
            }

            data.Add(nameof(BareRms), 1e30);
            data.Add(nameof(BareLongRms), 1e30);
            data.Add(nameof(RmsRow128), 1e30);
            data.Add(nameof(RmsRow100000), 1e30);
            return data;
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Rows_of_every_length_are_normalized(int length)
    {
        foreach (int rows in ((int[])[1, 2, 3, 17, 300]).Where(rows => rows <= 3 || rows * length <= MaxValues))
        {
            AssertAccurate(FamilyTypes.Single($"LayerRow{length}"), rows);
            AssertAccurate(FamilyTypes.Single($"RmsRow{length}"), rows);
        }
    }

    [Theory, InlineData(1), InlineData(3), InlineData(8), InlineData(17), InlineData(65), InlineData(4097)]
    public void Rows_of_doubles_are_normalized(int length)
    {
        foreach (int rows in (int[])[1, 3, 40])
        {
            AssertAccurate(FamilyTypes.Double($"DoubleLayerRow{length}"), rows);
            AssertAccurate(FamilyTypes.Double($"DoubleRmsRow{length}"), rows);
        }
    }

    [Theory, MemberData(nameof(Groups))]
    public void Groups_of_every_extent_are_normalized(string name)
    {
        foreach (int[] positions in Positions)
        {
            for (int samples = 1; samples <= 5; samples++)
            {
                FamilyLayer<float> layer = FamilyTypes.Single(name);
                if (layer.Shape(samples, positions).Length <= MaxValues)
                {
                    AssertAccurate(layer, samples, positions);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Every_layer_is_as_its_definition(string name)
    {
        foreach (int samples in (int[])[2, 3, 20])
        {
            AssertAccurate(FamilyTypes.Single(name), samples, 7, 3, 2);
        }
    }

    [Theory, MemberData(nameof(OffsetLayers))]
    public void A_mean_of_ten_thousand_deviations_does_not_matter(string name)
    {
        foreach ((double mean, double deviation) in ((double, double)[])[(100, 1), (-1000, 1), (10_000, 1), (1, 1e-4), (-3e6, 300)])
        {
            FamilyLayer<float> layer = FamilyTypes.Single(name);
            TensorShape shape = layer.Shape(3, 13, 11, 1);
            AssertAccurate(layer, FamilyBatch<float>.Normal(shape, seed: 5, mean, deviation));
        }
    }

    [Theory, MemberData(nameof(Scales))]
    public void The_scale_of_the_data_does_not_matter(string name, double deviation)
    {
        FamilyLayer<float> layer = FamilyTypes.Single(name);
        TensorShape shape = layer.Shape(3, 13, 11, 1);
        AssertAccurate(layer, FamilyBatch<float>.Normal(shape, seed: 6, mean: 0, deviation));
    }

    /// <summary>The groups that a row's mean is estimated from, here all those with a large offset, say nothing about the others.</summary>
    [Theory]
    [InlineData(1000, 7)]
    [InlineData(4096, 16)]
    public void A_row_is_summed_again_where_the_estimate_of_its_mean_is_far_off(int length, int stride)
    {
        FamilyLayer<float> layer = FamilyTypes.Single($"LayerRow{length}");
        FamilyBatch<float> batch = FamilyBatch<float>.Normal(layer.Shape(5), seed: 8);
        for (int i = 0; i < batch.X.Length; i++)
        {
            // Every other row is ordinary.
            if (i / length % 2 == 0 && i % length / 16 % stride == 0)
            {
                batch.X[i] += 300;
            }
        }

        AssertAccurate(layer, batch);
    }

    private static void AssertAccurate<T>(FamilyLayer<T> layer, int samples, params int[] positions)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorShape shape = layer.Shape(samples, positions);
        AssertAccurate(layer, FamilyBatch<T>.Normal(shape, seed: samples));
    }

    /// <summary>Output and all gradients are within the tolerance that batch normalization has.</summary>
    private static void AssertAccurate<T>(FamilyLayer<T> layer, FamilyBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Samples.Parameters(3, layer.Layer.Parameters);
        FamilyReference reference = FamilyReference.Of(layer, batch);
        Tolerance tolerance = Tolerance.Of<T>();
        string what = $"{layer.Name} {batch.Shape}";

        T[] y = layer.Forward(batch);
        tolerance.AssertPerChannel<T>(reference.Y, y, i => reference.YScale[i], $"{what} y");
        layer.ZeroGradients();
        T[] dx = layer.Output(Direction.Backward, batch, out T[] dresidual);
        tolerance.AssertPerChannel<T>(reference.Dx, dx, i => reference.DxScale[i], $"{what} dx");
        if (layer.HasResidual)
        {
            tolerance.AssertPerChannel<T>(reference.ResidualGradient, dresidual, _ => Largest(batch.Dy), $"{what} dresidual");
        }

        AssertSums(reference.GammaGradient, reference.GammaScale, layer.Gamma, "dgamma");
        AssertSums(reference.BetaGradient, reference.BetaScale, layer.Beta, "dbeta");

        void AssertSums(double[] expected, double[] scale, Parameter<T>? parameter, string sums)
        {
            if (parameter is not null)
            {
                tolerance.AssertPerChannel<T>(expected, parameter.Gradient, c => scale[c], $"{what} {sums}");
            }
        }
    }

    private static double Largest<T>(T[] values)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        values.Max(value => Math.Abs(double.CreateTruncating(value)));
}
