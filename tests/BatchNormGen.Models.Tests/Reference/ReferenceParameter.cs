namespace BatchNormGen.Models.Tests.Reference;

/// <summary>Numbers that a layer of a reference learns.</summary>
internal sealed class ReferenceParameter(int length)
{
    public double[] Value { get; } = new double[length];

    public double[] Gradient { get; } = new double[length];
}
