using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a declaration says of its rows.</summary>
internal sealed record RowShapeArguments
{
    private const string OneExtent = "features";
    private const string AllExtents = "normalizedShape";

    /// <summary>The extents of the last axes, none too; null where the compiler rejects them.</summary>
    public EquatableArray<Argument<int>>? Extents { get; init; }

    /// <summary>Where the extents are, all of them.</summary>
    public Place Place => Extents is { Count: > 0 } extents ? extents[0].Place : new(AllExtents);

    public static RowShapeArguments Read(AttributeReader reader) => new()
    {
        Extents = !reader.HasParameter(OneExtent) ? reader.ReadParameterElements(AllExtents)
            : reader.ReadParameter(OneExtent) is { } extent ? new([extent])
            : null,
    };

    public RowShapeSpec ToSpec() => new() { NormalizedShape = new(Extents!.Value.Select(static extent => extent.Value)) };
}
