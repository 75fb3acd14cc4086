using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Data;

/// <summary>The tensors and parameters that every contender computes with.</summary>
internal sealed class BatchData : IDisposable
{
    private ReferenceGradients? _gradients;

    public BatchData(TensorShape shape, bool aligned)
        : this(shape, Normalization.BatchNorm, aligned)
    {
    }

    public BatchData(TensorShape shape, Normalization normalization, bool aligned)
    {
        Shape = shape;
        Normalization = normalization;
        X = new TensorMemory(shape.Length, aligned);
        Dy = new TensorMemory(shape.Length, aligned);
        Result = new TensorMemory(shape.Length, aligned);
        InPlace = new TensorMemory(shape.Length, aligned);
        SampleValues.Fill(X.Span, shape, seed: 1, Mean, Deviation);
        SampleValues.Fill(Dy.Span, shape, seed: 2, static _ => 0.1f, static _ => 1f);
        if (normalization.Residual)
        {
            Residual = new TensorMemory(shape.Length, aligned);
            ResidualGradient = new TensorMemory(shape.Length, aligned);
            SampleValues.Fill(Residual.Span, shape, seed: 3, static _ => 0.2f, static _ => 1f);
        }

        Gamma = new float[shape.Features];
        Beta = new float[shape.Features];
        MovingMean = new float[shape.Features];
        MovingVariance = new float[shape.Features];
        Reference = new ReferenceStatistics(shape, normalization, X.Span);
        if (normalization.Kind == NormalizationKind.BatchNorm)
        {
            SetByStatistics();
        }
        else
        {
            for (int c = 0; c < shape.Features; c++)
            {
                Gamma[c] = Deviation(c);
                Beta[c] = normalization.Centers ? Mean(c) : 0;
            }
        }

        ClearGradientsAtKinks();
    }

    private BatchData(BatchData other, Normalization normalization)
    {
        Shape = other.Shape;
        Normalization = normalization;
        X = other.X;
        Dy = other.Dy;
        Result = other.Result;
        InPlace = other.InPlace;
        Residual = other.Residual;
        ResidualGradient = other.ResidualGradient;
        Gamma = other.Gamma;
        Beta = other.Beta;
        MovingMean = other.MovingMean;
        MovingVariance = other.MovingVariance;
        Reference = other.Reference;
    }

    public TensorShape Shape { get; }

    public Normalization Normalization { get; }

    public float Epsilon => Normalization.Epsilon;

    public TensorMemory X { get; }

    public TensorMemory Dy { get; }

    /// <summary>Where all contenders but those in place write.</summary>
    public TensorMemory Result { get; }

    public TensorMemory InPlace { get; }

    /// <summary>The second input; null where there is none.</summary>
    public TensorMemory? Residual { get; }

    /// <summary>Where its gradient is written; null where there is none.</summary>
    public TensorMemory? ResidualGradient { get; }

    public ReferenceStatistics Reference { get; }

    public ReferenceGradients Gradients => _gradients ??= new ReferenceGradients(this);

    public float[] Gamma { get; }

    public float[] Beta { get; }

    public float[] MovingMean { get; }

    public float[] MovingVariance { get; }

    /// <summary>The same tensors and parameters, for a layer that leaves out the activation.</summary>
    public BatchData WithoutActivation() => new(this, Normalization with { Activation = Activation.None });

    /// <summary>What a value is, normalized, scaled and shifted, with the residual: by the moving statistics in prediction, by its group's otherwise.</summary>
    public double BeforeActivation(Direction direction, int at)
    {
        int c = Shape.ChannelOf(at);
        int group = Normalization.GroupOf(Shape, at);
        (double mean, double variance) = direction == Direction.Inference
            ? (MovingMean[c], MovingVariance[c])
            : (Reference.Mean[group], Reference.Variance[group]);
        double normalized = (X.Span[at] - mean) / Math.Sqrt(variance + Epsilon);
        return (normalized * Gamma[c]) + Beta[c] + (Residual is null ? 0 : Residual.Span[at]);
    }

    public void Dispose()
    {
        X.Dispose();
        Dy.Dispose();
        Result.Dispose();
        InPlace.Dispose();
        Residual?.Dispose();
        ResidualGradient?.Dispose();
    }

    /// <summary>The factor of training is 1, or nearly: what is computed in place, again and again, neither grows nor fades away.</summary>
    private void SetByStatistics()
    {
        for (int c = 0; c < Shape.Features; c++)
        {
            double variance = Shape.Count > 1 ? Reference.Variance[c] : Deviation(c) * Deviation(c);
            Gamma[c] = (float)Math.Sqrt(variance + Epsilon);
            Beta[c] = (float)(Reference.Mean[c] + (0.01 * (c % 3)));
            MovingMean[c] = (float)Reference.Mean[c];
            MovingVariance[c] = (float)variance;
        }
    }

    /// <summary>
    /// No gradient arrives where rounding decides on which side of an activation's kink a value lies: there, contenders may differ, and by their sums the whole
    /// channel would.
    /// </summary>
    private void ClearGradientsAtKinks()
    {
        Span<float> dy = Dy.Span;
        for (int at = 0; Normalization.Activation != Activation.None && at < dy.Length; at++)
        {
            if (ReferenceActivation.IsNearKink(Normalization.Activation, BeforeActivation(Direction.Forward, at)))
            {
                dy[at] = 0;
            }
        }
    }

    private static float Mean(int channel) => (channel % 11 * 0.3f) - 1.5f;

    private static float Deviation(int channel) => 0.5f + (channel % 5 * 0.25f);
}
