using System;
using System.Linq;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>A layer's declaration in words, for the comments of generated code.</summary>
internal static class LayerDescription
{
    /// <summary>The shape of a batch: <c>(N, 64, H, W)</c>, <c>(..., 512)</c>.</summary>
    public static string Shape(ShapeSpec shape) => shape switch
    {
        ChannelShapeSpec channels => ShapeText.Of(channels.Channels, channels.NumDims, channels.Layout, channels.Spatial),
        RowShapeSpec rows => ShapeText.OfRows(rows.NormalizedShape),
        _ => throw new NotSupportedException($"No text for {shape}."),
    };

    /// <summary>The length of a batch: <c>batchSize × 64 × positions</c>.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="samples">What the number of samples, or of rows, is called.</param>
    public static string Length(ShapeSpec shape, string samples) => $"{samples} × {Literal.Of(shape.NumFeatures)}{Positions(shape)}";

    /// <summary>What one of the numbers of gamma and beta belongs to.</summary>
    public static string Feature(ShapeSpec shape) => shape is RowShapeSpec ? "value of a row" : "channel";

    /// <summary>What a layer learns.</summary>
    public static string Affine(AffineSpec affine) => (affine.Scale, affine.Shift) switch
    {
        (true, true) => "gamma and beta",
        (true, false) => "gamma, no beta",
        (false, true) => "beta, no gamma",
        _ => "neither gamma nor beta",
    };

    /// <summary>The preset in words, unless it is the textbook's.</summary>
    public static string Preset(LayerSpec layer) => layer.Preset == default ? string.Empty : $" with the preset {layer.Preset}";

    /// <summary>The same as a paragraph of a class's remarks.</summary>
    public static string PresetRemark(LayerSpec layer) =>
        $"<para>Preset: {layer.Preset}. What is not declared is as in that framework's own layer, and so are the names in files.</para>";

    /// <summary>The activation and the residual in words, as far as there are any.</summary>
    public static string Fusion(LayerSpec layer)
    {
        string residual = layer.Residual ? ", plus a residual" : string.Empty;
        return layer.Activation.Exists ? $"{residual}, then {layer.Activation.Function}{Slope(layer.Activation)}" : residual;
    }

    /// <summary>What a layer computes of a normalized value: with gamma, beta, residual and activation.</summary>
    public static string Formula(LayerSpec layer, string normalized)
    {
        string value = $"{normalized}{(layer.Affine.Scale ? " * gamma" : string.Empty)}{(layer.Affine.Shift ? " + beta" : string.Empty)}{(layer.Residual ? " + residual" : string.Empty)}";
        return layer.Activation.Exists ? $"y = {layer.Activation.Function}({value})" : $"y = {value}";
    }

    private static string Slope(ActivationSpec activation) =>
        activation.Function == Activation.LeakyRelu ? $" of slope {Literal.Of(activation.Slope)}" : string.Empty;

    private static string Positions(ShapeSpec shape) => shape switch
    {
        ChannelShapeSpec { NumDims: 2 } or RowShapeSpec => string.Empty,
        ChannelShapeSpec { Spatial.Count: 0 } => " × positions",
        ChannelShapeSpec channels => string.Concat(channels.Spatial.Select(static extent => " × " + Literal.Of(extent))),
        _ => throw new NotSupportedException($"No text for {shape}."),
    };
}
