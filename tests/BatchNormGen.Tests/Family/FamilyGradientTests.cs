using BatchNormGen.Tests.Gradients;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Gradients of every kind, with activations and residuals, against central differences of the forward method itself.</summary>
public sealed class FamilyGradientTests
{
    /// <summary>How far from the kinks of an activation its arguments must stay, so that no step crosses one: several of <see cref="CentralDifferences.Step"/>, times gamma and 1/deviation.</summary>
    private const double Clearance = 0.03;

    private static readonly string[] Names =
    [
        nameof(DoubleLayer), nameof(DoubleUnscaledLayer), nameof(DoubleSiluLayer), nameof(DoublePlainLayer), nameof(DoubleResidualLayer),
        nameof(DoubleResidualGeluLayer), nameof(DoublePlainResidualLayer), nameof(DoubleRms), nameof(DoubleTanhRms), nameof(DoublePlainRms),
        nameof(DoubleResidualRms), nameof(DoubleResidualReluRms), nameof(DoubleGroups), nameof(DoubleLastGroups), nameof(DoubleFixedGroups),
        nameof(DoublePlainGroups), nameof(DoubleResidualGroups), nameof(DoubleResidualRelu6Groups), nameof(DoubleResidualLastGroups),
        nameof(DoubleInstances), nameof(DoubleLastInstances), nameof(DoubleResidualInstances), nameof(DoubleReluBatch), nameof(DoubleRelu6Batch),
        nameof(DoubleLeakyBatch), nameof(DoubleSigmoidBatch), nameof(DoubleTanhBatch), nameof(DoubleSiluBatch), nameof(DoubleGeluBatch),
        nameof(DoubleHardSwishBatch), nameof(DoubleResidualBatch), nameof(DoubleResidualSiluBatch), nameof(DoubleResidualLastBatch),
        nameof(DoubleResidualUntrackedBatch),
    ];

    public static TheoryData<string> Layers => [.. Names];

    [Theory, MemberData(nameof(Layers))]
    public void Backward_is_the_gradient_of_training(string name) => AssertGradients(name, Direction.ForwardTraining, Direction.Backward);

    [Theory, MemberData(nameof(Layers))]
    public void Backward_in_prediction_is_the_gradient_of_prediction(string name) =>
        AssertGradients(name, Direction.ForwardInference, Direction.BackwardInference);

    [Fact]
    public void Every_activation_is_tested_and_every_kind_with_and_without_a_residual()
    {
        NormalizationAttribute[] declarations = [.. Names.Select(name => FamilyTypes.Double(name).Declaration)];
        Assert.Equal(Enum.GetValues<Activation>().Length, declarations.DistinctBy(declaration => declaration.Activation).Count());
        Assert.Equal(2 * 5, declarations.DistinctBy(declaration => (declaration.GetType(), declaration.Residual)).Count());
        Assert.Equal(2 * 4, declarations.DistinctBy(declaration => (declaration.Residual, declaration.Scale, declaration.Shift)).Count());
    }

    private static void AssertGradients(string name, Direction forward, Direction backward)
    {
        FamilyLayer<double> layer = FamilyTypes.Double(name);
        TensorShape shape = layer.Shape(3, 2, 3);
        Prepare(layer);
        FamilyBatch<double> earlier = FamilyBatch<double>.Normal(shape, seed: 77);
        FamilyBatch<double> batch = AwayFromKinks(layer, shape, forward, earlier);

        // Moving statistics that are not what they began as, nor those of x.
        layer.Forward(earlier);
        layer.Output(forward, batch, out _);
        layer.ZeroGradients();
        double[] dx = layer.Output(backward, batch, out double[] dresidual);

        CentralDifferences.AssertGradient(batch.X, dx, Functional, "x");
        if (layer.HasResidual)
        {
            CentralDifferences.AssertGradient(batch.Residual, dresidual, Functional, "residual");
        }

        foreach (Parameter<double> parameter in layer.Layer.Parameters)
        {
            double[] value = parameter.Value.ToArray();
            CentralDifferences.AssertGradient(value, parameter.Gradient.ToArray(), () => { value.CopyTo(parameter.Value); return Functional(); }, parameter.Name);
        }

        double Functional()
        {
            double[] y = layer.Output(forward, batch, out _);
            CompensatedSum sum = default;
            for (int i = 0; i < y.Length; i++)
            {
                sum.Add(batch.Dy[i] * y[i]);
            }

            return sum.Value;
        }
    }

    /// <summary>Parameters that carry values over all parts of an activation.</summary>
    private static void Prepare(FamilyLayer<double> layer)
    {
        Samples.Parameters(3, layer.Layer.Parameters);
        foreach (Parameter<double> parameter in layer.Layer.Parameters)
        {
            foreach (ref double value in parameter.Value)
            {
                value *= layer.HasActivation ? 2.5 : 1;
            }
        }
    }

    /// <summary>The first batch none of whose values is near a kink of the activation.</summary>
    private static FamilyBatch<double> AwayFromKinks(FamilyLayer<double> layer, TensorShape shape, Direction forward, FamilyBatch<double> earlier)
    {
        double[] kinks = layer.Declaration.Activation switch
        {
            Activation.Relu or Activation.LeakyRelu => [0],
            Activation.Relu6 => [0, 6],
            Activation.HardSwish => [-3, 3],
            _ => [],
        };
        for (int seed = 1; ; seed++)
        {
            FamilyBatch<double> batch = FamilyBatch<double>.Normal(shape, seed, mean: 0.4, deviation: 0.9);
            double[] sums = forward == Direction.ForwardInference && layer.Moving is not null
                ? PredictedSums(layer, batch, earlier)
                : FamilyReference.Of(layer, batch).Sum;
            if (Array.TrueForAll(sums, sum => Array.TrueForAll(kinks, kink => Math.Abs(sum - kink) > Clearance)))
            {
                return batch;
            }
        }
    }

    /// <summary>What the activation is given in prediction, after one training call.</summary>
    private static double[] PredictedSums(FamilyLayer<double> layer, FamilyBatch<double> batch, FamilyBatch<double> earlier)
    {
        FamilyLayer<double> trained = new(layer.Layer.GetType());
        trained.Forward(earlier);
        var sums = new double[batch.X.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            int c = batch.Shape.ChannelOf(i);
            double normalized = (batch.X[i] - trained.Moving!.MovingMean[c]) / Math.Sqrt(trained.Moving.MovingVariance[c] + layer.Declaration.Epsilon);
            sums[i] = (normalized * (layer.Gamma is { } gamma ? gamma.Value[c] : 1)) + (layer.Beta is { } beta ? beta.Value[c] : 0)
                + (layer.HasResidual ? batch.Residual[i] : 0);
        }

        return sums;
    }
}
