using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>
/// Reads the arguments of one attribute as constants, and knows where each of them is written. Null stands for an argument that is not
/// given, and for one that the compiler rejects.
/// </summary>
internal sealed class AttributeReader(AttributeData attribute, AttributeSyntax syntax)
{
    /// <summary>Whether an argument that was read is one that the compiler rejects.</summary>
    public bool HasErrors { get; private set; }

    private SeparatedSyntaxList<AttributeArgumentSyntax> Written => syntax.ArgumentList?.Arguments ?? default;

    /// <summary>The argument for a parameter of the constructor.</summary>
    public Argument<int>? ReadParameter(string parameter)
    {
        int position = PositionOf(parameter);
        if (position >= 0 && position < attribute.ConstructorArguments.Length)
        {
            return FromConstant<int>(parameter, attribute.ConstructorArguments[position]);
        }

        HasErrors = true;
        return null;
    }

    public Argument<T>? ReadProperty<T>(string property)
        where T : struct =>
        Find(property) is { } constant ? FromConstant<T>(property, constant) : null;

    /// <summary>The elements of an array; empty if none is given, or null.</summary>
    public EquatableArray<Argument<int>> ReadElements(string property)
    {
        if (Find(property) is not { } constant)
        {
            return EquatableArray<Argument<int>>.Empty;
        }

        if (constant.Kind != TypedConstantKind.Array)
        {
            HasErrors = true;
            return EquatableArray<Argument<int>>.Empty;
        }

        TypedConstant[] values = constant.IsNull ? [] : [.. constant.Values];
        Argument<int>?[] elements = [.. values.Select((value, index) => FromConstant<int>(property, value, index))];
        return elements.Contains(null) ? EquatableArray<Argument<int>>.Empty : new(elements!);
    }

    /// <summary>A type of numbers; its value is null for a type that no layer has, and for <c>null</c>.</summary>
    public Argument<ElementType?>? ReadElementType(string property)
    {
        if (Find(property) is not { } constant)
        {
            return null;
        }

        if (constant.Kind == TypedConstantKind.Error || constant.Value is IErrorTypeSymbol)
        {
            HasErrors = true;
            return null;
        }

        ITypeSymbol? type = constant.Value as ITypeSymbol;
        ElementType? element = type?.SpecialType switch
        {
            SpecialType.System_Single => ElementType.Float,
            SpecialType.System_Double => ElementType.Double,
            _ => null,
        };
        return new(property, element, type is null ? "null" : $"typeof({type.ToDisplayString()})", OrderOf(property));
    }

    /// <summary>Where a place is in source; the attribute's name, should it be nowhere.</summary>
    public Location LocationOf(Place place) => (ExpressionOf(place) ?? (SyntaxNode)syntax.Name).GetLocation();

    private Argument<T>? FromConstant<T>(string name, TypedConstant constant, int? element = null)
        where T : struct
    {
        // Anything else is code that does not compile: not constant, or of a wrong type.
        if (constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && constant.Value is T value)
        {
            return new(name, value, TextOf(value, new(name, element)), OrderOf(name));
        }

        HasErrors = true;
        return null;
    }

    private string TextOf<T>(T value, Place place) => value switch
    {
        double number => NumberText.OfLiteral(ExpressionOf(place)) ?? NumberText.Of(number),
        int number => NumberText.OfLiteral(ExpressionOf(place)) ?? NumberText.Of(number),
        _ => value!.ToString(),
    };

    private TypedConstant? Find(string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private ExpressionSyntax? ExpressionOf(Place place)
    {
        int order = OrderOf(place.Argument);
        ExpressionSyntax? whole = order < 0 ? null : Written[order].Expression;
        return place.Element is { } element ? ElementsOf(whole).ElementAtOrDefault(element) ?? whole : whole;
    }

    /// <summary>Which of the written arguments is that of a name; negative if none is.</summary>
    private int OrderOf(string name)
    {
        int named = Written.IndexOf(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name);
        if (named >= 0)
        {
            return named;
        }

        int position = PositionOf(name);
        return position < Written.Count && position >= 0 && Written[position].NameEquals is null ? position : -1;
    }

    private int PositionOf(string parameter)
    {
        if (attribute.AttributeConstructor is { Parameters: var parameters })
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                if (parameters[i].Name == parameter)
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>The expressions in <c>[7, 7]</c>, <c>new[] { 7, 7 }</c> and <c>new int[] { 7, 7 }</c>; empty for anything else.</summary>
    private static ExpressionSyntax[] ElementsOf(ExpressionSyntax? array) => array switch
    {
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)],
        ImplicitArrayCreationExpressionSyntax implicitArray => [.. implicitArray.Initializer.Expressions],
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        _ => [],
    };
}
