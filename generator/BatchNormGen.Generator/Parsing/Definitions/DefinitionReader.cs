using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>
/// Reads the method that defines a model, as C# would run it: statement by statement, with the values of locals and parameters; what flows through the model is a
/// value too, and a call of a layer adds a node to the graph.
/// </summary>
/// <remarks>
/// <para>The language is small and stays so: what is not understood is an error at its node. After an error it goes on with what is known; where the compiler objects, it
/// goes on without a word.</para>
/// <para>Values are <see cref="int"/>, <see cref="bool"/>, <see cref="string"/>, <see cref="double"/>, null, <see cref="Flow"/> and <see cref="Unknown"/>.</para>
/// </remarks>
internal sealed partial class DefinitionReader(
    Compilation compilation, GeneratedCode generatedCode, FlowTypes flowTypes, GraphBuilder graph, DefinitionFindings findings, ReadingBudget budget, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, IBlockOperation?> _bodies = new(SymbolEqualityComparer.Default);

    /// <summary>Reads a method whose first parameter is the model's input.</summary>
    /// <returns>The model's output; null where there is none.</returns>
    public Flow? Read(IMethodSymbol define, Flow input)
    {
        Frame frame = new(define, caller: null, callSite: null);
        frame.Assign(define.Parameters[0], input);
        try
        {
            return ReadBody(define, frame) as Flow;
        }
        catch (ReadingGivenUpException)
        {
            return null;
        }
    }

    /// <summary>The result of a method; unknown where it returns nothing.</summary>
    private object? ReadBody(IMethodSymbol method, Frame frame)
    {
        if (BodyOf(method) is not { } body)
        {
            return Lost(method.ReturnType);
        }

        Completion completion = Execute(body, frame);
        return completion.Kind == CompletionKind.Returned ? completion.Value : Lost(method.ReturnType);
    }

    /// <summary>The body of a method of this project; null where it has none, or the compiler rejects it.</summary>
    private IBlockOperation? BodyOf(IMethodSymbol method)
    {
        IMethodSymbol definition = MethodRules.ImplementationOf(method);
        if (!_bodies.TryGetValue(definition, out IBlockOperation? body))
        {
            body = FindBody(definition);
            _bodies.Add(definition, body);
        }

        if (body is null)
        {
            findings.LeaveToCompiler();
        }

        return body;
    }

    private IBlockOperation? FindBody(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
        {
            return null;
        }

#pragma warning disable RS1030 // A definition calls methods of other files than the one that is analyzed.
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
        return model.GetOperation(syntax, cancellation) is IMethodBodyOperation operation ? operation.BlockBody ?? operation.ExpressionBody : null;
    }

    /// <summary>The value of something of a type that could not be read.</summary>
    private object Lost(ITypeSymbol? type) => flowTypes.IsMaps(type) is { } isMaps ? Flow.Lost(isMaps) : Unknown.Value;

    /// <summary>Notes that the compiler rejects something.</summary>
    private object Broken(IOperation operation)
    {
        findings.LeaveToCompiler();
        return Lost(operation.Type);
    }

    /// <summary>Reports an expression that definitions do not have, unless the compiler rejects it too.</summary>
    private object NotInTheLanguage(IOperation operation, Frame frame, string? what = null, string? advice = null)
    {
        if (operation.SemanticModel?.GetDiagnostics(operation.Syntax.Span, cancellation).Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is true)
        {
            return Broken(operation);
        }

        findings.Report(
            ModelDiagnostics.NotInTheLanguage, operation.Syntax.GetLocation(), frame, what ?? $"'{SourceExcerpt.Of(operation.Syntax)}'", advice ?? LanguageAdvice.Of(operation));
        return Lost(operation.Type);
    }

    private object ValueUnknown(IOperation operation, Frame frame, string reason)
    {
        findings.Report(ModelDiagnostics.ValueUnknown, operation.Syntax.GetLocation(), frame, SourceExcerpt.Of(operation.Syntax), reason);
        return Lost(operation.Type);
    }
}
