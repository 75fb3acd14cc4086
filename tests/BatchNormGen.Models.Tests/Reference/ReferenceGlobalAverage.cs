namespace BatchNormGen.Models.Tests.Reference;

/// <summary>The mean of each channel.</summary>
internal sealed class ReferenceGlobalAverage(ReferenceShape input) : ReferenceLayer(input, new(input.Channels))
{
    public override double[] Forward(double[][] inputs, int samples, bool isTraining) =>
        [.. Enumerable.Range(0, samples * Input.Channels).Select(map => inputs[0].AsSpan(map * Input.Positions, Input.Positions).ToArray().Average())];

    public override double[][] Backward(double[][] inputs, double[] dy, int samples) =>
        [[.. Enumerable.Range(0, samples * Input.Length).Select(i => dy[i / Input.Positions] / Input.Positions)]];
}
