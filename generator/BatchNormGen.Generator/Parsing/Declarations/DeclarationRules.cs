using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Declarations;

/// <summary>Which classes can be layers, and what the types around them must be.</summary>
internal static class DeclarationRules
{
    public static void Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, ParseFindings findings)
    {
        if (!TypeIdentity.IsNamed(type))
        {
            // A class that is being typed: the compiler asks for the name.
            findings.LeaveToOthers();
            return;
        }

        Location identifier = declaration.Identifier.GetLocation();
        foreach ((string reason, string advice) in Obstacles(type))
        {
            findings.Report(DiagnosticDescriptors.UnsupportedDeclaration, identifier, reason, advice);
        }

        INamedTypeSymbol? level = type;
        for (TypeDeclarationSyntax? part = declaration; part is not null && level is not null; part = part.Parent as TypeDeclarationSyntax)
        {
            CheckLevel(level, part, isLayer: part == declaration, findings);
            level = level.ContainingType;
        }
    }

    private static IEnumerable<(string Reason, string Advice)> Obstacles(INamedTypeSymbol type)
    {
        if (type.IsStatic)
        {
            yield return ("it is static", "its parameters live in instances, so remove 'static'");
        }

        if (type.IsAbstract && !type.IsStatic)
        {
            yield return ("it is abstract", "it is complete when generated, so remove 'abstract'");
        }

        if (type.Arity > 0)
        {
            yield return ("it is generic", "its shape is fixed, so remove the type parameters or put the class inside a generic type");
        }

        if (type.IsRecord)
        {
            yield return ("it is a record", "records are copied and compared by value, which parameters are not, so declare a class");
        }
    }

    private static void CheckLevel(INamedTypeSymbol type, TypeDeclarationSyntax part, bool isLayer, ParseFindings findings)
    {
        if (type.IsFileLocal)
        {
            findings.Report(
                DiagnosticDescriptors.UnsupportedDeclaration,
                part.Identifier.GetLocation(),
                isLayer ? "it is file-local" : $"'{type.Name}' around it is file-local",
                "its generated part lies in a file of its own, so remove 'file'");
        }

        if (part.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return;
        }

        if (type.DeclaringSyntaxReferences.Length > 1)
        {
            // Several declarations, one of them without partial: CS0260 or CS0101.
            findings.LeaveToOthers();
            return;
        }

        findings.Report(
            DiagnosticDescriptors.NotPartial, part.Identifier.GetLocation(), part.Identifier.ValueText, TypeKeyword.Of(type), part.Identifier.Text);
    }
}
