using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Folding;

/// <summary>A prediction is y = scale · x + shift in each channel, so it can be a part of the weights and biases before it.</summary>
/// <remarks>
/// scale = gamma / √(variance + epsilon), W′ = W · scale, b′ = (b − mean) · scale + beta, each in double and rounded once. First all of it is
/// computed and judged, then all of it is written.
/// </remarks>
internal readonly ref struct FoldedAffine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Half a unit in the last place of 1: what an operation in double is off by, relatively.</summary>
    private const double Unit = 1.0 / (1L << 53);

    private readonly BatchNormCore<T> _state;
    private readonly Span<T> _weight;
    private readonly Span<T> _bias;
    private readonly double[] _scale;
    private readonly WeightAxes _axes;

    public FoldedAffine(BatchNormCore<T> state, Span<T> weight, Span<T> bias, WeightAxes axes, double epsilon)
    {
        int features = state.Shape.NumFeatures;
        _state = state;
        _weight = weight;
        _bias = bias;
        _axes = axes;
        _scale = new double[features];
        for (int c = 0; c < features; c++)
        {
            _scale[c] = Gamma(c) / Math.Sqrt(double.CreateTruncating(state.MovingVariance[c]) + epsilon);
        }
    }

    /// <summary>Computes everything without writing it.</summary>
    /// <exception cref="ArithmeticException">A folded number is not finite.</exception>
    public FoldingReport Evaluate()
    {
        double[] errors = new double[_scale.Length];
        for (int c = 0; c < errors.Length; c++)
        {
            errors[c] = BiasError(c);
        }

        double change = 0;
        foreach ((int start, int c) in _axes)
        {
            for (int i = start; i < start + _axes.RunLength; i++)
            {
                errors[c] += WeightError(i, c);
                double old = double.CreateTruncating(_weight[i]);
                change = old == 0 ? change : Math.Max(change, Math.Abs((double.CreateTruncating(Weight(i, c)) - old) / old));
            }
        }

        // Their own rounding, one for each addition and a few for each term, must not make the bound smaller than it is.
        double additions = _weight.Length / _scale.Length;
        return new FoldingReport(change, errors.Max() * (1 + ((additions + 10) * 2 * Unit)));
    }

    public void Write()
    {
        foreach ((int start, int c) in _axes)
        {
            for (int i = start; i < start + _axes.RunLength; i++)
            {
                _weight[i] = Weight(i, c);
            }
        }

        for (int c = 0; c < _scale.Length; c++)
        {
            _bias[c] = T.CreateTruncating(Bias(c, out _));
        }
    }

    private double Gamma(int c) => _state.Gamma is { } gamma ? double.CreateTruncating(gamma.Value[c]) : 1;

    private double Beta(int c) => _state.Beta is { } beta ? double.CreateTruncating(beta.Value[c]) : 0;

    private T Weight(int i, int c) => T.CreateTruncating(double.CreateTruncating(_weight[i]) * _scale[c]);

    private double Bias(int c, out double product)
    {
        product = (double.CreateTruncating(_bias[c]) - double.CreateTruncating(_state.MovingMean[c])) * _scale[c];
        return product + Beta(c);
    }

    /// <summary>|W′ − W · scale| at most: the last rounding, which is known, and four units for the operations in double before it.</summary>
    private double WeightError(int i, int c)
    {
        T folded = Weight(i, c);
        if (!T.IsFinite(folded))
        {
            FoldingErrors.NotFinite(_state.Shape, $"weight[{i}]", c);
        }

        double old = double.CreateTruncating(_weight[i]);
        double product = old * _scale[c];
        return Math.Abs(double.CreateTruncating(folded) - product) + (4 * Unit * Math.Abs(product)) + Underflow(old);
    }

    /// <summary>|b′ − ((b − mean) · scale + beta)| at most: five units of the product, one of the sum.</summary>
    private double BiasError(int c)
    {
        double bias = Bias(c, out double product);
        T folded = T.CreateTruncating(bias);
        if (!T.IsFinite(folded))
        {
            FoldingErrors.NotFinite(_state.Shape, $"bias[{c}]", c);
        }

        double old = double.CreateTruncating(_bias[c]) - double.CreateTruncating(_state.MovingMean[c]);
        return Math.Abs(double.CreateTruncating(folded) - bias) + (5 * Unit * Math.Abs(product)) + (Unit * Math.Abs(bias)) + Underflow(old);
    }

    /// <summary>What a product with a scale may lose below the range of doubles, in itself or in the scale.</summary>
    private static double Underflow(double factor) => double.Epsilon * (1 + Math.Abs(factor));
}
