using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What the attribute of every kind of layer can say.</summary>
internal sealed record LayerArguments
{
    /// <inheritdoc cref="ChannelShapeArguments.Layout"/>
    public Argument<int>? Preset { get; init; }

    public Argument<double>? Epsilon { get; init; }

    public Argument<bool>? Scale { get; init; }

    public Argument<bool>? Shift { get; init; }

    /// <summary>Whether a layer of this kind learns beta where nothing is said of it.</summary>
    public bool ShiftsByDefault { get; init; } = true;

    /// <summary>The type; its value is null for a type that no layer has.</summary>
    public Argument<ElementType?>? ElementType { get; init; }

    public required ActivationArguments Activation { get; init; }

    public Argument<bool>? Residual { get; init; }

    public Framework Framework => (Framework?)Preset?.Value ?? default;

    public AffineSpec Affine => new(Scale?.Value ?? true, Shift?.Value ?? ShiftsByDefault);

    public bool HasResidual => Residual?.Value ?? false;

    /// <summary>The type by which numbers are judged; double for a type that no layer has: then only what is wrong for every type is reported.</summary>
    public ElementType Type => ElementType is null ? Model.ElementType.Float : ElementType.Value ?? Model.ElementType.Double;

    public static LayerArguments Read(AttributeReader reader) => new()
    {
        Preset = reader.ReadProperty<int>(nameof(Preset)),
        Epsilon = reader.ReadProperty<double>(nameof(Epsilon)),
        Scale = reader.ReadProperty<bool>(nameof(Scale)),
        Shift = reader.ReadProperty<bool>(nameof(Shift)),
        ElementType = reader.ReadElementType(nameof(ElementType)),
        Activation = ActivationArguments.Read(reader),
        Residual = reader.ReadProperty<bool>(nameof(Residual)),
    };

    /// <param name="statistic">What Epsilon is added to.</param>
    public IEnumerable<Fault> Check(string statistic) =>
        EnumRules.Check<Framework>(Preset)
            .Concat(NumberRules.Check(ElementType, Epsilon, Type, statistic))
            .Concat(ActivationRules.Check(Activation, Type));

    public LayerSpec ToSpec(LayerType type, double defaultEpsilon) => new()
    {
        Type = type,
        Preset = Framework,
        Affine = Affine,
        ElementType = Type,
        Epsilon = Epsilon?.Value ?? defaultEpsilon,
        Activation = Activation.ToSpec(),
        Residual = HasResidual,
    };
}
