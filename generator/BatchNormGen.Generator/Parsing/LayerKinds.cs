using System.Linq;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>The kinds of layers that there are.</summary>
internal static class LayerKinds
{
    private const string Namespace = "BatchNormGen";

    public static LayerKind<BatchNormSpec> BatchNorm { get; } = new(Namespace + ".BatchNormAttribute", BatchNormArguments.Read);

    private static readonly string[] AttributeNames = [BatchNorm.AttributeName];

    /// <summary>Whether a class declares a layer of any kind.</summary>
    public static bool IsLayer(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute => attribute.AttributeClass is { } declared && IsAttribute(declared));

    private static bool IsAttribute(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } }
        && AttributeNames.Contains($"{Namespace}.{type.MetadataName}");
}
