using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a <c>[GroupNorm]</c> or <c>[InstanceNorm]</c> says.</summary>
internal sealed record GroupNormArguments(LayerArguments Layer, ChannelShapeArguments Shape, GroupArguments Groups) : ILayerArguments<GroupNormSpec>
{
    public IEnumerable<string> GeneratedMembers => Model.GeneratedMembers.OfGroupNorm(Layer.Affine, Groups.AreChannels);

    public static GroupNormArguments ReadGroupNorm(AttributeReader reader) =>
        new(LayerArguments.Read(reader), ChannelShapeArguments.Read(reader), new(reader.ReadParameter("numGroups"), AreChannels: false));

    public static GroupNormArguments ReadInstanceNorm(AttributeReader reader) =>
        new(LayerArguments.Read(reader), ChannelShapeArguments.Read(reader), new(NumGroups: null, AreChannels: true));

    public IEnumerable<Fault> Check() =>
        Layer.Check(NumberRules.Variance)
            .Concat(ChannelShapeRules.Check(Shape))
            .Concat(GroupRules.Check(Groups.NumGroups, Shape.NumFeatures))
            .Concat(SingleValueRules.Check(Shape, Groups, Layer.Affine));

    public GroupNormSpec ToSpec(LayerType type)
    {
        ChannelShapeSpec shape = Shape.ToSpec(FrameworkLayout.Of(Layer.Framework));
        return new()
        {
            Layer = Layer.ToSpec(type, DefaultEpsilon.OfMoments(Layer.Framework)),
            Shape = shape,
            NumGroups = Groups.AreChannels ? shape.Channels : Groups.NumGroups!.Value,
            IsInstanceNorm = Groups.AreChannels,
        };
    }
}

/// <summary>What a declaration says of groups of channels.</summary>
/// <param name="NumGroups">Their number, where it is said.</param>
/// <param name="AreChannels">Whether each channel is one, as in an InstanceNorm, so that no number of them is said.</param>
internal sealed record GroupArguments(Argument<int>? NumGroups, bool AreChannels);
