using System.Threading;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Reads the method that defines a model, for the generator and for the analyzer.</summary>
/// <remarks>
/// Runs on code that is being typed: whatever is missing or broken, it must neither throw nor repeat what the compiler reports.
/// </remarks>
internal static class DefinitionParser
{
    public static ParsedDefinition Parse(ModelDeclaration declaration, Compilation compilation, CancellationToken cancellation)
    {
        DefinitionFindings findings = new();
        GraphBuilder graph = new(declaration.Type.Name, declaration.Arguments.Framework, findings);
        int? output = Read(declaration, compilation, graph, findings, cancellation)?.Node;
        if (declaration.Reader.HasErrors || !findings.AllowGeneration)
        {
            output = null;
        }

        if (output is { } last)
        {
            GraphWarnings.Check(graph, last, findings);
        }

        return new(new(graph.Nodes), output, graph.Properties, findings.ToImmutable());
    }

    private static Flow? Read(ModelDeclaration declaration, Compilation compilation, GraphBuilder graph, DefinitionFindings findings, CancellationToken cancellation)
    {
        GeneratedCode generatedCode = new(compilation);
        FlowTypes flowTypes = new(declaration.AttributeClass.ContainingAssembly);
        InputRules.Check(declaration, generatedCode, findings, cancellation);
        if (DefinitionMethod.Find(declaration, flowTypes, findings) is not { } define)
        {
            return null;
        }

        Flow input = declaration.Arguments.IsMaps is null
            ? Flow.Lost(flowTypes.IsMaps(define.Parameters[0].Type) ?? true)
            : graph.AddInput(declaration.Arguments.Input);
        ReadingBudget budget = new(declaration.Type.Name, findings, cancellation);
        return new DefinitionReader(compilation, generatedCode, flowTypes, graph, findings, budget, cancellation).Read(define, input);
    }
}
