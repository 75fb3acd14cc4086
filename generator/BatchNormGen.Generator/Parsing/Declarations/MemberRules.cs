using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Declarations;

/// <summary>
/// The names that the generated part declares must be free: in the class, since a second declaration does not compile, and in its base
/// classes, since hiding a member there is a warning in generated code at best.
/// </summary>
/// <remarks>Any member of the name counts, overloads of another signature too: what a call then means would be hard to tell.</remarks>
internal static class MemberRules
{
    /// <summary>The interfaces that generated parts implement: each layer those of what it can do.</summary>
    private static readonly string[] LayerInterfaces =
    [
        "IBatchStatistics", "IChannelNormalization", "ICollectiveLayer", "IFoldable", "IFreezable", "IFreezableResidual", "IModel", "IMomentum",
        "IMovingStatistics", "INormalization", "INormalizationLayer", "IResidualLayer", "ISavedState",
    ];

    public static void Check(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, IReadOnlyCollection<string> generated, Compilation compilation,
        ParseFindings findings, CancellationToken cancellation, Func<string, string?>? layerOf = null)
    {
        Location identifier = declaration.Identifier.GetLocation();
        if (generated.Contains(type.Name))
        {
            findings.Report(DiagnosticDescriptors.NamedLikeMember, identifier, type.Name);
        }

        CheckDeclared(type, declaration, generated, findings, layerOf, cancellation);

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (string name in InheritedNames(ancestor, type, generated, compilation))
            {
                findings.Report(DiagnosticDescriptors.MemberInherited, identifier, name, ancestor.ToDisplayString());
            }
        }
    }

    private static void CheckDeclared(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, IReadOnlyCollection<string> generated, ParseFindings findings, Func<string, string?>? layerOf,
        CancellationToken cancellation)
    {
        ISymbol[] declared =
        [
            .. generated.Concat(GeneratedMembers.AccessorsOf(generated)).SelectMany(name => DeclaredMembers(type, name)),
            .. type.GetMembers().Where(ImplementsLayerExplicitly),
        ];
        if (declared.Length == 0)
        {
            return;
        }

        TypeDeclarationSyntax[] earlier = EarlierOutput.PartsOf(type, declaration, cancellation);
        foreach (TypeDeclarationSyntax part in earlier)
        {
            EarlierOutput.Report(part, declaration, findings);
        }

        Location identifier = declaration.Identifier.GetLocation();
        foreach (ISymbol member in declared)
        {
            Location location = member.Locations.FirstOrDefault(static location => location.IsInSource) ?? identifier;
            if (!EarlierOutput.Holds(earlier, location))
            {
                // Of a model, it may be a layer's name that is in the way.
                string why = layerOf?.Invoke(member.Name) is { } layer ? $" for the layer '{layer}'" : string.Empty;
                findings.Report(DiagnosticDescriptors.MemberDeclared, location, member.Name, why);
            }
        }
    }

    private static IEnumerable<string> InheritedNames(INamedTypeSymbol ancestor, INamedTypeSymbol type, IReadOnlyCollection<string> generated, Compilation compilation)
    {
        // The members of a layer in this project are not there yet while its heirs are parsed, but they are going to be.
        if (ancestor.DeclaringSyntaxReferences.Length > 0 && LayerKinds.IsLayer(ancestor))
        {
            return [LayerKinds.IsModel(ancestor) ? GeneratedMembers.Parameters : GeneratedMembers.NumFeatures];
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

        return implemented?.ContainingType is { } declared
            && LayerInterfaces.Contains(declared.Name)
            && declared.ContainingNamespace.ToDisplayString() is "BatchNormGen" or "BatchNormGen.Models";
    }
}
