using BatchNormGen.Tests.Layers;

namespace BatchNormGen.Tests.Reference;

/// <summary>
/// Batch normalization as the textbook has it, evaluated in double precision, channel by channel, for every rank and layout:
/// what the generated layers are compared with. It is written to be read, not to be fast.
/// </summary>
internal sealed class ReferenceLayer(LayerDeclaration declaration)
{
    public double[] Gamma { get; } = Filled(declaration.NumFeatures, 1);
    public double[] Beta { get; } = Filled(declaration.NumFeatures, 0);
    public double[] GammaGradient { get; } = Filled(declaration.NumFeatures, 0);
    public double[] BetaGradient { get; } = Filled(declaration.NumFeatures, 0);
    public double[] MovingMean { get; } = Filled(declaration.NumFeatures, 0);
    public double[] MovingVariance { get; } = Filled(declaration.NumFeatures, 1);
    public ChannelMoments[] Batch { get; } = new ChannelMoments[declaration.NumFeatures];
    public long BatchesTracked { get; private set; }

    /// <summary>y = gamma · (x − mean) / √(variance + epsilon) + beta, with the batch's mean and biased variance.</summary>
    public double[] ForwardTraining(double[] x, TensorShape shape)
    {
        BatchesTracked++;
        var y = new double[x.Length];
        for (int c = 0; c < shape.Channels; c++)
        {
            Batch[c] = ChannelMoments.Of(ValuesOf(c, x, shape));
            Normalize(c, Batch[c], x, y, shape);
            MoveAverages(c, Batch[c], shape.ValuesPerChannel);
        }

        return y;
    }

    /// <summary>The same with the moving statistics; with the batch's own, if none are tracked.</summary>
    public double[] ForwardInference(double[] x, TensorShape shape)
    {
        var y = new double[x.Length];
        for (int c = 0; c < shape.Channels; c++)
        {
            Normalize(c, InferenceMoments(c, x, shape), x, y, shape);
        }

        return y;
    }

    /// <summary>dx = gamma / √(variance + epsilon) · (dy − mean of dy − x̂ · mean of dy·x̂); dbeta += Σ dy; dgamma += Σ dy·x̂.</summary>
    public double[] Backward(double[] x, double[] dy, TensorShape shape)
    {
        var dx = new double[x.Length];
        for (int c = 0; c < shape.Channels; c++)
        {
            BackwardThroughStatistics(c, Batch[c], x, dy, dx, shape);
        }

        return dx;
    }

    /// <summary>dx = gamma / √(moving variance + epsilon) · dy, the statistics being constants; if none are tracked, they are not.</summary>
    public double[] BackwardInference(double[] x, double[] dy, TensorShape shape)
    {
        var dx = new double[x.Length];
        for (int c = 0; c < shape.Channels; c++)
        {
            ChannelMoments moments = InferenceMoments(c, x, shape);
            if (!declaration.TrackMovingStatistics)
            {
                BackwardThroughStatistics(c, moments, x, dy, dx, shape);
                continue;
            }

            AddParameterGradients(c, moments, x, dy, shape);
            foreach (int i in shape.IndicesOf(c))
            {
                dx[i] = Gamma[c] * InverseDeviation(moments) * dy[i];
            }
        }

        return dx;
    }

    /// <summary>1 / √(variance + epsilon).</summary>
    public double InverseDeviation(ChannelMoments moments) => 1 / Math.Sqrt(moments.Variance + declaration.Epsilon);

    private ChannelMoments InferenceMoments(int c, double[] x, TensorShape shape) => declaration.TrackMovingStatistics
        ? new ChannelMoments(MovingMean[c], 0, MovingVariance[c])
        : ChannelMoments.Of(ValuesOf(c, x, shape));

    private void Normalize(int c, ChannelMoments moments, double[] x, double[] y, TensorShape shape)
    {
        foreach (int i in shape.IndicesOf(c))
        {
            y[i] = (Gamma[c] * moments.Centre(x[i]) * InverseDeviation(moments)) + Beta[c];
        }
    }

    private void MoveAverages(int c, ChannelMoments moments, int values)
    {
        double weight = declaration.Momentum ?? 1.0 / BatchesTracked;
        double variance = declaration.MovingVariance == VarianceEstimator.Unbiased
            ? moments.Variance * values / (values - 1)
            : moments.Variance;
        MovingMean[c] = ((1 - weight) * MovingMean[c]) + (weight * moments.Mean);
        MovingVariance[c] = ((1 - weight) * MovingVariance[c]) + (weight * variance);
    }

    private void BackwardThroughStatistics(int c, ChannelMoments moments, double[] x, double[] dy, double[] dx, TensorShape shape)
    {
        (double sum, double projection) = AddParameterGradients(c, moments, x, dy, shape);
        double inverse = InverseDeviation(moments);
        int values = shape.ValuesPerChannel;
        foreach (int i in shape.IndicesOf(c))
        {
            double normalized = moments.Centre(x[i]) * inverse;
            dx[i] = Gamma[c] * inverse * (dy[i] - (sum / values) - (normalized * projection / values));
        }
    }

    private (double Sum, double Projection) AddParameterGradients(int c, ChannelMoments moments, double[] x, double[] dy, TensorShape shape)
    {
        CompensatedSum sum = default;
        CompensatedSum projection = default;
        foreach (int i in shape.IndicesOf(c))
        {
            sum.Add(dy[i]);
            projection.Add(dy[i] * moments.Centre(x[i]) * InverseDeviation(moments));
        }

        BetaGradient[c] += sum.Value;
        GammaGradient[c] += projection.Value;
        return (sum.Value, projection.Value);
    }

    private static double[] ValuesOf(int c, double[] x, TensorShape shape) => Array.ConvertAll(shape.IndicesOf(c), i => x[i]);

    private static double[] Filled(int length, double value)
    {
        var values = new double[length];
        Array.Fill(values, value);
        return values;
    }
}
