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

/// <summary>Gives an argument the name that it was probably meant to have, and leaves it its value: <c>Momentum = 0.9</c> becomes <c>Decay = 0.9</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameArgument))]
public sealed class RenameArgument : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(FixableDiagnostics.MomentumLooksLikeDecay, FixableDiagnostics.DecayLooksLikeMomentum);

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
            if (diagnostic.Properties.TryGetValue(FixableDiagnostics.IntendedName, out string? name) && name is not null
                && NameOf(root, diagnostic) is { } old && !IsTaken(old, name))
            {
                SyntaxToken renamed = SyntaxFactory.Identifier(name).WithTriviaFrom(old.Identifier);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Rename to '{name}'",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, old.WithIdentifier(renamed)))),
                        equivalenceKey: nameof(RenameArgument) + name),
                    diagnostic);
            }
        }
    }

    private static IdentifierNameSyntax? NameOf(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>()?.NameEquals?.Name;

    /// <summary>Whether the attribute has an argument of that name already, so that another would not compile.</summary>
    private static bool IsTaken(IdentifierNameSyntax argument, string name) =>
        argument.FirstAncestorOrSelf<AttributeArgumentListSyntax>()!.Arguments.Any(other => other.NameEquals?.Name.Identifier.ValueText == name);
}
