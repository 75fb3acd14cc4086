using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>The kinds of layers that there are, and models beside them.</summary>
internal static class LayerKinds
{
    private const string Namespace = "BatchNormGen";

    public static LayerKind<BatchNormSpec> BatchNorm { get; } = new(Namespace + ".BatchNormAttribute", BatchNormArguments.Read);

    public static LayerKind<RowNormSpec> LayerNorm { get; } = new(Namespace + ".LayerNormAttribute", RowNormArguments.ReadLayerNorm);

    public static LayerKind<RowNormSpec> RmsNorm { get; } = new(Namespace + ".RmsNormAttribute", RowNormArguments.ReadRmsNorm);

    public static LayerKind<GroupNormSpec> GroupNorm { get; } = new(Namespace + ".GroupNormAttribute", GroupNormArguments.ReadGroupNorm);

    public static LayerKind<GroupNormSpec> InstanceNorm { get; } = new(Namespace + ".InstanceNormAttribute", GroupNormArguments.ReadInstanceNorm);

    private static readonly string[] AttributeNames =
        [BatchNorm.AttributeName, LayerNorm.AttributeName, RmsNorm.AttributeName, GroupNorm.AttributeName, InstanceNorm.AttributeName, ModelDeclaration.AttributeName];

    /// <summary>Whether a class declares a layer of any kind, or a model.</summary>
    public static bool IsLayer(INamedTypeSymbol type) => AttributesOf(type).Any();

    /// <summary>Whether a class declares a model.</summary>
    public static bool IsModel(INamedTypeSymbol type) => AttributesOf(type).Any(static attribute => NameOf(attribute) == ModelDeclaration.AttributeName);

    /// <summary>The kinds of which a class declares a layer, or a model, as attributes, each once, in the order in which they stand.</summary>
    public static IEnumerable<INamedTypeSymbol> AttributesOf(INamedTypeSymbol type) =>
        type.GetAttributes()
            .Select(static attribute => attribute.AttributeClass)
            .OfType<INamedTypeSymbol>()
            .Where(IsAttribute)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    private static bool IsAttribute(INamedTypeSymbol type) => type.ContainingType is null && AttributeNames.Contains(NameOf(type));

    private static string NameOf(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
