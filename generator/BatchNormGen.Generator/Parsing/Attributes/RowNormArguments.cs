using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a <c>[LayerNorm]</c> or <c>[RmsNorm]</c> says.</summary>
internal sealed record RowNormArguments(LayerArguments Layer, RowShapeArguments Shape, RowStatistic Statistic) : ILayerArguments<RowNormSpec>
{
    public IEnumerable<string> GeneratedMembers => Model.GeneratedMembers.OfRowNorm(Layer.Affine);

    private bool ByMeanSquare => Statistic == RowStatistic.MeanSquare;

    private double DefaultEpsilon => ByMeanSquare
        ? BatchNormGen.DefaultEpsilon.OfMeanSquare(Layer.Framework, isDouble: Layer.Type == ElementType.Double)
        : BatchNormGen.DefaultEpsilon.OfMoments(Layer.Framework);

    public static RowNormArguments ReadLayerNorm(AttributeReader reader) =>
        new(LayerArguments.Read(reader), RowShapeArguments.Read(reader), RowStatistic.Moments);

    public static RowNormArguments ReadRmsNorm(AttributeReader reader) =>
        new(LayerArguments.Read(reader) with { ShiftsByDefault = false }, RowShapeArguments.Read(reader), RowStatistic.MeanSquare);

    public IEnumerable<Fault> Check() =>
        Layer.Check(ByMeanSquare ? NumberRules.MeanSquare : NumberRules.Variance)
            .Concat(RowShapeRules.Check(Shape))
            .Concat(SingleValueRules.Check(Shape, Statistic, Layer.Affine));

    public RowNormSpec ToSpec(LayerType type) => new()
    {
        Layer = Layer.ToSpec(type, DefaultEpsilon),
        Shape = Shape.ToSpec(),
        Statistic = Statistic,
    };
}
