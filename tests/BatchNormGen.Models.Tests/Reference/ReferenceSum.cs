namespace BatchNormGen.Models.Tests.Reference;

/// <summary>The sum of two branches.</summary>
internal sealed class ReferenceSum(ReferenceShape shape) : ReferenceLayer(shape, shape)
{
    public override double[] Forward(double[][] inputs, int samples, bool isTraining) => [.. inputs[0].Zip(inputs[1], static (left, right) => left + right)];

    public override double[][] Backward(double[][] inputs, double[] dy, int samples) => [dy, dy];
}
