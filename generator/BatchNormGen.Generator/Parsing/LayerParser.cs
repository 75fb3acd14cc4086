using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;
using BatchNormGen.Generator.Parsing.Declarations;
using BatchNormGen.Generator.Parsing.Naming;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing;

/// <summary>Turns a class with an attribute of a kind of layer into a spec, or says why it cannot.</summary>
/// <remarks>
/// Runs on code that is being typed: whatever is missing or broken, it must neither throw, which would cost every layer its output,
/// nor repeat what the compiler reports.
/// </remarks>
internal static class LayerParser
{
    public static LayerParseResult<TSpec> Parse<TSpec>(LayerKind<TSpec> kind, GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        where TSpec : class, ILayerSpec
    {
        if (context.TargetSymbol is not INamedTypeSymbol type
            || context.TargetNode is not TypeDeclarationSyntax declaration
            || context.Attributes.FirstOrDefault()?.AttributeClass is not { } attributeClass
            || FindAttribute(type, declaration, attributeClass, cancellation) is not var (attribute, syntax))
        {
            return new(null, ImmutableArray<Diagnostic>.Empty);
        }

        ParseFindings findings = new(ParseSubject.Layer(TypeIdentity.DisplayName(type)));
        if (!KindRules.Check(type, attributeClass, syntax.Name.GetLocation(), findings))
        {
            return new(null, findings.ToImmutable());
        }

        AttributeReader reader = new(attribute, syntax);
        ILayerArguments<TSpec> arguments = kind.ReadArguments(reader);
        if (reader.HasErrors)
        {
            findings.LeaveToOthers();
        }

        Compilation compilation = context.SemanticModel.Compilation;
        CompilerRules.Check(compilation, attributeClass, syntax.Name.GetLocation(), findings);
        DeclarationRules.Check(type, declaration, findings);
        cancellation.ThrowIfCancellationRequested();

        MemberRules.Check(type, declaration, [.. arguments.GeneratedMembers], compilation, findings, cancellation);
        cancellation.ThrowIfCancellationRequested();

        foreach (Fault fault in arguments.Check())
        {
            findings.Report(fault, reader.LocationOf(fault.Place));
        }

        return new(findings.AllowGeneration ? arguments.ToSpec(TypeIdentity.Of(type)) : null, findings.ToImmutable());
    }

    /// <summary>
    /// The attribute by which this declaration generates the layer: the first of the class, if it stands here. A second one, on this
    /// part or another, is the compiler's CS0579, and must not generate the file a second time.
    /// </summary>
    private static (AttributeData Attribute, AttributeSyntax Syntax)? FindAttribute(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, INamedTypeSymbol attributeClass, CancellationToken cancellation)
    {
        AttributeData? first = type.GetAttributes()
            .FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass));
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax && syntax.Parent?.Parent == declaration
            ? (first, syntax)
            : null;
    }
}
