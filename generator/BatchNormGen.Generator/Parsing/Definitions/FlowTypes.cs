using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>The types by which a definition says what flows through a model.</summary>
/// <param name="library">The assembly of the attribute.</param>
internal sealed class FlowTypes(IAssemblySymbol library)
{
    private readonly INamedTypeSymbol? _featureMaps = library.GetTypeByMetadataName("BatchNormGen.Models.FeatureMaps");
    private readonly INamedTypeSymbol? _features = library.GetTypeByMetadataName("BatchNormGen.Models.Features");

    public static string NameOf(bool isMaps) => isMaps ? "FeatureMaps" : "Features";

    /// <summary>Whether a type is one of them.</summary>
    public bool Contain(ITypeSymbol? type) => IsMaps(type) is not null;

    /// <summary>Whether a type is that of feature maps; null for a type that is not one of flows.</summary>
    public bool? IsMaps(ITypeSymbol? type) =>
        type is null ? null
        : SymbolEqualityComparer.Default.Equals(type, _featureMaps) ? true
        : SymbolEqualityComparer.Default.Equals(type, _features) ? false
        : null;
}
