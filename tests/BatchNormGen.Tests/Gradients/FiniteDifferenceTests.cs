using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Gradients;

/// <summary>
/// Gradients of a random linear functional of y, against central differences of the forward method itself: right whatever the
/// reference evaluation believes.
/// </summary>
public sealed class FiniteDifferenceTests
{
    public static TheoryData<string> DoubleLayers =>
    [
        nameof(DoubleRow1), nameof(DoubleRow7), nameof(DoubleRow17), nameof(DoublePlane1), nameof(DoublePlane3), nameof(DoublePlane9),
        nameof(DoubleLast1), nameof(DoubleLast5), nameof(DoubleLast17), nameof(DoubleLine), nameof(DoubleFixedVolume), nameof(DoubleFixed3x3),
        nameof(DoubleFixedLast), nameof(DoubleUnscaledRow), nameof(DoubleUnshiftedRow), nameof(DoublePlainRow), nameof(DoubleUnscaledPlane),
        nameof(DoubleUnshiftedPlane), nameof(DoublePlainPlane), nameof(DoubleUntrackedRow), nameof(DoubleUntrackedPlane),
        nameof(DoubleUntrackedLast), nameof(DoubleUntrackedUnscaled), nameof(DoubleUntrackedUnshifted), nameof(DoubleLargeEpsilonRow),
        nameof(DoubleLargeEpsilonPlane), nameof(DoubleDecayRow), nameof(DoubleCumulativePlane),
    ];

    [Theory, MemberData(nameof(DoubleLayers))]
    public void Backward_is_the_gradient_of_training(string name) =>
        AssertGradients(name, Direction.ForwardTraining, Direction.Backward);

    [Theory, MemberData(nameof(DoubleLayers))]
    public void Backward_in_prediction_is_the_gradient_of_prediction(string name) =>
        AssertGradients(name, Direction.ForwardInference, Direction.BackwardInference);

    private static void AssertGradients(string name, Direction forward, Direction backward)
    {
        LayerUnderTest<double> layer = LayerTypes.Double(name);
        TensorShape shape = layer.Declaration.ShapeOf(batchSize: 4, positions: 6);
        Samples.Parameters(3, layer.Layer.Parameters);
        double[] earlier = Samples.Normal<double>(5, shape);
        double[] x = Samples.Normal<double>(1, shape, mean: 0.4, deviation: 0.9);
        double[] dy = Samples.Normal<double>(2, shape, mean: 0.1, deviation: 1);
        double[] y = new double[x.Length];
        double[] dx = new double[x.Length];

        // Moving statistics that are not what they began as, nor those of x.
        layer.Call(Direction.ForwardTraining, earlier, default, y, shape);
        layer.Call(forward, x, default, y, shape);
        layer.Call(backward, x, dy, dx, shape);

        CentralDifferences.AssertGradient(x, dx, Functional, "x");
        foreach (Parameter<double> parameter in layer.Layer.Parameters)
        {
            double[] gradient = parameter.Gradient.ToArray();
            double[] value = parameter.Value.ToArray();
            CentralDifferences.AssertGradient(
                value,
                gradient,
                () =>
                {
                    value.CopyTo(parameter.Value);
                    return Functional();
                },
                parameter.Name);
        }

        double Functional()
        {
            layer.Call(forward, x, default, y, shape);
            CompensatedSum sum = default;
            for (int i = 0; i < y.Length; i++)
            {
                sum.Add(dy[i] * y[i]);
            }

            return sum.Value;
        }
    }
}
