namespace BatchNormGen.Models.Tests.Reference;

/// <summary>A layer in float64, written down as its formula: samples channel by channel, sums by plain loops.</summary>
internal abstract class ReferenceLayer(ReferenceShape input, ReferenceShape output)
{
    public ReferenceShape Input { get; } = input;

    public ReferenceShape Output { get; } = output;

    /// <summary>What is learned, in the order weight, bias or gamma, beta.</summary>
    public IReadOnlyList<ReferenceParameter> Parameters { get; protected init; } = [];

    /// <summary>The output of a batch; what <see cref="Backward"/> needs of it is kept.</summary>
    public abstract double[] Forward(double[][] inputs, int samples, bool isTraining);

    /// <summary>The gradients of the inputs of the last call in training; those of the parameters are added to.</summary>
    public abstract double[][] Backward(double[][] inputs, double[] dy, int samples);
}
