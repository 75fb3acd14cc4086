using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a <c>[BatchNorm]</c> says.</summary>
internal sealed record BatchNormArguments(LayerArguments Layer, ChannelShapeArguments Shape, AveragingArguments Averaging) : ILayerArguments<BatchNormSpec>
{
    public IEnumerable<string> GeneratedMembers => Model.GeneratedMembers.OfBatchNorm(Layer.Affine, AveragingSpec.Mode, Layer.HasResidual);

    private BatchNormDefaults Defaults => BatchNormDefaults.Of(Layer.Framework);

    private AveragingSpec AveragingSpec => AveragingRules.Choose(Averaging, Defaults);

    public static BatchNormArguments Read(AttributeReader reader) =>
        new(LayerArguments.Read(reader), ChannelShapeArguments.Read(reader), AveragingArguments.Read(reader));

    public IEnumerable<Fault> Check() =>
        Layer.Check(NumberRules.Variance).Concat(ChannelShapeRules.Check(Shape)).Concat(AveragingRules.Check(Averaging));

    public BatchNormSpec ToSpec(LayerType type) => new()
    {
        Layer = Layer.ToSpec(type, Defaults.Epsilon),
        Shape = Shape.ToSpec(FrameworkLayout.Of(Layer.Framework)),
        Averaging = AveragingSpec,
        MovingVariance = (VarianceEstimator?)Averaging.MovingVariance?.Value ?? Defaults.MovingVariance,
    };
}
