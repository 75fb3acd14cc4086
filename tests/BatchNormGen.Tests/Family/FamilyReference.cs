using System.Numerics;
using BatchNormGen.FunctionErrors;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Family;

/// <summary>
/// Every kind of normalization by its definition, evaluated in double precision: the kinds differ in what is normalized together, and in whether a mean is
/// subtracted. It is written to be read, not to be fast.
/// </summary>
internal sealed class FamilyReference
{
    private readonly NormalizationAttribute _declaration;
    private readonly double[] _gamma;
    private readonly double[] _beta;
    private readonly double[] _scaledGradient;

    private FamilyReference(NormalizationAttribute declaration, int features, int length)
    {
        _declaration = declaration;
        _gamma = new double[features];
        _beta = new double[features];
        (GammaGradient, BetaGradient) = (new double[features], new double[features]);
        (GammaScale, BetaScale) = (new double[features], new double[features]);
        (Sum, Y, Dx, ResidualGradient) = (new double[length], new double[length], new double[length], new double[length]);
        (YScale, DxScale, _scaledGradient) = (new double[length], new double[length], new double[length]);
    }

    /// <summary>What the activation is given.</summary>
    public double[] Sum { get; }

    public double[] Y { get; }

    public double[] Dx { get; }

    public double[] ResidualGradient { get; }

    public double[] GammaGradient { get; }

    public double[] BetaGradient { get; }

    // How large the terms of each result are, which may cancel.
    public double[] YScale { get; }

    public double[] DxScale { get; }

    public double[] GammaScale { get; }

    public double[] BetaScale { get; }

    /// <summary>All results of a batch, with the layer's parameters as they are.</summary>
    public static FamilyReference Of<T>(FamilyLayer<T> layer, FamilyBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var reference = new FamilyReference(layer.Declaration, layer.Layer.NumFeatures, batch.Shape.Length);
        Array.Fill(reference._gamma, 1);
        layer.Gamma?.Value.ToArray().Select(double.CreateTruncating).ToArray().CopyTo(reference._gamma, 0);
        layer.Beta?.Value.ToArray().Select(double.CreateTruncating).ToArray().CopyTo(reference._beta, 0);
        double[] x = Samples.Widen<T>(batch.X), dy = Samples.Widen<T>(batch.Dy);
        double[] residual = layer.HasResidual ? Samples.Widen<T>(batch.Residual) : new double[x.Length];
        foreach (int[] together in Grouping.Of(layer.Declaration, batch.Shape))
        {
            reference.Evaluate(together, batch.Shape, x, residual, dy);
        }

        return reference;
    }

    private void Evaluate(int[] together, TensorShape shape, double[] x, double[] residual, double[] dy)
    {
        double count = together.Length;
        double mean = _declaration is RmsNormAttribute ? 0 : Total(together, i => x[i]) / count;
        double rest = _declaration is RmsNormAttribute ? 0 : Total(together, i => x[i] - mean) / count;
        double squares = Total(together, i => (x[i] - mean - rest) * (x[i] - mean - rest)) / count;
        double inverse = 1 / Math.Sqrt(squares + _declaration.Epsilon);

        double largestTerms = 0, largestNormalized = 0, largestGradient = 0;
        CompensatedSum sum = default, projection = default;
        double sumOfMagnitudes = 0, projectionOfMagnitudes = 0;
        foreach (int i in together)
        {
            int c = shape.ChannelOf(i);
            double normalized = (x[i] - mean - rest) * inverse;
            Sum[i] = (normalized * _gamma[c]) + _beta[c] + residual[i];
            Y[i] = Activated(_declaration, Sum[i]);
            double arriving = dy[i] * Derivative(Sum[i]);
            ResidualGradient[i] = arriving;
            GammaGradient[c] += arriving * normalized;
            BetaGradient[c] += arriving;

            // A derivative near 0 is as uncertain as any other: dy is the scale, not dy times the derivative.
            GammaScale[c] += Math.Abs(dy[i]) * Math.Max(1, Math.Abs(normalized));
            BetaScale[c] += Math.Abs(dy[i]);
            _scaledGradient[i] = arriving * _gamma[c];
            sum.Add(_scaledGradient[i]);
            projection.Add(_scaledGradient[i] * normalized);
            sumOfMagnitudes += Math.Abs(_scaledGradient[i]);
            projectionOfMagnitudes += Math.Abs(_scaledGradient[i] * normalized);
            largestTerms = Math.Max(largestTerms, Math.Abs(normalized * _gamma[c]) + Math.Abs(_beta[c]) + Math.Abs(residual[i]));
            largestNormalized = Math.Max(largestNormalized, Math.Abs(normalized));
            largestGradient = Math.Max(largestGradient, Math.Abs(_scaledGradient[i]));
        }

        double averaged = _declaration is RmsNormAttribute ? 0 : sum.Value / count;
        foreach (int i in together)
        {
            double normalized = (x[i] - mean - rest) * inverse;
            Dx[i] = inverse * (_scaledGradient[i] - averaged - (normalized * projection.Value / count));
            YScale[i] = largestTerms;
            DxScale[i] = inverse * (largestGradient + ((sumOfMagnitudes + (largestNormalized * projectionOfMagnitudes)) / count));
        }
    }

    /// <summary>The activation of a layer.</summary>
    public static double Activated(NormalizationAttribute declaration, double z) => declaration.Activation switch
    {
        Activation.Relu => References.Relu(z),
        Activation.Relu6 => References.Relu6(z),
        Activation.LeakyRelu => References.LeakyRelu(z, declaration.ActivationSlope),
        Activation.Sigmoid => References.Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Silu => References.Silu(z),
        Activation.Gelu => References.Gelu(z),
        Activation.HardSwish => References.HardSwish(z),
        _ => z,
    };

    private double Derivative(double z) => _declaration.Activation switch
    {
        Activation.Relu => References.ReluDerivative(z),
        Activation.Relu6 => References.Relu6Derivative(z),
        Activation.LeakyRelu => References.LeakyReluDerivative(z, _declaration.ActivationSlope),
        Activation.Sigmoid => References.SigmoidDerivative(z),
        Activation.Tanh => References.TanhDerivative(z),
        Activation.Silu => References.SiluDerivative(z),
        Activation.Gelu => References.GeluDerivative(z),
        Activation.HardSwish => References.HardSwishDerivative(z),
        _ => 1,
    };

    private static double Total(int[] indices, Func<int, double> term)
    {
        CompensatedSum sum = default;
        foreach (int i in indices)
        {
            sum.Add(term(i));
        }

        return sum.Value;
    }
}

/// <summary>What the kinds normalize together.</summary>
internal static class Grouping
{
    /// <summary>The indices of the values of each row, group or channel.</summary>
    public static IEnumerable<int[]> Of(NormalizationAttribute declaration, TensorShape shape) => declaration switch
    {
        BatchNormAttribute => Enumerable.Range(0, shape.Channels).Select(shape.IndicesOf),
        GroupNormAttribute groups => OfChannels(shape, shape.Channels / groups.NumGroups),
        InstanceNormAttribute => OfChannels(shape, channels: 1),
        _ => OfChannels(shape, shape.Channels),
    };

    private static IEnumerable<int[]> OfChannels(TensorShape shape, int channels)
    {
        int[][] ofChannels = [.. Enumerable.Range(0, shape.Channels).Select(shape.IndicesOf)];
        int positions = shape.PositionCount;
        for (int sample = 0; sample < shape.BatchSize; sample++)
        {
            for (int first = 0; first < shape.Channels; first += channels)
            {
                var together = new int[channels * positions];
                for (int channel = 0; channel < channels; channel++)
                {
                    ofChannels[first + channel].AsSpan(sample * positions, positions).CopyTo(together.AsSpan(channel * positions));
                }

                yield return together;
            }
        }
    }
}
