using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Data;

/// <summary>The tensors and parameters that every contender computes with.</summary>
internal sealed class BatchData : IDisposable
{
    public const float Epsilon = 1e-5f;

    public BatchData(TensorShape shape, bool aligned)
    {
        Shape = shape;
        X = new TensorMemory(shape.Length, aligned);
        Dy = new TensorMemory(shape.Length, aligned);
        Result = new TensorMemory(shape.Length, aligned);
        InPlace = new TensorMemory(shape.Length, aligned);
        SampleValues.Fill(X.Span, shape, seed: 1, Mean, Deviation);
        SampleValues.Fill(Dy.Span, shape, seed: 2, static _ => 0.1f, static _ => 1f);
        Gamma = new float[shape.Features];
        Beta = new float[shape.Features];
        MovingMean = new float[shape.Features];
        MovingVariance = new float[shape.Features];
        Reference = new ReferenceStatistics(shape, X.Span, Dy.Span);

        // The factor of training is 1, or nearly: what is computed in place, again and again, neither grows nor fades away.
        for (int c = 0; c < shape.Features; c++)
        {
            double variance = shape.Count > 1 ? Reference.Variance[c] : Deviation(c) * Deviation(c);
            Gamma[c] = (float)Math.Sqrt(variance + Epsilon);
            Beta[c] = (float)(Reference.Mean[c] + (0.01 * (c % 3)));
            MovingMean[c] = (float)Reference.Mean[c];
            MovingVariance[c] = (float)variance;
        }
    }

    public TensorShape Shape { get; }

    public TensorMemory X { get; }

    public TensorMemory Dy { get; }

    /// <summary>Where all contenders but those in place write.</summary>
    public TensorMemory Result { get; }

    public TensorMemory InPlace { get; }

    public ReferenceStatistics Reference { get; }

    public float[] Gamma { get; }

    public float[] Beta { get; }

    public float[] MovingMean { get; }

    public float[] MovingVariance { get; }

    public void Dispose()
    {
        X.Dispose();
        Dy.Dispose();
        Result.Dispose();
        InPlace.Dispose();
    }

    private static float Mean(int channel) => (channel % 11 * 0.3f) - 1.5f;

    private static float Deviation(int channel) => 0.5f + (channel % 5 * 0.25f);
}
