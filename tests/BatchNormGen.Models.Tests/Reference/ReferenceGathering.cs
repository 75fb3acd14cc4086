namespace BatchNormGen.Models.Tests.Reference;

/// <summary>The tests' own layer: output k is the sum of factor · value over all values whose place is k more than a multiple of the outputs.</summary>
internal sealed class ReferenceGathering : ReferenceLayer
{
    private readonly ReferenceParameter _factors;

    public ReferenceGathering(ReferenceShape input, ReferenceShape output)
        : base(input, output)
    {
        _factors = new(input.Length);
        Parameters = [_factors];
    }

    public override double[] Forward(double[][] inputs, int samples, bool isTraining)
    {
        double[] y = new double[samples * Output.Length];
        for (int i = 0; i < inputs[0].Length; i++)
        {
            y[PlaceOf(i)] += inputs[0][i] * _factors.Value[i % Input.Length];
        }

        return y;
    }

    public override double[][] Backward(double[][] inputs, double[] dy, int samples)
    {
        double[] dx = new double[inputs[0].Length];
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = dy[PlaceOf(i)] * _factors.Value[i % Input.Length];
            _factors.Gradient[i % Input.Length] += dy[PlaceOf(i)] * inputs[0][i];
        }

        return [dx];
    }

    private int PlaceOf(int i) => (i / Input.Length * Output.Length) + (i % Input.Length % Output.Length);
}
