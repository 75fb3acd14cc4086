using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing;

/// <summary>Turns a class with <c>[BatchNorm]</c> into a spec, or says why it cannot. The only place that sees symbols and syntax.</summary>
/// <remarks>
/// Runs on code that is being typed: whatever is missing or broken, it must neither throw, which would cost every layer its output,
/// nor repeat what the compiler reports.
/// </remarks>
internal static class LayerParser
{
    public static LayerParseResult Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type
            || context.TargetNode is not TypeDeclarationSyntax declaration
            || context.Attributes.FirstOrDefault()?.AttributeClass is not { } attributeClass
            || FindAttribute(type, declaration, attributeClass, cancellation) is not var (attribute, syntax))
        {
            return new(null, ImmutableArray<Diagnostic>.Empty);
        }

        ParseFindings findings = new(TypeIdentity.DisplayName(type));
        AttributeArguments arguments = AttributeArguments.Read(attribute, syntax, findings);
        Compilation compilation = context.SemanticModel.Compilation;

        CompilerRules.Check(compilation, attributeClass, syntax.Name.GetLocation(), findings);
        DeclarationRules.Check(type, declaration, findings);
        cancellation.ThrowIfCancellationRequested();

        MemberRules.Check(type, attributeClass, declaration.Identifier.GetLocation(), arguments, compilation, findings, cancellation);
        cancellation.ThrowIfCancellationRequested();

        EnumRules.Check<Framework>(arguments.Preset, findings);
        ShapeRules.Check(arguments, findings);
        NumberRules.Check(arguments, findings);
        AveragingRules.Check(arguments, findings);

        return new(findings.AllowGeneration ? ToSpec(type, attributeClass, arguments) : null, findings.ToImmutable());
    }

    /// <summary>
    /// The attribute by which this declaration generates the layer: the first of the class, if it stands here. A second one, on this
    /// part or another, is the compiler's CS0579, and must not generate the file a second time.
    /// </summary>
    private static (AttributeData Attribute, AttributeSyntax Syntax)? FindAttribute(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, INamedTypeSymbol attributeClass, CancellationToken cancellation)
    {
        AttributeData? first = type.GetAttributes()
            .FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass));
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax && syntax.Parent?.Parent == declaration
            ? (first, syntax)
            : null;
    }

    /// <summary>The spec of a declaration in which no error was found, so what has no default is there.</summary>
    private static LayerSpec ToSpec(INamedTypeSymbol type, INamedTypeSymbol attributeClass, AttributeArguments arguments)
    {
        Framework preset = (Framework?)arguments.Preset?.Value ?? default;
        FrameworkDefaults defaults = FrameworkDefaults.Of(preset);
        return new()
        {
            Type = TypeIdentity.Of(type, attributeClass),
            Preset = preset,
            NumFeatures = arguments.NumFeatures!.Value,
            NumDims = arguments.NumDims!.Value,
            Spatial = arguments.Spatial is { } spatial ? new(spatial.Value.Select(static extent => extent.Value)) : EquatableArray<int>.Empty,
            Layout = (TensorLayout?)arguments.Layout?.Value ?? defaults.Layout,
            Epsilon = arguments.Epsilon?.Value ?? defaults.Epsilon,
            MovingAverage = AveragingRules.Choose(arguments, defaults),
            MovingVariance = (VarianceEstimator?)arguments.MovingVariance?.Value ?? defaults.MovingVariance,
            Scale = arguments.Scale?.Value ?? true,
            Shift = arguments.Shift?.Value ?? true,
            ElementType = arguments.ElementType is { } elementType ? NumberRules.ElementTypeOf(elementType.Value)!.Value : ElementType.Float,
        };
    }
}
