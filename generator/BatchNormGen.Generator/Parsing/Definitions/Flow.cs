namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>A value of a flow type: the output of a node.</summary>
/// <param name="Node">The node; null behind a layer that is at fault.</param>
/// <param name="Shape">Its shape, as far as it is known.</param>
internal sealed record Flow(int? Node, PartialShape Shape)
{
    /// <summary>Feature maps or features of which nothing is known.</summary>
    public static Flow Lost(bool isMaps) => new(null, isMaps ? PartialShape.Maps(null, null, null) : PartialShape.Features(null));
}
