using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>The reference itself: its gradients are slopes of its outputs.</summary>
public sealed class ReferenceTests
{
    private const int Samples = 3;
    private const double Step = 1e-6;

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void Gradients_are_slopes(string name)
    {
        ReferenceNetwork network = new ModelUnderTest(ModelCase.Named(name)).Reference;
        double[] x = ModelUnderTest.Widen(Numbers.Batch(Samples * ModelCase.Named(name).Input.Length, seed: 5));
        double[] dy = ModelUnderTest.Widen(Numbers.Batch(network.Forward(x, Samples, isTraining: true).Length, seed: 6));
        double[] dx = network.Backward(dy);

        AssertSlope(x, dx, "x");
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            AssertSlope(network.Parameters[i].Value, network.Parameters[i].Gradient, $"parameter {i}");
        }

        void AssertSlope(double[] values, double[] gradient, string what)
        {
            double[] before = [.. values], direction = ModelUnderTest.Widen(Numbers.Batch(values.Length, seed: 7));
            double expected = Loss(+Step) - Loss(-Step), size = gradient.Zip(direction, static (slope, step) => Math.Abs(slope * step)).Sum();
            before.CopyTo(values, 0);
            Assert.Equal(expected / (2 * Step), gradient.Zip(direction, static (slope, step) => slope * step).Sum(), 1e-5 * (size + 1e-3));

            double Loss(double step)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = before[i] + (step * direction[i]);
                }

                return network.Forward(x, Samples, isTraining: true).Zip(dy, static (y, weight) => y * weight).Sum();
            }
        }
    }
}
