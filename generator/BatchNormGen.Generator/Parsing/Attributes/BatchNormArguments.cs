using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a <c>[BatchNorm]</c> says.</summary>
internal sealed record BatchNormArguments(LayerArguments Layer, ShapeArguments Shape, AveragingArguments Averaging) : ILayerArguments<BatchNormSpec>
{
    public IEnumerable<string> GeneratedMembers => Model.GeneratedMembers.Of(Layer.Affine, AveragingSpec.Mode);

    private BatchNormDefaults Defaults => BatchNormDefaults.Of(Layer.Framework);

    private AveragingSpec AveragingSpec => AveragingRules.Choose(Averaging, Defaults);

    public static BatchNormArguments Read(AttributeReader reader) =>
        new(LayerArguments.Read(reader), ShapeArguments.Read(reader), AveragingArguments.Read(reader));

    public IEnumerable<Fault> Check() => Layer.Check().Concat(ShapeRules.Check(Shape)).Concat(AveragingRules.Check(Averaging));

    public BatchNormSpec ToSpec(LayerType type) => new()
    {
        Layer = Layer.ToSpec(type, Defaults.Epsilon),
        Shape = Shape.ToSpec(FrameworkLayout.Of(Layer.Framework)),
        Averaging = AveragingSpec,
        MovingVariance = (VarianceEstimator?)Averaging.MovingVariance?.Value ?? Defaults.MovingVariance,
    };
}
