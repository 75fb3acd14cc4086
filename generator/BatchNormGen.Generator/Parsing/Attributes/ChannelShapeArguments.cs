using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a declaration says of the shape of a layer of channels.</summary>
internal sealed record ChannelShapeArguments
{
    public Argument<int>? NumFeatures { get; init; }

    public Argument<int>? NumDims { get; init; }

    /// <summary>The extents. Empty: none are given, or an empty array of them, which says the same.</summary>
    public EquatableArray<Argument<int>> Spatial { get; init; }

    /// <summary>The number behind the enum value, which may be one that the enum does not define.</summary>
    public Argument<int>? Layout { get; init; }

    public static ChannelShapeArguments Read(AttributeReader reader) => new()
    {
        NumFeatures = reader.ReadParameter("numFeatures"),
        NumDims = reader.ReadParameter("numDims"),
        Spatial = reader.ReadElements(nameof(Spatial)),
        Layout = reader.ReadProperty<int>(nameof(Layout)),
    };

    public ChannelShapeSpec ToSpec(TensorLayout otherwise) => new()
    {
        Channels = NumFeatures!.Value,
        NumDims = NumDims!.Value,
        Spatial = new(Spatial.Select(static extent => extent.Value)),
        Layout = (TensorLayout?)Layout?.Value ?? otherwise,
    };
}
