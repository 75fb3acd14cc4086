namespace BatchNormGen.Models.Tests.Reference;

/// <summary>A function of each value, and its derivative.</summary>
internal sealed class ReferenceActivation(ReferenceShape shape, Func<double, double> function, Func<double, double> derivative) : ReferenceLayer(shape, shape)
{
    public override double[] Forward(double[][] inputs, int samples, bool isTraining) => [.. inputs[0].Select(function)];

    public override double[][] Backward(double[][] inputs, double[] dy, int samples) => [[.. dy.Zip(inputs[0], (gradient, x) => gradient * derivative(x))]];
}
