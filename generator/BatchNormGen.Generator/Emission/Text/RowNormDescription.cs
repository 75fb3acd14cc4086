using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>The declaration of a layer that normalizes rows in words and formulas, for the comments of generated code.</summary>
internal static class RowNormDescription
{
    /// <summary>All settings in a sentence.</summary>
    public static string Sentence(RowNormSpec spec)
    {
        LayerSpec layer = spec.Layer;
        string name = spec.Statistic == RowStatistic.Moments ? "layer normalization" : "normalization by the root of the mean square";
        return $"{name} of {LayerDescription.Shape(spec.Shape)}{LayerDescription.Preset(layer)}, {Literal.Of(layer.ElementType)}, epsilon {Literal.Of(layer.Epsilon)}, {LayerDescription.Affine(layer.Affine)}{LayerDescription.Fusion(layer)}.";
    }

    /// <summary>The kind, at the beginning of a sentence.</summary>
    public static string Name(RowNormSpec spec) => spec.Statistic == RowStatistic.Moments ? "Layer normalization" : "Normalization by the root of the mean square";

    public static string Statistic(RowNormSpec spec) => spec.Statistic == RowStatistic.Moments ? "mean and the biased variance" : "mean square";

    public static string Formula(RowNormSpec spec)
    {
        string epsilon = Literal.Of(spec.Layer.Epsilon);
        return LayerDescription.Formula(
            spec.Layer, spec.Statistic == RowStatistic.Moments ? $"(x - mean) / sqrt(variance + {epsilon})" : $"x / sqrt(mean(x²) + {epsilon})");
    }
}
