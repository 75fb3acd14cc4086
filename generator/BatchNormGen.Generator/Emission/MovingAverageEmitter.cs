using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the body that moves the moving statistics, with its weights as literals.</summary>
internal sealed class MovingAverageEmitter(SourceWriter writer, BatchNormSpec spec)
{
    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    public void Emit()
    {
        bool isUnbiased = spec.MovingVariance == VarianceEstimator.Unbiased;
        if (isUnbiased)
        {
            writer.Line("public static bool AveragesUnbiasedVariance => true;");
            writer.Line();
        }

        writer.Line($"/// <summary>{LayerDescription.MovingFormula(spec)}, for the mean and the {(isUnbiased ? "unbiased" : "biased")} variance of each channel.</summary>");
        using (writer.Open(
            $"""
            public static void UpdateMovingStatistics(
                Span<{_type}> movingMean, Span<{_type}> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch)
            """))
        {
            if (spec.Averaging.Mode == AveragingMode.Cumulative)
            {
                writer.Line("double weight = 1.0 / batch, kept = 1.0 - weight;");
            }
            else
            {
                writer.Line($"const double weight = {Literal.Of(spec.Averaging.Weight)}, kept = {Literal.Of(spec.Averaging.Kept)};");
            }

            writer.Line("MovingAverage.Move(movingMean, mean, kept, weight);");
            if (isUnbiased)
            {
                writer.Line();
                writer.Line("// The biased variance times this is the unbiased one.");
                writer.Line("double unbiased = (double)count / (count - 1);");
                writer.Line("MovingAverage.Move(movingVariance, variance, kept, weight * unbiased);");
            }
            else
            {
                writer.Line("MovingAverage.Move(movingVariance, variance, kept, weight);");
            }
        }
    }
}
