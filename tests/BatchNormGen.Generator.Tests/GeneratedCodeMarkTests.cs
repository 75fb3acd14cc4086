using BatchNormGen.Generator.Tests.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Tests;

/// <summary>
/// What the generator wrote is marked as generated, and is left out of a user's code coverage; the user's own class is neither.
/// </summary>
public class GeneratedCodeMarkTests
{
    private const string GeneratedCode = "System.CodeDom.Compiler.GeneratedCodeAttribute";
    private const string Excluded = "System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute";

    [Fact]
    public void Every_member_of_a_layer_is_marked_and_so_is_every_member_of_its_frozen_copy() => AssertAllLayers(static layer =>
    {
        foreach (ISymbol member in Members(layer).SelectMany(static member => member is INamedTypeSymbol type ? Members(type).Append(type) : [member]))
        {
            Assert.True(Has(member, GeneratedCode), member.ToDisplayString());

            // Fields have no code of their own, and may not carry it.
            Assert.True(member is IFieldSymbol || Has(member, Excluded), member.ToDisplayString());
        }
    });

    [Fact]
    public void The_class_of_the_kernels_is_marked_for_all_that_is_in_it() => AssertAllTrees(static (root, model) =>
    {
        ClassDeclarationSyntax kernels = Assert.Single(((NamespaceDeclarationSyntax)root.Members[^1]).Members.OfType<ClassDeclarationSyntax>());
        INamedTypeSymbol type = (INamedTypeSymbol)model.GetDeclaredSymbol(kernels)!;
        Assert.True(type.IsFileLocal);
        Assert.True(Has(type, GeneratedCode) && Has(type, Excluded), type.ToDisplayString());
    });

    [Fact]
    public void The_users_classes_are_not_marked() => AssertAllLayers(static layer =>
    {
        for (INamedTypeSymbol? type = layer; type is not null; type = type.ContainingType)
        {
            Assert.False(Has(type, GeneratedCode) || Has(type, Excluded), type.ToDisplayString());
        }
    });

    [Fact]
    public void A_mark_names_the_generator_and_its_version() => AssertAllLayers(static layer =>
    {
        AttributeData mark = Members(layer)[0].GetAttributes().Single(static attribute => attribute.AttributeClass!.ToDisplayString() == GeneratedCode);
        Assert.Equal(["BatchNormGen.Generator", typeof(LayerGenerator).Assembly.GetName().Version!.ToString(3)], mark.ConstructorArguments.Select(static argument => argument.Value));
    });

    private static ISymbol[] Members(INamedTypeSymbol type) =>
        [.. type.GetMembers().Where(static member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null })];

    private static bool Has(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().Any(data => data.AttributeClass!.ToDisplayString() == attribute);

    private static void AssertAllLayers(Action<INamedTypeSymbol> assert)
    {
        INamedTypeSymbol net = EmittedLayers.Run.Output.GetTypeByMetadataName("Demo.Layers.Net`1")!;
        INamedTypeSymbol[] layers = [.. net.GetTypeMembers()];
        Assert.Equal(EmittedLayers.Run.Sources.Length, layers.Length);
        Assert.All(layers, assert);
    }

    private static void AssertAllTrees(Action<CompilationUnitSyntax, SemanticModel> assert) => Assert.All(
        EmittedLayers.Run.Sources.Select(static source => source.SyntaxTree),
        tree => assert((CompilationUnitSyntax)tree.GetRoot(), EmittedLayers.Run.Output.GetSemanticModel(tree)));
}
