using System.Linq;
using System.Threading;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing.Attributes;
using BatchNormGen.Generator.Parsing.Declarations;
using BatchNormGen.Generator.Parsing.Definitions;
using BatchNormGen.Generator.Parsing.Naming;
using BatchNormGen.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing;

/// <summary>Turns a class with the attribute of a model into a graph, or says why it cannot.</summary>
/// <remarks>
/// The generator and the analyzer share it, so that they come to the same verdict. The generator reports what is wrong with the class, as it does of layers; the analyzer,
/// which editors run at every keystroke, what is wrong with the definition.
/// </remarks>
internal static class ModelParser
{
    public const string AttributeName = "BatchNormGen.Models.ModelAttribute";

    /// <summary>Whether a declaration is the one by which its class is parsed: the one with the first attribute, should there be several.</summary>
    public static bool IsDeclaredAt(INamedTypeSymbol type, INamedTypeSymbol attributeClass, SyntaxNode declaration, CancellationToken cancellation) =>
        AttributeOf(type, attributeClass)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is { Parent.Parent: { } parent } && parent == declaration;

    /// <summary>Parses a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attributeClass">The attribute's class.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static ModelParseResult Parse(INamedTypeSymbol type, INamedTypeSymbol attributeClass, Compilation compilation, CancellationToken cancellation)
    {
        AttributeData? attribute = AttributeOf(type, attributeClass);
        if (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } syntax)
        {
            return ModelParseResult.Nothing;
        }

        ParseFindings declared = new(ParseSubject.Model(TypeIdentity.DisplayName(type)));
        if (!KindRules.Check(type, attributeClass, syntax.Name.GetLocation(), declared))
        {
            return ModelParseResult.Nothing with { DeclarationDiagnostics = declared.ToImmutable() };
        }

        AttributeReader reader = new(attribute, syntax);
        ModelArguments arguments = ModelArguments.Read(reader);
        DefinitionFindings defined = new();
        GraphBuilder builder = new(type.Name, arguments.Framework, defined);
        if (reader.HasErrors)
        {
            defined.LeaveToCompiler();
        }

        InputRules.Check(arguments, reader, new GeneratedCode(compilation), defined, cancellation);
        int? output = ReadDefinition(type, declaration, arguments, attributeClass.ContainingAssembly, compilation, builder, defined, cancellation);
        if (output is { } last && defined.AllowGeneration)
        {
            GraphWarnings.Check(builder, last);
        }

        CompilerRules.Check(compilation, attributeClass, syntax.Name.GetLocation(), declared);
        DeclarationRules.Check(type, declaration, declared);
        MemberRules.Check(
            type, declaration, [.. ModelMembers.Generated, .. builder.Properties.Select(static property => property.Name)], compilation, declared, cancellation);
        foreach (Fault fault in arguments.Check())
        {
            declared.Report(fault, reader.LocationOf(fault.Place));
        }

        ModelSpec? spec = !declared.AllowGeneration ? null
            : output is { } node && defined.AllowGeneration
                ? new ModelGraph { Type = TypeIdentity.Of(type), Properties = builder.Properties, Preset = arguments.Framework, Nodes = new(builder.Nodes), Output = node }
                : new ModelFace { Type = TypeIdentity.Of(type), Properties = builder.Properties };
        return new(spec, declared.ToImmutable(), defined.ToImmutable());
    }

    private static AttributeData? AttributeOf(INamedTypeSymbol type, INamedTypeSymbol attributeClass) =>
        type.GetAttributes().FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass));

    /// <summary>The node that is the model's output; null where there is none, which has been reported.</summary>
    private static int? ReadDefinition(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, ModelArguments arguments, IAssemblySymbol library, Compilation compilation,
        GraphBuilder builder, DefinitionFindings findings, CancellationToken cancellation)
    {
        FlowTypes flowTypes = new(library);
        Flow input = builder.AddInput(arguments.Input);
        if (DefinitionMethod.Find(type, declaration.Identifier.GetLocation(), arguments.IsMaps, flowTypes, findings) is not { } define)
        {
            return null;
        }

        if (arguments.IsMaps is null)
        {
            input = Flow.Lost(flowTypes.IsMaps(define.Parameters[0].Type) ?? true);
        }

        ReadingBudget budget = new(type.Name, findings, cancellation);
        return new DefinitionReader(compilation, flowTypes, builder, findings, budget, cancellation).Read(define, input)?.Node;
    }
}
