using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.CodeFixes;

/// <summary>
/// Puts <c>Flatten()</c> between feature maps and what takes features. The compiler reports these itself: a member that feature maps do not have, or one type in the place of
/// the other.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlatten))]
public sealed class InsertFlatten : CodeFixProvider
{
    private const string MissingMember = "CS1061";
    private const string WrongValue = "CS0029";
    private const string WrongArgument = "CS1503";
    private const string FeatureMaps = "BatchNormGen.Models.FeatureMaps";
    private const string Features = "BatchNormGen.Models.Features";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(MissingMember, WrongValue, WrongArgument);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if ((diagnostic.Id == MissingMember ? Receiver(node, model) : Value(node, model)) is { } maps)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Insert 'Flatten()'",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(maps, Flattened(maps)))),
                        equivalenceKey: nameof(InsertFlatten)),
                    diagnostic);
            }
        }
    }

    /// <summary>The feature maps on which a member of features is called.</summary>
    private static ExpressionSyntax? Receiver(SyntaxNode name, SemanticModel model) =>
        name is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: var receiver } access } && access.Name == name
        && Is(model.GetTypeInfo(receiver).Type, FeatureMaps)
        && model.Compilation.GetTypeByMetadataName(Features) is { } features
        && features.GetMembers(access.Name.Identifier.ValueText).Any(static member => member.DeclaredAccessibility == Accessibility.Public)
            ? receiver
            : null;

    /// <summary>The feature maps that stand where features are expected.</summary>
    private static ExpressionSyntax? Value(SyntaxNode node, SemanticModel model)
    {
        ExpressionSyntax? value = node switch
        {
            ArgumentSyntax argument => argument.Expression,
            _ => node as ExpressionSyntax,
        };
        return value is not null && Is(model.GetTypeInfo(value).Type, FeatureMaps) && (Is(model.GetTypeInfo(value).ConvertedType, Features) || IsForFeatures(value, model))
            ? value
            : null;
    }

    /// <summary>Whether a value is the argument for a parameter of features, of a call that does not compile.</summary>
    private static bool IsForFeatures(ExpressionSyntax value, SemanticModel model)
    {
        if (value.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument
            || model.GetSymbolInfo(call).CandidateSymbols.OfType<IMethodSymbol>().FirstOrDefault() is not { } method)
        {
            return false;
        }

        string? name = argument.NameColon?.Name.Identifier.ValueText;
        IParameterSymbol? parameter = name is null
            ? method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument))
            : method.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        return Is(parameter?.Type, Features);
    }

    private static bool Is(ITypeSymbol? type, string name) => type?.ToDisplayString() == name;

    /// <summary>At the end of what makes the feature maps, so that a chain over several lines keeps its lines.</summary>
    private static ExpressionSyntax Flattened(ExpressionSyntax maps)
    {
        ExpressionSyntax inner = maps.WithoutTrivia();
        ExpressionSyntax receiver = inner is InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? inner
            : SyntaxFactory.ParenthesizedExpression(inner);
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("Flatten"))).WithTriviaFrom(maps);
    }
}
