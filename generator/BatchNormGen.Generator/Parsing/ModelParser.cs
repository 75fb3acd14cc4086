using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing.Declarations;
using BatchNormGen.Generator.Parsing.Definitions;
using BatchNormGen.Generator.Parsing.Naming;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>Turns a class with the attribute of a model into a graph, or says why it cannot.</summary>
/// <remarks>
/// What is wrong with the class is reported here, as with layers. What is wrong with its definition is reported by the analyzer, which reads it by the same
/// <see cref="DefinitionParser"/> and so comes to the same verdict.
/// </remarks>
internal static class ModelParser
{
    public static ModelParseResult Parse(ModelDeclaration declaration, Compilation compilation, CancellationToken cancellation)
    {
        INamedTypeSymbol type = declaration.Type;
        Location attribute = declaration.Attribute.Name.GetLocation();
        ParseFindings findings = new(ParseSubject.Model(TypeIdentity.DisplayName(type)));
        if (!KindRules.Check(type, declaration.AttributeClass, attribute, findings))
        {
            return new(null, findings.ToImmutable(), ImmutableArray<Diagnostic>.Empty);
        }

        ParsedDefinition definition = DefinitionParser.Parse(declaration, compilation, cancellation);
        CompilerRules.Check(compilation, declaration.AttributeClass, attribute, findings);
        DeclarationRules.Check(type, declaration.Syntax, findings);
        MemberRules.Check(
            type, declaration.Syntax, [.. ModelMembers.Generated, .. definition.Properties.Select(static property => property.Name)], compilation, findings, cancellation,
            name => definition.Properties.FirstOrDefault(property => property.Name == name)?.Layer);
        foreach (Fault fault in declaration.Arguments.Check())
        {
            findings.Report(fault, declaration.Reader.LocationOf(fault.Place));
        }

        return new(
            findings.AllowGeneration ? ToSpec(declaration, definition) : null,
            findings.ToImmutable(),
            definition.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToImmutableArray());
    }

    private static ModelSpec ToSpec(ModelDeclaration declaration, ParsedDefinition definition) => definition.Output is { } output
        ? new ModelGraph
        {
            Type = TypeIdentity.Of(declaration.Type),
            Properties = definition.Properties,
            Preset = declaration.Arguments.Framework,
            Nodes = definition.Nodes,
            Output = output,
        }
        : new ModelFace { Type = TypeIdentity.Of(declaration.Type), Properties = definition.Properties };
}
