using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Finds the method that defines a model.</summary>
internal static class DefinitionMethod
{
    /// <summary>The method; null where there is none of the right form, which is reported, or where the compiler rejects it.</summary>
    /// <param name="declaration">The model's class.</param>
    /// <param name="flowTypes">The types of what flows.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static IMethodSymbol? Find(ModelDeclaration declaration, FlowTypes flowTypes, DefinitionFindings findings)
    {
        INamedTypeSymbol type = declaration.Type;
        bool? isMaps = declaration.Arguments.IsMaps;
        Location identifier = declaration.Syntax.Identifier.GetLocation();
        IMethodSymbol[] methods = [.. type.GetMembers(ModelMembers.Define).OfType<IMethodSymbol>()];
        if (methods.FirstOrDefault(method => ObstacleOf(method, isMaps, flowTypes) is null) is { } found)
        {
            return found;
        }

        if (methods.Any(HasErrors))
        {
            findings.LeaveToCompiler();
            return null;
        }

        (Location location, string obstacle) = methods.FirstOrDefault() is { } other
            ? (other.Locations.FirstOrDefault(static location => location.IsInSource) ?? identifier, ObstacleOf(other, isMaps, flowTypes)!)
            : (identifier, "has no method 'Define'");
        findings.Report(ModelDiagnostics.DefinitionMissing, location, frame: null, type.Name, obstacle, FlowTypes.NameOf(isMaps ?? true));
        return null;
    }

    /// <summary>What keeps a method from being a definition; null if nothing does.</summary>
    private static string? ObstacleOf(IMethodSymbol method, bool? isMaps, FlowTypes flowTypes) => method switch
    {
        { IsStatic: false } => "has a method 'Define' that is not static",
        { IsExtern: true } => "has a method 'Define' without a body",
        { Arity: > 0 } => "has a method 'Define' with type parameters",
        { Parameters.Length: not 1 } => $"has a method 'Define' with {(method.Parameters.Length == 0 ? "no parameter" : "several parameters")}",
        { Parameters: [{ RefKind: not RefKind.None }] } => "has a method 'Define' that takes its parameter by reference",
        _ when !flowTypes.Contain(method.ReturnType) => $"has a method 'Define' that returns '{TypeText.Of(method.ReturnType)}'",
        _ when !flowTypes.Contain(method.Parameters[0].Type) => $"has a method 'Define' that takes '{TypeText.Of(method.Parameters[0].Type)}'",
        _ when isMaps is { } images && flowTypes.IsMaps(method.Parameters[0].Type) != images =>
            $"takes {(images ? "images (channels, height, width)" : "vectors (features)")}, and its method 'Define' {FlowTypes.NameOf(!images)}",
        _ => null,
    };

    private static bool HasErrors(IMethodSymbol method) =>
        method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Error);
}
