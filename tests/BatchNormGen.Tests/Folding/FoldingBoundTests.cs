using System.Numerics;
using BatchNormGen.Tests.Reference;
using CsCheck;
using Xunit;

namespace BatchNormGen.Tests.Folding;

/// <summary>The error bound, against the same in decimal arithmetic of 28 digits.</summary>
public sealed class FoldingBoundTests
{
    private static readonly Gen<(int Inputs, double Spread, int Seed)> AnyFolding =
        Gen.Select(Gen.Int[1, 40], Gen.Double[-2, 2], Gen.Int).Select((inputs, spread, seed) => (inputs, Math.Pow(10, spread), seed));

    [Fact]
    public void Of_floats_it_is_what_the_worst_input_costs() => AnyFolding.Sample(
        (inputs, spread, seed) => Check<float, SmallNorm>(new(), 1e-5m, inputs, spread, seed, looseness: 1.0001), iter: 300, threads: 1);

    [Fact]
    public void Without_gamma_or_beta_too()
    {
        AnyFolding.Sample((inputs, spread, seed) => Check<float, ShiftNorm>(new(), 1e-5m, inputs, spread, seed, looseness: 1.0001), iter: 50, threads: 1);
        AnyFolding.Sample((inputs, spread, seed) => Check<float, ScaleNorm>(new(), 0.25m, inputs, spread, seed, looseness: 1.0001), iter: 50, threads: 1);
    }

    // How far a few roundings fall short of their worst is chance: a factor of 54 has been seen.
    [Fact]
    public void Of_doubles_it_counts_every_rounding_at_its_worst() => AnyFolding.Sample(
        (inputs, spread, seed) => Check<double, DoubleNorm>(new(), 1e-5m, inputs, spread, seed, looseness: 1000), iter: 300, threads: 1);

    private static void Check<T, TLayer>(TLayer layer, decimal epsilon, int inputs, double spread, int seed, double looseness)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLayer : INormalizationLayer<T>, IMovingStatistics<T, T>, IFoldable<T>
    {
        int channels = layer.NumFeatures;
        var random = new Random(seed);
        foreach (ref T mean in layer.MovingMean)
        {
            mean = T.CreateTruncating(spread * Samples.StandardNormal(random));
        }

        foreach (ref T variance in layer.MovingVariance)
        {
            variance = T.CreateTruncating(spread * (0.01 + random.NextDouble()));
        }

        Samples.Parameters(seed, layer.Parameters);
        T[] weight = [.. Enumerable.Range(0, channels * inputs).Select(_ => T.CreateTruncating(Samples.StandardNormal(random)))];
        T[] bias = [.. Enumerable.Range(0, channels).Select(_ => T.CreateTruncating(Samples.StandardNormal(random)))];
        T[] foldedWeight = [.. weight], foldedBias = [.. bias];
        WeightLayout layout = random.Next(2) == 0 ? WeightLayout.OutputFirst : WeightLayout.OutputLast;
        FoldingReport report = layer.FoldIntoPrevious(foldedWeight, foldedBias, layout);

        decimal worst = 0;
        for (int c = 0; c < channels; c++)
        {
            decimal gamma = layer.Parameters.SingleOrDefault(parameter => parameter.Name == "gamma") is { } factor ? Exact(factor.Value[c]) : 1;
            decimal beta = layer.Parameters.SingleOrDefault(parameter => parameter.Name == "beta") is { } offset ? Exact(offset.Value[c]) : 0;
            decimal scale = gamma / ExactDecimal.SquareRoot(Exact(layer.MovingVariance[c]) + epsilon);
            decimal shift = ((Exact(bias[c]) - Exact(layer.MovingMean[c])) * scale) + beta;
            decimal[] errors = [.. Enumerable.Range(0, inputs).Select(input => Exact(foldedWeight[At(c, input)]) - (Exact(weight[At(c, input)]) * scale))];
            decimal biasError = Exact(foldedBias[c]) - shift;

            // The worst input of magnitude 1 has the signs of the errors.
            worst = Math.Max(worst, errors.Sum(Math.Abs) + Math.Abs(biasError));

            // Any other of up to 1, or of up to 1000, costs no more.
            foreach (double magnitude in (double[])[0.01, 1, 1000])
            {
                decimal[] x = [.. errors.Select(error => (decimal)(magnitude * ((2 * random.NextDouble()) - 1)))];
                decimal error = biasError + errors.Zip(x, static (error, value) => error * value).Sum();
                decimal bound = (decimal)report.ErrorBound * Math.Max(1, x.Max(Math.Abs));
                Assert.True(Math.Abs(error) <= bound, $"an error of {error} is beyond {bound}");
            }
        }

        Assert.True(worst <= (decimal)report.ErrorBound, $"the worst input costs {worst}, beyond {report.ErrorBound}");
        Assert.True(report.ErrorBound <= looseness * (double)worst, $"the worst input costs {worst}, far below {report.ErrorBound}");

        int At(int c, int input) => layout == WeightLayout.OutputFirst ? (c * inputs) + input : (input * channels) + c;
    }

    private static decimal Exact<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> => ExactDecimal.Of(double.CreateTruncating(value));
}
