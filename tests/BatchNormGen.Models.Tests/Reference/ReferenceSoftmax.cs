namespace BatchNormGen.Models.Tests.Reference;

/// <summary>Softmax of each sample.</summary>
internal sealed class ReferenceSoftmax(ReferenceShape shape) : ReferenceLayer(shape, shape)
{
    public override double[] Forward(double[][] inputs, int samples, bool isTraining) =>
        [.. inputs[0].Chunk(Input.Length).SelectMany(static sample =>
        {
            double[] powers = [.. sample.Select(x => Math.Exp(x - sample.Max()))];
            return powers.Select(power => power / powers.Sum());
        })];

    public override double[][] Backward(double[][] inputs, double[] dy, int samples)
    {
        double[] y = Forward(inputs, samples, isTraining: true), dx = new double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int first = i / Input.Length * Input.Length;
            double mean = 0;
            for (int k = first; k < first + Input.Length; k++)
            {
                mean += y[k] * dy[k];
            }

            dx[i] = y[i] * (dy[i] - mean);
        }

        return [dx];
    }
}
