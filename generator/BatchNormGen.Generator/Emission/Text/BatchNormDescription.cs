using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>A batch normalization layer's declaration in words and formulas, for the comments of generated code.</summary>
internal static class BatchNormDescription
{
    /// <summary>All settings in a sentence, as they are in the end: a preset's name is there for those who know its layer.</summary>
    public static string Sentence(BatchNormSpec spec)
    {
        LayerSpec layer = spec.Layer;
        return $"batch normalization of {LayerDescription.Shape(spec.Shape)}{LayerDescription.Preset(layer)}, {Literal.Of(layer.ElementType)}, epsilon {Literal.Of(layer.Epsilon)}, {LayerDescription.Affine(layer.Affine)}, {Average(spec)}{LayerDescription.Fusion(layer)}.";
    }

    /// <summary>What normalizing computes, with given names for mean and variance.</summary>
    public static string Formula(LayerSpec layer, string mean, string variance) =>
        LayerDescription.Formula(layer, $"(x - {mean}) / sqrt({variance} + {Literal.Of(layer.Epsilon)})");

    /// <summary>How a moving statistic moves.</summary>
    public static string MovingFormula(AveragingSpec averaging) => averaging.Mode == AveragingMode.Cumulative
        ? "moving = (1 - 1/k) * moving + 1/k * batch (for the k-th batch)"
        : $"moving = {Literal.Of(averaging.Kept)} * moving + {Literal.Of(averaging.Weight)} * batch";

    /// <summary>The variance that is averaged.</summary>
    public static string AveragedVariance(BatchNormSpec spec) => spec.MovingVariance == VarianceEstimator.Unbiased
        ? "unbiased (divided by the number of values less one)"
        : "biased (divided by the number of values)";

    private static string Average(BatchNormSpec spec)
    {
        string estimator = spec.MovingVariance == VarianceEstimator.Unbiased ? "unbiased" : "biased";
        return spec.Averaging.Mode switch
        {
            AveragingMode.None => "no moving statistics",
            AveragingMode.Cumulative => $"cumulative average, {estimator} moving variance",
            _ => $"weight of a new batch {Literal.Of(spec.Averaging.Weight)}, {estimator} moving variance",
        };
    }
}
