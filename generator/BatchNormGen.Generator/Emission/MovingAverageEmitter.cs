using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the body that moves the moving statistics, with its weights as literals.</summary>
internal sealed class MovingAverageEmitter(SourceWriter writer, LayerSpec spec)
{
    private readonly string _type = Literal.Of(spec.ElementType);

    public void Emit()
    {
        bool isUnbiased = spec.MovingVariance == VarianceEstimator.Unbiased;
        writer.Line($"/// <summary>{LayerDescription.MovingFormula(spec)}, for the mean and the {(isUnbiased ? "unbiased" : "biased")} variance of each channel.</summary>");
        using (writer.Open(
            $"""
            public static void UpdateMovingStatistics(
                Span<{_type}> movingMean, Span<{_type}> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch)
            """))
        {
            writer.Line("// Computed in double, rounded once.");
            if (spec.MovingAverage.Mode == AveragingMode.Cumulative)
            {
                writer.Line("double weight = 1.0 / batch, kept = 1.0 - weight;");
            }
            else
            {
                writer.Line($"const double weight = {Literal.Of(spec.MovingAverage.Weight)}, kept = {Literal.Of(spec.MovingAverage.Kept)};");
            }

            if (isUnbiased)
            {
                writer.Line("double unbiased = (double)count / (count - 1);");
            }

            string variance = isUnbiased ? "(variance[c] * unbiased)" : "variance[c]";
            using (writer.Open($"for (int c = 0; c < {Literal.Of(spec.NumFeatures)}; c++)"))
            {
                writer.Line($"movingMean[c] = ({_type})((kept * movingMean[c]) + (weight * mean[c]));");
                writer.Line($"movingVariance[c] = ({_type})((kept * movingVariance[c]) + (weight * {variance}));");
            }
        }
    }
}
