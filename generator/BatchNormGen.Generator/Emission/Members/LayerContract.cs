using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>The interface of a layer's directions.</summary>
internal static class LayerContract
{
    /// <summary>Its name, as a class lists it.</summary>
    public static string Of(LayerSpec layer)
    {
        string type = Literal.Of(layer.ElementType);
        return layer.Residual ? $"global::BatchNormGen.IResidualLayer<{type}, {type}>" : $"global::BatchNormGen.INormalizationLayer<{type}>";
    }
}
