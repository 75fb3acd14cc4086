using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Reads calls of layers of the user's own.</summary>
internal static class OwnLayerReader
{
    /// <summary>The word by which a definition calls such a layer.</summary>
    public const string Method = "Then";

    private const string Public = "public";
    private const string Internal = "internal";
    private const string Private = "private";

    public static LayerReading Read(LayerCall call)
    {
        PartialShape output = call.Arguments.Count switch
        {
            1 => call.Shape,
            2 => PartialShape.Features(call.Number("outputs", least: 1)),
            _ => PartialShape.Maps(call.Number("channels", least: 1), call.Number("height", least: 1), call.Number("width", least: 1)),
        };
        return new(call.OwnType is { } type ? new OwnOperation(NameOf(type)) : null, output);
    }

    /// <summary>The property of such a layer.</summary>
    public static LayerProperty PropertyOf(LayerName name, ITypeSymbol type) => new(name.Property, name.Text, NameOf(type), AccessibilityOf(type));

    /// <summary>The type as generated code names it.</summary>
    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Who may see a property of the type: no more than may see the type, all around it, and its type arguments.</summary>
    private static string AccessibilityOf(ITypeSymbol type)
    {
        string least = Public;
        for (ITypeSymbol? level = type; level is not null && least != Private; level = level.ContainingType)
        {
            IEnumerable<string> parts = level is INamedTypeSymbol named ? named.TypeArguments.Select(AccessibilityOf) : [];
            string[] all = [OwnAccessibilityOf(level), .. parts, least];
            least = all.Contains(Private) ? Private : all.Contains(Internal) ? Internal : Public;
        }

        return least;
    }

    private static string OwnAccessibilityOf(ITypeSymbol type) => type.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.NotApplicable => Public,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => Internal,
        _ => Private,
    };
}
