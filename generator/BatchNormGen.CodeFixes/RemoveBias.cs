using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.CodeFixes;

/// <summary>Gives a layer of a model <c>bias: false</c>, where a normalization behind it takes a bias off again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBias))]
public sealed class RemoveBias : CodeFixProvider
{
    private const string Bias = "bias";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(FixableDiagnostics.BiasWithoutEffect);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Repair(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is var (old, repaired))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Write 'bias: false'",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, repaired))),
                        equivalenceKey: nameof(RemoveBias)),
                    diagnostic);
            }
        }
    }

    /// <summary>What is reported is the argument, where there is one, and the name of the called layer otherwise.</summary>
    private static (SyntaxNode Old, SyntaxNode Repaired)? Repair(SyntaxNode reported)
    {
        LiteralExpressionSyntax no = SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);
        if (reported is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } && access.Name == reported)
        {
            ArgumentSyntax argument = SyntaxFactory.Argument(
                SyntaxFactory.NameColon(Bias).WithTrailingTrivia(SyntaxFactory.Space), refKindKeyword: default, no);
            return (call.ArgumentList, call.ArgumentList.WithArguments(With(call.ArgumentList.Arguments, argument)));
        }

        return reported.FirstAncestorOrSelf<ArgumentSyntax>() is { Expression: var written } ? (written, no.WithTriviaFrom(written)) : null;
    }

    private static SeparatedSyntaxList<ArgumentSyntax> With(SeparatedSyntaxList<ArgumentSyntax> arguments, ArgumentSyntax last) => SyntaxFactory.SeparatedList(
        arguments.Add(last),
        arguments.GetSeparators().Concat(Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Count == 0 ? 0 : 1)));
}
