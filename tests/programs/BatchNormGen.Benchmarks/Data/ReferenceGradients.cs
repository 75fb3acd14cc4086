namespace BatchNormGen.Benchmarks.Data;

/// <summary>The sums of each group that its gradients need, computed plainly, in double.</summary>
internal sealed class ReferenceGradients
{
    private readonly BatchData _data;
    private readonly double[] _mean;
    private readonly double[] _meanProduct;

    public ReferenceGradients(BatchData data)
    {
        _data = data;
        int groups = data.Normalization.GroupsOf(data.Shape);
        double count = data.Shape.Length / groups;
        _mean = new double[groups];
        _meanProduct = new double[groups];
        ReadOnlySpan<float> x = data.X.Span;
        for (int at = 0; at < x.Length; at++)
        {
            int group = data.Normalization.GroupOf(data.Shape, at);
            double gradient = Scaled(at);
            _mean[group] += data.Normalization.Centers ? gradient / count : 0;
            _meanProduct[group] += gradient * (x[at] - data.Reference.Mean[group]) / count;
        }
    }

    /// <summary>The gradient with respect to a value of x.</summary>
    public double Of(int at)
    {
        int group = _data.Normalization.GroupOf(_data.Shape, at);
        double variance = _data.Reference.Variance[group] + _data.Epsilon;
        double deviation = _data.X.Span[at] - _data.Reference.Mean[group];
        return (Scaled(at) - _mean[group] - (deviation * _meanProduct[group] / variance)) / Math.Sqrt(variance);
    }

    /// <summary>The gradient with respect to a value before gamma and beta.</summary>
    private double Scaled(int at)
    {
        double gradient = (double)_data.Dy.Span[at] * _data.Gamma[_data.Shape.ChannelOf(at)];
        return _data.Normalization.Activation == Activation.None
            ? gradient
            : gradient * ReferenceActivation.Derivative(_data.Normalization.Activation, _data.BeforeActivation(Direction.Forward, at));
    }
}
