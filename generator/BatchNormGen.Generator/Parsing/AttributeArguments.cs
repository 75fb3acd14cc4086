using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing;

/// <summary>
/// The arguments of one <c>[BatchNorm]</c> as constants with their locations. Null stands for an argument that is not given, and
/// for one that the compiler rejects: then the findings know.
/// </summary>
internal sealed class AttributeArguments
{
    private readonly AttributeData _attribute;
    private readonly AttributeSyntax _syntax;
    private readonly ParseFindings _findings;

    private AttributeArguments(AttributeData attribute, AttributeSyntax syntax, ParseFindings findings)
    {
        _attribute = attribute;
        _syntax = syntax;
        _findings = findings;

        if (attribute.AttributeConstructor is { Parameters.Length: 2 } && attribute.ConstructorArguments is [var numFeatures, var numDims])
        {
            NumFeatures = ReadConstructorArgument<int>("numFeatures", 0, numFeatures);
            NumDims = ReadConstructorArgument<int>("numDims", 1, numDims);
        }
        else
        {
            findings.LeaveToCompiler();
        }

        Preset = Read<int>(nameof(Preset));
        Spatial = ReadExtents(nameof(Spatial));
        Layout = Read<int>(nameof(Layout));
        Epsilon = Read<double>(nameof(Epsilon));
        Momentum = Read<double>(nameof(Momentum));
        Decay = Read<double>(nameof(Decay));
        CumulativeAverage = Read<bool>(nameof(CumulativeAverage));
        MovingVariance = Read<int>(nameof(MovingVariance));
        Scale = Read<bool>(nameof(Scale));
        Shift = Read<bool>(nameof(Shift));
        TrackMovingStatistics = Read<bool>(nameof(TrackMovingStatistics));
        ElementType = ReadType(nameof(ElementType));
    }

    public AttributeArgument<int>? NumFeatures { get; }

    public AttributeArgument<int>? NumDims { get; }

    /// <summary>The number behind the enum value, which may be one that the enum does not define.</summary>
    public AttributeArgument<int>? Preset { get; }

    /// <summary>The extents, each with its own location. <c>Spatial = null</c> counts as not given.</summary>
    public AttributeArgument<IReadOnlyList<AttributeArgument<int>>>? Spatial { get; }

    /// <inheritdoc cref="Preset"/>
    public AttributeArgument<int>? Layout { get; }

    public AttributeArgument<double>? Epsilon { get; }

    public AttributeArgument<double>? Momentum { get; }

    public AttributeArgument<double>? Decay { get; }

    public AttributeArgument<bool>? CumulativeAverage { get; }

    /// <inheritdoc cref="Preset"/>
    public AttributeArgument<int>? MovingVariance { get; }

    public AttributeArgument<bool>? Scale { get; }

    public AttributeArgument<bool>? Shift { get; }

    public AttributeArgument<bool>? TrackMovingStatistics { get; }

    /// <summary>The type; its value is null for <c>ElementType = null</c>.</summary>
    public AttributeArgument<ITypeSymbol?>? ElementType { get; }

    public static AttributeArguments Read(AttributeData attribute, AttributeSyntax syntax, ParseFindings findings) =>
        new(attribute, syntax, findings);

    private AttributeArgument<T>? ReadConstructorArgument<T>(string parameter, int position, TypedConstant constant)
        where T : struct
    {
        AttributeArgumentSyntax[] arguments = [.. Written.Where(static argument => argument.NameEquals is null)];
        AttributeArgumentSyntax? written =
            arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? arguments.ElementAtOrDefault(position);
        return FromConstant<T>(parameter, constant, LocationOf(written?.Expression));
    }

    private AttributeArgument<T>? Read<T>(string property)
        where T : struct =>
        Find(property) is { } given ? FromConstant<T>(property, given.Constant, LocationOf(given.Expression)) : null;

    private AttributeArgument<ITypeSymbol?>? ReadType(string property)
    {
        if (Find(property) is not { } given)
        {
            return null;
        }

        if (given.Constant.Kind == TypedConstantKind.Error || given.Constant.Value is IErrorTypeSymbol)
        {
            _findings.LeaveToCompiler();
            return null;
        }

        return new(property, given.Constant.Value as ITypeSymbol, LocationOf(given.Expression));
    }

    private AttributeArgument<IReadOnlyList<AttributeArgument<int>>>? ReadExtents(string property)
    {
        if (Find(property) is not { } given)
        {
            return null;
        }

        if (given.Constant.Kind != TypedConstantKind.Array)
        {
            _findings.LeaveToCompiler();
            return null;
        }

        if (given.Constant.IsNull)
        {
            return null;
        }

        Location whole = LocationOf(given.Expression);
        ExpressionSyntax[] expressions = ElementsOf(given.Expression);
        AttributeArgument<int>[] extents = new AttributeArgument<int>[given.Constant.Values.Length];
        for (int i = 0; i < extents.Length; i++)
        {
            Location location = expressions.Length == extents.Length ? expressions[i].GetLocation() : whole;
            if (FromConstant<int>(property, given.Constant.Values[i], location) is not { } extent)
            {
                return null;
            }

            extents[i] = extent;
        }

        return new(property, extents, whole);
    }

    private AttributeArgument<T>? FromConstant<T>(string name, TypedConstant constant, Location location)
        where T : struct
    {
        // Anything else is code that does not compile: not constant, or of a wrong type.
        if (constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && constant.Value is T value)
        {
            return new(name, value, location);
        }

        _findings.LeaveToCompiler();
        return null;
    }

    private (TypedConstant Constant, ExpressionSyntax? Expression)? Find(string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in _attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return (argument.Value, Written.FirstOrDefault(written => written.NameEquals?.Name.Identifier.ValueText == property)?.Expression);
            }
        }

        return null;
    }

    private SeparatedSyntaxList<AttributeArgumentSyntax> Written => _syntax.ArgumentList?.Arguments ?? default;

    private Location LocationOf(ExpressionSyntax? expression) => (expression ?? (SyntaxNode)_syntax.Name).GetLocation();

    /// <summary>The expressions in <c>[7, 7]</c>, <c>new[] { 7, 7 }</c> and <c>new int[] { 7, 7 }</c>; empty for anything else.</summary>
    private static ExpressionSyntax[] ElementsOf(ExpressionSyntax? array) => array switch
    {
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)],
        ImplicitArrayCreationExpressionSyntax implicitArray => [.. implicitArray.Initializer.Expressions],
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        _ => [],
    };
}
