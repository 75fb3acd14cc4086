using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What the attribute of every kind of layer can say.</summary>
internal sealed record LayerArguments
{
    /// <inheritdoc cref="ShapeArguments.Layout"/>
    public Argument<int>? Preset { get; init; }

    public Argument<double>? Epsilon { get; init; }

    public Argument<bool>? Scale { get; init; }

    public Argument<bool>? Shift { get; init; }

    /// <summary>The type; its value is null for a type that no layer has.</summary>
    public Argument<ElementType?>? ElementType { get; init; }

    public Framework Framework => (Framework?)Preset?.Value ?? default;

    public AffineSpec Affine => new(Scale?.Value ?? true, Shift?.Value ?? true);

    public static LayerArguments Read(AttributeReader reader) => new()
    {
        Preset = reader.ReadProperty<int>(nameof(Preset)),
        Epsilon = reader.ReadProperty<double>(nameof(Epsilon)),
        Scale = reader.ReadProperty<bool>(nameof(Scale)),
        Shift = reader.ReadProperty<bool>(nameof(Shift)),
        ElementType = reader.ReadElementType(nameof(ElementType)),
    };

    public IEnumerable<Fault> Check() => EnumRules.Check<Framework>(Preset).Concat(NumberRules.Check(ElementType, Epsilon));

    public LayerSpec ToSpec(LayerType type, double defaultEpsilon) => new()
    {
        Type = type,
        Preset = Framework,
        Affine = Affine,
        ElementType = ElementType?.Value ?? Model.ElementType.Float,
        Epsilon = Epsilon?.Value ?? defaultEpsilon,
        Activation = new(Activation.None, Slope: 0),
        Residual = false,
    };
}
