using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Accuracy;

/// <summary>The promise on statistics, gradient sums and outputs, on data chosen to break it.</summary>
public sealed class StatisticsAccuracyTests
{
    private static readonly double[] Deviations = [1e-15, 1e-6, 1, 1e6, 1e18];

    public static TheoryData<Pattern, string> FloatCases => Cross(nameof(BareRow), nameof(BareRow16), nameof(BarePlane), nameof(BareFixed), nameof(BareLast));

    public static TheoryData<Pattern, string> DoubleCases => Cross(nameof(DoubleBareRow), nameof(DoubleBarePlane), nameof(DoubleBareLast));

    [Theory, MemberData(nameof(FloatCases))]
    public void Float_statistics_keep_the_promise(Pattern pattern, string name)
    {
        foreach (double deviation in Deviations)
        {
            foreach (int values in (int[])[100, 5000])
            {
                Check<float>(pattern, name, values, deviation);
            }
        }
    }

    [Theory, MemberData(nameof(DoubleCases))]
    public void Double_statistics_keep_the_promise(Pattern pattern, string name)
    {
        foreach (double deviation in Deviations)
        {
            foreach (int values in (int[])[100, 5000])
            {
                Check<double>(pattern, name, values, deviation);
            }
        }
    }

    [Theory, MemberData(nameof(FloatCases))]
    public void Statistics_of_some_100_000_elements_keep_the_promise(Pattern pattern, string name) =>
        Check<float>(pattern, name, 300_007 / LayerDeclaration.Of(LayerTypes.Named(name)).NumFeatures, 1);

    [Theory]
    [InlineData(Pattern.FarFromZero, nameof(BareRow))]
    [InlineData(Pattern.EqualTerms, nameof(BarePlane))]
    [InlineData(Pattern.TwoFarValues, nameof(BareLast))]
    public void Statistics_of_three_million_elements_keep_the_promise(Pattern pattern, string name) =>
        Check<float>(pattern, name, 3_000_001 / LayerDeclaration.Of(LayerTypes.Named(name)).NumFeatures, 3);

    private static void Check<T>(Pattern pattern, string name, int valuesPerChannel, double deviation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new LayerUnderTest<T>(LayerTypes.Named(name));
        TensorShape shape = ShapeFor(layer.Declaration, valuesPerChannel);
        T[] x = Samples.Narrow<T>(Patterns.Batch(pattern, shape, deviation));
        T[] dy = Samples.Narrow<T>(Patterns.Batch(pattern, shape, 1e-3));
        double[] wideX = Samples.Widen<T>(x);
        double[] wideDy = Samples.Widen<T>(dy);
        var output = new T[x.Length];
        var reference = new ReferenceLayer(layer.Declaration);
        string what = $"{name} {shape} {pattern} deviation {deviation}";

        layer.Call(Direction.ForwardTraining, x, dy, output, shape);
        double[] y = reference.ForwardTraining(wideX, shape);
        Tolerance.Of<T>().AssertChannels<T>(y, output, shape, Scales<T>.Of(reference, reference.Batch, wideX, wideDy, shape).Output, what + " y");
        PromisedAccuracy.AssertBatchStatistics(layer, reference, what);
        PromisedAccuracy.AssertMovingStatistics(layer, reference, what);

        layer.Call(Direction.Backward, x, dy, output, shape);
        reference.Backward(wideX, wideDy, shape);
        PromisedAccuracy.AssertGradientSums(layer, reference, wideX, wideDy, shape, what);
    }

    private static TensorShape ShapeFor(LayerDeclaration declaration, int valuesPerChannel) => (declaration.NumDims, declaration.Spatial.Length) switch
    {
        (2, _) => declaration.Shape(valuesPerChannel),
        (_, > 0) => declaration.Shape(Math.Max(1, valuesPerChannel / (56 * 56))),
        _ => declaration.Shape(3, (valuesPerChannel + 32) / 33, 11),
    };

    private static TheoryData<Pattern, string> Cross(params string[] names)
    {
        var data = new TheoryData<Pattern, string>();
        foreach (Pattern pattern in Enum.GetValues<Pattern>())
        {
            foreach (string name in names)
            {
                data.Add(pattern, name);
            }
        }

        return data;
    }
}
