using System.Xml.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Emission;

public class XmlTests
{
    [Theory]
    [InlineData("Norm")]
    [InlineData("Net<T, U>.Norm")]
    [InlineData("a & b < c > d")]
    [InlineData("already &lt;escaped&gt;")]
    public void Text_reads_back(string text) => Assert.Equal(text, XElement.Parse($"<c>{Xml.Text(text)}</c>").Value);

    [Fact]
    public void The_documentation_of_a_layer_in_a_generic_class_is_well_formed() => Assert.All(
        Members("/** <summary>A net.</summary> */ public partial class Net<T, U> { [BatchNorm(8, 2)] public partial class Norm; }", "Net`2+Norm"),
        static member =>
        {
            string xml = member.GetDocumentationCommentXml() ?? "";
            Assert.True(xml.Length == 0 || XElement.Parse(xml).HasElements, xml);
        });

    [Fact]
    public void Every_public_member_is_documented() => Assert.All(
        Members("/** <summary>A layer.</summary> */ [BatchNorm(8, 2)] public partial class Norm;", "Norm").Where(static member =>
            member is { DeclaredAccessibility: Accessibility.Public } and not IMethodSymbol { AssociatedSymbol: not null }),
        static member =>
        {
            string xml = member.GetDocumentationCommentXml() ?? "";
            Assert.True(xml.Contains("<summary>", StringComparison.Ordinal) || (xml.Contains("<inheritdoc", StringComparison.Ordinal) && IsOfInterface(member)), member + xml);
        });

    /// <summary>Whether there is documentation to inherit.</summary>
    private static bool IsOfInterface(ISymbol member) => member.ContainingType.AllInterfaces
        .SelectMany(static type => type.GetMembers())
        .Any(declared => SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(declared), member));

    private static ISymbol[] Members(string source, string layer)
    {
        GeneratorRun run = LayerCompilation.Of(new LayerCompilation.Settings { DocumentationFile = true }, "using BatchNormGen;\n" + source).Generate().AssertCompiles();
        return [.. run.Output.GetTypeByMetadataName(layer)!.GetMembers().Where(static member => !member.IsImplicitlyDeclared)];
    }
}
