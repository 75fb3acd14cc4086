using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>
/// The names that the generated part declares must be free: in the class, since a second declaration does not compile, and in its base
/// classes, since hiding a member there is a warning in generated code at best.
/// </summary>
/// <remarks>Any member of the name counts, overloads of another signature too: what a call then means would be hard to tell.</remarks>
internal static class MemberRules
{
    public static void Check(
        INamedTypeSymbol type, INamedTypeSymbol attributeClass, Location identifier, AttributeArguments arguments, Compilation compilation,
        ParseFindings findings, CancellationToken cancellation)
    {
        string[] generated =
        [
            .. GeneratedMembers.Of(
                scale: arguments.Scale?.Value ?? true,
                shift: arguments.Shift?.Value ?? true),
        ];

        if (generated.Contains(type.Name))
        {
            findings.Report(DiagnosticDescriptors.NamedLikeMember, identifier, type.Name);
        }

        foreach (ISymbol member in generated.Concat(GeneratedMembers.Accessors).SelectMany(name => DeclaredMembers(type, name)).Concat(type.GetMembers().Where(ImplementsLayerExplicitly)))
        {
            findings.Report(DiagnosticDescriptors.MemberDeclared, LocationOf(member, identifier), member.Name);
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (string name in InheritedNames(ancestor, type, generated, attributeClass, compilation))
            {
                findings.Report(DiagnosticDescriptors.MemberInherited, identifier, name, ancestor.ToDisplayString());
            }
        }
    }

    private static IEnumerable<string> InheritedNames(
        INamedTypeSymbol ancestor, INamedTypeSymbol type, string[] generated, INamedTypeSymbol attributeClass, Compilation compilation)
    {
        // The members of a layer in this project are not there yet while its heirs are parsed, but they are going to be.
        if (ancestor.DeclaringSyntaxReferences.Length > 0
            && ancestor.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass)))
        {
            return [GeneratedMembers.NumFeatures];
        }

        return generated.Where(name => ancestor.GetMembers(name).Any(member => compilation.IsSymbolAccessibleWithin(member, type)));
    }

    /// <summary>The members of a name that are written as such; an accessor that belongs to a property is not.</summary>
    private static IEnumerable<ISymbol> DeclaredMembers(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).Where(static member => member is not IMethodSymbol { AssociatedSymbol: not null });

    private static bool ImplementsLayerExplicitly(ISymbol member)
    {
        ISymbol? implemented = member switch
        {
            IPropertySymbol property => property.ExplicitInterfaceImplementations.FirstOrDefault(),
            IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation, AssociatedSymbol: null } method =>
                method.ExplicitInterfaceImplementations.FirstOrDefault(),
            _ => null,
        };

        return implemented?.ContainingType is { Name: "INormalizationLayer", ContainingNamespace: { Name: "BatchNormGen", ContainingNamespace.IsGlobalNamespace: true } };
    }

    private static Location LocationOf(ISymbol member, Location otherwise) =>
        member.Locations.FirstOrDefault(static location => location.IsInSource) ?? otherwise;
}
