using System.Linq;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>A layer's declaration in words, for the comments of generated code.</summary>
internal static class LayerDescription
{
    /// <summary>The shape of a batch: <c>(N, 64, H, W)</c>.</summary>
    public static string Shape(ShapeSpec shape) => ShapeText.Of(shape.NumFeatures, shape.NumDims, shape.Layout, shape.Spatial);

    /// <summary>The length of a batch: <c>batchSize × 64 × positions</c>.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="samples">What the number of samples is called.</param>
    public static string Length(ShapeSpec shape, string samples)
    {
        string positions = shape.NumDims == 2 ? string.Empty
            : shape.Spatial.Count == 0 ? " × positions"
            : string.Concat(shape.Spatial.Select(static extent => " × " + Literal.Of(extent)));
        return $"{samples} × {Literal.Of(shape.NumFeatures)}{positions}";
    }

    /// <summary>What a layer learns.</summary>
    public static string Affine(AffineSpec affine) => (affine.Scale, affine.Shift) switch
    {
        (true, true) => "gamma and beta",
        (true, false) => "gamma, no beta",
        (false, true) => "beta, no gamma",
        _ => "neither gamma nor beta",
    };
}
