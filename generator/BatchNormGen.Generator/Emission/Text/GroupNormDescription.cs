using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>The declaration of a layer that normalizes groups of channels in words and formulas, for the comments of generated code.</summary>
internal static class GroupNormDescription
{
    /// <summary>All settings in a sentence.</summary>
    public static string Sentence(GroupNormSpec spec)
    {
        LayerSpec layer = spec.Layer;
        string name = spec.IsInstanceNorm ? "instance normalization" : $"group normalization in {Groups(spec)}";
        return $"{name} of {LayerDescription.Shape(spec.Shape)}{LayerDescription.Preset(layer)}, {Literal.Of(layer.ElementType)}, epsilon {Literal.Of(layer.Epsilon)}, {LayerDescription.Affine(layer.Affine)}{LayerDescription.Fusion(layer)}.";
    }

    /// <summary>The kind, at the beginning of a sentence.</summary>
    public static string Name(GroupNormSpec spec) => spec.IsInstanceNorm ? "Instance normalization" : $"Group normalization in {Groups(spec)}";

    /// <summary>What is normalized together.</summary>
    public static string Unit(GroupNormSpec spec) => spec.IsInstanceNorm ? "channel" : "group of channels";

    public static string Formula(GroupNormSpec spec) =>
        LayerDescription.Formula(spec.Layer, $"(x - mean) / sqrt(variance + {Literal.Of(spec.Layer.Epsilon)})");

    private static string Groups(GroupNormSpec spec) => spec.NumGroups == 1 ? "one group" : $"{Literal.Of(spec.NumGroups)} groups";
}
