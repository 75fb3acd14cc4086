namespace BatchNormGen.Models.Tests.Reference;

/// <summary>Dropout: in training, values times a mask that a test sets once it has seen what was dropped; without one nothing is.</summary>
internal sealed class ReferenceDropout(ReferenceShape shape) : ReferenceLayer(shape, shape)
{
    /// <summary>0 where a value is dropped, 1 / (1 − rate) elsewhere.</summary>
    public double[]? Mask { get; set; }

    public override double[] Forward(double[][] inputs, int samples, bool isTraining) => isTraining ? Masked(inputs[0]) : inputs[0];

    public override double[][] Backward(double[][] inputs, double[] dy, int samples) => [Masked(dy)];

    private double[] Masked(double[] values) => Mask is null ? values : [.. values.Zip(Mask, static (value, factor) => value * factor)];
}
