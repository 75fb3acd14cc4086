using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the members that measure a data set, and that put its statistics in the place of the moving ones.</summary>
internal sealed class PopulationEmitter(SourceWriter writer, BatchNormSpec spec)
{
    private const string Moments = "global::BatchNormGen.Moments";
    private const string Population = "global::BatchNormGen.CompilerServices.PopulationStatistics";

    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    public void Emit()
    {
        EmitMeasureSpan(withBatchSize: true);
        writer.Line();
        if (spec.Layer.Shape.BatchSizeFollowsFromLength)
        {
            EmitMeasureSpan(withBatchSize: false);
            writer.Line();
        }

        EmitMeasureTensor();
        writer.Line();
        EmitSet();
    }

    private void EmitMeasureSpan(bool withBatchSize)
    {
        string length = LayerDescription.Length(spec);
        EmitMeasureDocumentation(withBatchSize ? length : length.Replace("batchSize", "N"), withBatchSize);
        (string parameter, string argument) = withBatchSize ? (", int batchSize", ", batchSize") : (string.Empty, string.Empty);
        writer.Line(
            $"""
            [global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
            public {Moments} MeasureMoments(global::System.ReadOnlySpan<{_type}> x{parameter}) =>
                {Population}.Measure(_batchNorm, x{argument});
            """);
    }

    private void EmitMeasureTensor()
    {
        EmitMeasureDocumentation($"a dense tensor of shape {LayerDescription.Shape(spec)}", withBatchSize: false);
        writer.Line(
            $"""
            public {Moments} MeasureMoments(in global::System.Numerics.Tensors.ReadOnlyTensorSpan<{_type}> x) =>
                {Population}.Measure(_batchNorm, in x);
            """);
    }

    private void EmitMeasureDocumentation(string extent, bool withBatchSize)
    {
        writer.Line("/// <summary>Measures the values of a batch, in double throughout; changes nothing, so that any number of threads may call it at once.</summary>");
        writer.Line($"/// <param name=\"x\">The batch: {extent}; may be empty.</param>");
        if (withBatchSize)
        {
            writer.Line("/// <param name=\"batchSize\">The number of samples.</param>");
        }

        writer.Line("/// <returns>Moments to merge with those of the other batches of a data set, in any order.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length does not fit.</exception>");
        writer.Line("/// <exception cref=\"global::System.ArithmeticException\">The moments of a channel are not finite.</exception>");
    }

    private void EmitSet()
    {
        if (spec.TracksMovingStatistics)
        {
            string few = spec.MovingVariance == VarianceEstimator.Unbiased ? "fewer than two values" : "no values";
            writer.Line(
                $"""
                /// <summary>Puts the mean and variance of a data set, the latter {LayerDescription.AveragedVariance(spec)}, in the place of the moving ones; they then count as one batch at least.</summary>
                /// <param name="population">The moments of the data set.</param>
                /// <exception cref="global::System.ArgumentException">They are of {few} or of another number of channels. Nothing is changed.</exception>
                /// <exception cref="global::System.ArithmeticException">A mean or variance is too large for {_type}. Nothing is changed.</exception>
                """);
        }
        else
        {
            writer.Line(
                """
                /// <summary>Not supported: the layer tracks no moving statistics.</summary>
                /// <param name="population">The moments of a data set.</param>
                /// <exception cref="global::System.InvalidOperationException">Always.</exception>
                """);
        }

        writer.Line(
            $"""
            public void SetMovingStatistics({Moments} population) =>
                {Population}.SetMovingStatistics(_batchNorm, population, global::BatchNormGen.VarianceEstimator.{spec.MovingVariance});
            """);
    }
}
