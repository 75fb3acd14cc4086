using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the members that measure a data set, and that put its statistics in the place of the moving ones.</summary>
internal sealed class PopulationEmitter(SourceWriter writer, BatchNormSpec spec)
{
    public void Emit()
    {
        new OverloadEmitter(writer, spec, GeneratedMembers.Storage).Emit(BatchNormOperations.MeasureMoments);
        writer.Line();
        string few = spec.MovingVariance == VarianceEstimator.Unbiased ? "fewer than two values" : "no values";
        writer.Line(
            $"""
            /// <summary>Puts the mean and variance of a data set, the latter {BatchNormDescription.AveragedVariance(spec)}, in the place of the moving ones; they then count as one batch at least.</summary>
            /// <param name="population">The moments of the data set.</param>
            /// <exception cref="global::System.ArgumentException">They are of {few} or of another number of channels. Nothing is changed.</exception>
            /// <exception cref="global::System.ArithmeticException">A mean or variance is too large for {Literal.Of(spec.Layer.ElementType)}. Nothing is changed.</exception>
            {GeneratedAttributes.Line}
            public void SetMovingStatistics(global::BatchNormGen.Moments population) =>
                global::BatchNormGen.CompilerServices.PopulationStatistics.SetMovingStatistics({GeneratedMembers.Storage}, population);
            """);
    }
}
