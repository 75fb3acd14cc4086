using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Parsing.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing;

/// <summary>A class with the attribute of a model, and what the attribute says.</summary>
/// <param name="Type">The class.</param>
/// <param name="Syntax">The part of it on which the attribute stands.</param>
/// <param name="Attribute">The attribute: the first one, should there be several, which the compiler refuses.</param>
/// <param name="AttributeClass">The attribute's class.</param>
/// <param name="Reader">Reads what the attribute says.</param>
/// <param name="Arguments">What it says.</param>
internal sealed record ModelDeclaration(
    INamedTypeSymbol Type, TypeDeclarationSyntax Syntax, AttributeSyntax Attribute, INamedTypeSymbol AttributeClass, AttributeReader Reader, ModelArguments Arguments)
{
    public const string AttributeName = "BatchNormGen.Models.ModelAttribute";

    /// <summary>The declaration of a class; null where it has no such attribute, or is no class.</summary>
    public static ModelDeclaration? Of(INamedTypeSymbol type, INamedTypeSymbol attributeClass, CancellationToken cancellation)
    {
        AttributeData? attribute = type.GetAttributes().FirstOrDefault(given => SymbolEqualityComparer.Default.Equals(given.AttributeClass, attributeClass));
        if (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } syntax)
        {
            return null;
        }

        AttributeReader reader = new(attribute, syntax);
        return new(type, declaration, syntax, attributeClass, reader, ModelArguments.Read(reader));
    }
}
