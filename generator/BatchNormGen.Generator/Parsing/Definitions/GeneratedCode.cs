using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>
/// What generators have added to a compilation. The generator of models does not see it, the analyzer does: so that both come to the same verdict, a definition may use
/// nothing of it.
/// </summary>
internal sealed class GeneratedCode(Compilation compilation)
{
    private const string Extension = ".g.cs";

    private readonly HashSet<SyntaxTree> _trees = [.. compilation.SyntaxTrees.Where(IsGenerated)];

    /// <summary>Whether a tree is of a generator: the compiler gives such a one a path of the generator's assembly, its type and the file.</summary>
    public static bool IsGenerated(SyntaxTree tree)
    {
        if (!tree.FilePath.EndsWith(Extension, StringComparison.Ordinal))
        {
            return false;
        }

        string[] path = tree.FilePath.Split('/', '\\');
        return path.Length >= 3
            && path[path.Length - 2].Split('.') is { Length: > 1 } generator
            && path[path.Length - 3].Split('.')[0] == generator[0];
    }

    /// <summary>Why a symbol that generated code declares cannot be used.</summary>
    public static string Reason(ISymbol symbol) => $"'{symbol.Name}' is declared by generated code alone, which is written later; write its value";

    /// <summary>Whether a symbol is declared in generated code alone.</summary>
    public bool Declares(ISymbol symbol) =>
        _trees.Count > 0 && symbol.DeclaringSyntaxReferences is { Length: > 0 } declarations && declarations.All(declaration => _trees.Contains(declaration.SyntaxTree));

    /// <summary>The first symbol of generated code on which the value of a constant expression depends; null if there is none.</summary>
    public ISymbol? FindIn(SyntaxNode expression, CancellationToken cancellation) =>
        _trees.Count == 0 || expression is LiteralExpressionSyntax ? null : FindIn(expression, [], cancellation);

    private ISymbol? FindIn(SyntaxNode expression, HashSet<ISymbol> seen, CancellationToken cancellation)
    {
        if (!compilation.ContainsSyntaxTree(expression.SyntaxTree))
        {
            return null;
        }

#pragma warning disable RS1030 // Constants may be declared in other files than the one that is analyzed.
        SemanticModel model = compilation.GetSemanticModel(expression.SyntaxTree);
#pragma warning restore RS1030
        foreach (SimpleNameSyntax name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name, cancellation).Symbol is not { } symbol || !seen.Add(symbol.OriginalDefinition))
            {
                continue;
            }

            if (Declares(symbol))
            {
                return symbol;
            }

            foreach (SyntaxNode value in ValuesOf(symbol, cancellation))
            {
                if (FindIn(value, seen, cancellation) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>What the value of a constant is written as, in this project.</summary>
    private static IEnumerable<SyntaxNode> ValuesOf(ISymbol symbol, CancellationToken cancellation) =>
        symbol is IFieldSymbol { HasConstantValue: true } or ILocalSymbol { HasConstantValue: true }
            ? symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation))
                .Select(static syntax => syntax switch
                {
                    VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                    EnumMemberDeclarationSyntax member => member.EqualsValue?.Value,
                    _ => null,
                })
                .OfType<SyntaxNode>()
            : [];
}
