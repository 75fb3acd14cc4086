using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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

    /// <summary>Whether the constructor has a parameter of this name: there may be several constructors.</summary>
    public bool HasParameter(string parameter) => PositionOf(parameter) >= 0;

    /// <summary>The argument for a parameter of the constructor.</summary>
    public Argument<int>? ReadParameter(string parameter) =>
        FindParameter(parameter) is { } constant ? FromConstant<int>(parameter, constant) : null;

    /// <summary>The elements of an array for a parameter of the constructor; empty if there are none, or it is null.</summary>
    public EquatableArray<Argument<int>>? ReadParameterElements(string parameter) =>
        FindParameter(parameter) is { } constant ? FromArray(parameter, constant) : null;

    public Argument<T>? ReadProperty<T>(string property)
        where T : struct =>
        Find(property) is { } constant ? FromConstant<T>(property, constant) : null;

    /// <summary>The elements of an array; empty if none is given, or null.</summary>
    public EquatableArray<Argument<int>> ReadElements(string property) =>
        (Find(property) is { } constant ? FromArray(property, constant) : null) ?? EquatableArray<Argument<int>>.Empty;

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
    public Location LocationOf(Place place) => ExpressionsOf(place) is { Length: > 0 } expressions
        ? Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(expressions[0].SpanStart, expressions.Last().Span.End))
        : syntax.Name.GetLocation();

    private EquatableArray<Argument<int>>? FromArray(string name, TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Array)
        {
            HasErrors = true;
            return null;
        }

        TypedConstant[] values = constant.IsNull ? [] : [.. constant.Values];
        Argument<int>?[] elements = [.. values.Select((value, index) => FromConstant<int>(name, value, index))];
        return elements.Contains(null) ? null : new(elements!);
    }

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
        double number => LiteralText.Of(ExpressionsOf(place).FirstOrDefault()) ?? NumberText.Of(number),
        int number => LiteralText.Of(ExpressionsOf(place).FirstOrDefault()) ?? NumberText.Of(number),
        _ => value!.ToString(),
    };

    private TypedConstant? FindParameter(string parameter)
    {
        int position = PositionOf(parameter);
        if (position >= 0 && position < attribute.ConstructorArguments.Length)
        {
            return attribute.ConstructorArguments[position];
        }

        HasErrors = true;
        return null;
    }

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

    /// <summary>What is written at a place: one expression or none, or several side by side.</summary>
    private ExpressionSyntax[] ExpressionsOf(Place place)
    {
        ExpressionSyntax[] whole = ExpressionsOf(place.Argument);
        if (place.Element is not { } element)
        {
            return whole;
        }

        ExpressionSyntax[] elements = whole is [var single] && ElementsOf(single) is { Length: > 0 } inside ? inside : whole;
        return elements.ElementAtOrDefault(element) is { } found ? [found] : whole;
    }

    /// <summary>What is written for an argument; several expressions for an array of which each element is an argument in source.</summary>
    private ExpressionSyntax[] ExpressionsOf(string name)
    {
        int order = OrderOf(name);
        if (order < 0)
        {
            return [];
        }

        bool isParams = PositionOf(name) is >= 0 and var position && attribute.AttributeConstructor!.Parameters[position].IsParams;
        return isParams
            ? [.. Written.Skip(order).TakeWhile(static argument => argument.NameEquals is null).Select(static argument => argument.Expression)]
            : [Written[order].Expression];
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
    private static ExpressionSyntax[] ElementsOf(ExpressionSyntax array) => array switch
    {
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)],
        ImplicitArrayCreationExpressionSyntax implicitArray => [.. implicitArray.Initializer.Expressions],
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        _ => [],
    };
}
