using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Tests;

/// <summary>Code that does not compile, as it is while being typed: the compiler says so, the generator adds nothing and goes on.</summary>
public class BrokenCodeTests
{
    [Theory]
    [InlineData("[BatchNorm] partial class Norm;")]
    [InlineData("[BatchNorm()] partial class Norm;")]
    [InlineData("[BatchNorm(8)] partial class Norm;")]
    [InlineData("[BatchNorm(8, )] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, 3)] partial class Norm;")]
    [InlineData("[BatchNorm(8, \"2\")] partial class Norm;")]
    [InlineData("[BatchNorm(8.5, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(null, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(long.MaxValue, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(numDims: 2, 8)] partial class Norm;")]
    [InlineData("[BatchNorm(numFeatures: 8, numFeatures: 8)] partial class Norm;")]
    [InlineData("[BatchNorm(8, rank: 2)] partial class Norm;")]
    [InlineData("[BatchNorm(Missing, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(Size, 2)] partial class Norm { static int Size = 8; }")]
    [InlineData("[BatchNorm(8, 2, Momentum = )] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Momentum)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Momentum = \"0.1\")] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Momentum = 0.1m)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Momentum = System.Math.Sqrt(2))] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Momentum = 0.1, Momentum = 0.2)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Missing = 0.1)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, NumFeatures = 9)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Layout = 1)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Layout = TensorLayout.)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, Layout = TensorLayout.Missing)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, ElementType = typeof())] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, ElementType = typeof(Missing))] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, ElementType = float)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, ElementType = \"float\")] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = 7)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = [7, , 7])] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = [7, \"7\"])] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = [7, Missing])] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = [.. new[] { 7, 7 }])] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = new int[2])] partial class Norm;")]
    [InlineData("[BatchNorm(8, 4, Spatial = new[,] { { 7, 7 } })] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2, TrackMovingStatistics = 0)] partial class Norm;")]
    [InlineData("[LayerNorm(\"8\")] partial class Norm;")]
    [InlineData("[LayerNorm(8, \"8\")] partial class Norm;")]
    [InlineData("[LayerNorm(8, Missing)] partial class Norm;")]
    [InlineData("[LayerNorm(8, )] partial class Norm;")]
    [InlineData("[LayerNorm(features: 8, 7)] partial class Norm;")]
    [InlineData("[LayerNorm([.. new[] { 7, 7 }])] partial class Norm;")]
    [InlineData("[RmsNorm(8, NormalizedShape = [8])] partial class Norm;")]
    [InlineData("[RmsNorm(8, Layout = TensorLayout.ChannelsLast)] partial class Norm;")]
    [InlineData("[GroupNorm(64, 4)] partial class Norm;")]
    [InlineData("[GroupNorm(8, Missing, 4)] partial class Norm;")]
    [InlineData("[InstanceNorm(8, 64, 4)] partial class Norm;")]
    [InlineData("[InstanceNorm(64, 4, Activation = 1)] partial class Norm;")]
    [InlineData("[LayerNorm(8), LayerNorm(8)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial class ;")]
    [InlineData("[BatchNorm(8, 2)] partial class")]
    [InlineData("[BatchNorm(8, 2)]")]
    [InlineData("[BatchNorm(8, 2)] partial class Norm : Missing;")]
    [InlineData("[BatchNorm(8, 2)] partial class Norm : Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial class Norm : Other; partial class Other : Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial struct Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial record struct Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial interface Norm;")]
    [InlineData("[BatchNorm(8, 2)] enum Norm;")]
    [InlineData("[BatchNorm(8, 2)] delegate void Norm();")]
    [InlineData("class Norm { [BatchNorm(8, 2)] int _field; }")]
    [InlineData("[assembly: BatchNorm(8, 2)]")]
    [InlineData("[BatchNorm(8, 2), BatchNorm(16, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] [BatchNorm(8, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial class Norm; [BatchNorm(8, 2)] partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] class Norm; partial class Norm;")]
    [InlineData("[BatchNorm(8, 2)] class Norm; class Norm;")]
    [InlineData("[BatchNorm(8, 2)] partial class Norm; struct Norm;")]
    public void Only_the_compiler_reports(string broken)
    {
        GeneratorRun run = LayerCompilation.Of("using BatchNormGen; [BatchNorm(4, 2)] partial class Other1;", "using BatchNormGen;\n" + broken).Generate();
        Assert.Empty(run.Diagnostics);
        Assert.Contains(run.CompilerDiagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Contains(run.Sources, static generated => generated.HintName == "Other1.g.cs");
        Assert.True(run.Sources.Length <= 2);
    }

    [Fact]
    public void The_attribute_on_two_parts_generates_one_file_whatever_the_order()
    {
        const string First = "[BatchNormGen.BatchNorm(8, 2)] partial class Norm;";
        const string Second = "[BatchNormGen.BatchNorm(16, 2)] partial class Norm;";
        foreach (string[] files in new[] { new[] { First, Second }, [Second, First], [First + Second], [First, "partial class Norm;", Second] })
        {
            GeneratorRun run = LayerCompilation.Of(files).Generate();
            Assert.Single(run.Sources);
            Assert.Empty(run.Diagnostics);
            Assert.Contains(run.CompilerDiagnostics, static diagnostic => diagnostic.Id == "CS0579");
        }
    }

    [Theory]
    [InlineData("[BatchNorm(8)] class Norm;", "BNG0001")]
    [InlineData("[BatchNorm(8, 9, Momentum = 2, ElementType = typeof(Missing))] partial class Norm;", "BNG0009", "BNG0014")]
    [InlineData("[BatchNorm(8, 2, ElementType = typeof(Missing), Epsilon = 0)] partial class Norm;", "BNG0013")]
    public void What_the_compiler_cannot_see_is_reported_beside_what_it_sees(string source, params string[] ids) =>
        Assert.Equal(ids, LayerCompilation.Of("using BatchNormGen;\n" + source).Generate().Diagnostics.Select(static diagnostic => diagnostic.Id));

    /// <summary>Typed from the left, and with every token missing in turn: no exception, and the layer beside it stays.</summary>
    [Theory]
    [InlineData("BatchNorm(numDims: 4, numFeatures: 1 << 3, Spatial = [7, 7], Layout = TensorLayout.ChannelsLast, ElementType = typeof(double), Decay = 0.9)")]
    [InlineData("LayerNorm(1 << 3, 7, 7, Epsilon = 1e-3, Activation = Activation.LeakyRelu, ActivationSlope = -0.5f)")]
    [InlineData("RmsNorm(normalizedShape: [8, 7, 7], Shift = true), LayerNorm(8)")]
    [InlineData("GroupNorm(numDims: 4, numGroups: 2, numFeatures: 8, Spatial = new[] { 7, 7 }, Residual = true)")]
    public void Nothing_that_is_being_typed_costs_another_layer(string attribute)
    {
        string source =
            $$"""
            using BatchNormGen;
            namespace Demo;
            public partial record Net<T>(int Value)
            {
                [{{attribute}}]
                private sealed partial class Norm : System.IDisposable { public void Dispose() { } }
            }
            """;
        LayerCompilation project = LayerCompilation.Of("[BatchNormGen.BatchNorm(4, 2)] partial class Other;", source);
        IEnumerable<string> typed = Enumerable.Range(0, source.Length).Select(length => source[..length]);
        IEnumerable<string> holed = project.Input.SyntaxTrees[1].GetRoot().DescendantTokens().Select(token => source.Remove(token.SpanStart, token.Span.Length));

        GeneratorRun run = project.Generate();
        foreach (string text in typed.Concat(holed))
        {
            run = run.Then(project.WithFile(1, text));
            Assert.Contains(run.Sources, static generated => generated.HintName == "Other.g.cs");
        }
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new LayerGenerator());
        Assert.Throws<OperationCanceledException>(() =>
            driver.RunGenerators(LayerCompilation.Of("[BatchNormGen.BatchNorm(4, 2)] partial class Norm;").Input, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_attribute_of_the_same_name_is_not_ours()
    {
        GeneratorRun run = LayerCompilation.Of(
            "namespace Mine { class BatchNormAttribute : System.Attribute; [BatchNorm] partial class Norm; [BatchNorm] partial class Norm2; }").Generate();
        run.AssertCompiles(files: 0);
    }

    [Fact]
    public void An_unrelated_attribute_under_our_full_name_does_no_harm()
    {
        GeneratorRun run = LayerCompilation.Of(
            "namespace BatchNormGen { class BatchNormAttribute(params string[] x) : System.Attribute; } [BatchNormGen.BatchNorm(\"a\", \"b\")] partial class Norm;").Generate();
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("[BatchNorm(8, 2)] partial class")]
    [InlineData("[BatchNorm(8, 2)] partial class ;")]
    [InlineData("partial class { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("partial class Net<> { [BatchNorm(8, 2)] partial class Norm; }")]
    [InlineData("namespace { [BatchNormGen.BatchNorm(8, 2)] partial class Norm; }")]
    public void Nothing_is_written_for_what_has_no_name_yet(string source) =>
        Assert.Empty(LayerCompilation.Of("using BatchNormGen;\n" + source).Generate().Sources);
}
