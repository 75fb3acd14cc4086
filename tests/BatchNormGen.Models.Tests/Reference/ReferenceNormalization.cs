namespace BatchNormGen.Models.Tests.Reference;

/// <summary>What shares a mean and a variance.</summary>
internal enum ReferenceStatistics
{
    /// <summary>A channel, over the batch.</summary>
    Channel,

    /// <summary>Some channels of a sample.</summary>
    Group,

    /// <summary>A sample.</summary>
    Sample,
}

/// <summary>A normalization: y = (x − mean) / √(variance + epsilon) · gamma + beta, or by the mean square alone.</summary>
internal sealed class ReferenceNormalization : ReferenceLayer
{
    private readonly ReferenceStatistics _statistics;
    private readonly double _epsilon;
    private readonly int _groups;
    private readonly bool _byMeanSquare;
    private readonly int _features;
    private readonly ReferenceParameter? _gamma;
    private readonly ReferenceParameter? _beta;
    private double[] _inverseDeviations = [];
    private double[] _normalized = [];

    public ReferenceNormalization(
        ReferenceShape shape, ReferenceStatistics statistics, double epsilon, int groups = 1, bool byMeanSquare = false, bool scale = true, bool shift = true)
        : base(shape, shape)
    {
        (_statistics, _epsilon, _groups, _byMeanSquare) = (statistics, epsilon, groups, byMeanSquare);
        _features = statistics == ReferenceStatistics.Sample ? shape.Length : shape.Channels;
        _gamma = scale ? new(_features) : null;
        _beta = shift ? new(_features) : null;
        Parameters = [.. new[] { _gamma, _beta }.OfType<ReferenceParameter>()];
        MovingMean = new double[shape.Channels];
        MovingVariance = new double[shape.Channels];
    }

    /// <summary>The layer's name, where it is a batch normalization.</summary>
    public string Name { get; init; } = string.Empty;

    public bool IsBatchNorm => _statistics == ReferenceStatistics.Channel;

    /// <summary>The weight of a new batch in the moving statistics.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the variance that is averaged is the unbiased one.</summary>
    public bool IsUnbiased { get; init; }

    public double[] MovingMean { get; }

    public double[] MovingVariance { get; }

    public override double[] Forward(double[][] inputs, int samples, bool isTraining)
    {
        double[] x = inputs[0], y = new double[x.Length];
        bool usesMoving = IsBatchNorm && !isTraining;
        (double[] means, double[] variances) = usesMoving ? (MovingMean, MovingVariance) : Measure(x, samples);
        _inverseDeviations = [.. variances.Select(variance => 1 / Math.Sqrt(variance + _epsilon))];
        _normalized = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int group = GroupOf(i), feature = FeatureOf(i);
            _normalized[i] = (x[i] - means[group]) * _inverseDeviations[group];
            y[i] = (_normalized[i] * (_gamma?.Value[feature] ?? 1)) + (_beta?.Value[feature] ?? 0);
        }

        if (IsBatchNorm && isTraining)
        {
            double count = samples * Input.Positions, correction = IsUnbiased ? count / (count - 1) : 1;
            for (int channel = 0; channel < Input.Channels; channel++)
            {
                MovingMean[channel] = ((1 - Momentum) * MovingMean[channel]) + (Momentum * means[channel]);
                MovingVariance[channel] = ((1 - Momentum) * MovingVariance[channel]) + (Momentum * variances[channel] * correction);
            }
        }

        return y;
    }

    public override double[][] Backward(double[][] inputs, double[] dy, int samples)
    {
        int groups = _inverseDeviations.Length, count = dy.Length / groups;
        double[] dx = new double[dy.Length], sums = new double[groups], products = new double[groups];
        for (int i = 0; i < dy.Length; i++)
        {
            int feature = FeatureOf(i);
            double gradient = dy[i] * (_gamma?.Value[feature] ?? 1);
            sums[GroupOf(i)] += gradient;
            products[GroupOf(i)] += gradient * _normalized[i];
            if (_gamma is not null)
            {
                _gamma.Gradient[feature] += dy[i] * _normalized[i];
            }

            if (_beta is not null)
            {
                _beta.Gradient[feature] += dy[i];
            }
        }

        for (int i = 0; i < dy.Length; i++)
        {
            int group = GroupOf(i);
            double gradient = dy[i] * (_gamma?.Value[FeatureOf(i)] ?? 1);
            dx[i] = _inverseDeviations[group] * (gradient - (_byMeanSquare ? 0 : sums[group] / count) - (_normalized[i] * products[group] / count));
        }

        return [dx];
    }

    /// <summary>Takes the moving statistics from a whole population.</summary>
    public void SetPopulation(double[] x, int samples)
    {
        (double[] means, double[] variances) = Measure(x, samples);
        double count = samples * Input.Positions, correction = IsUnbiased ? count / (count - 1) : 1;
        means.CopyTo(MovingMean, 0);
        variances.Select(variance => variance * correction).ToArray().CopyTo(MovingVariance, 0);
    }

    private (double[] Means, double[] Variances) Measure(double[] x, int samples)
    {
        int groups = IsBatchNorm ? Input.Channels : samples * _groups, count = x.Length / groups;
        double[] means = new double[groups], variances = new double[groups];
        for (int i = 0; i < x.Length && !_byMeanSquare; i++)
        {
            means[GroupOf(i)] += x[i] / count;
        }

        for (int i = 0; i < x.Length; i++)
        {
            double deviation = x[i] - means[GroupOf(i)];
            variances[GroupOf(i)] += deviation * deviation / count;
        }

        return (means, variances);
    }

    private int GroupOf(int i) => IsBatchNorm ? i / Input.Positions % Input.Channels : i / (Input.Length / _groups);

    private int FeatureOf(int i) => _statistics == ReferenceStatistics.Sample ? i % _features : i / Input.Positions % Input.Channels;
}
