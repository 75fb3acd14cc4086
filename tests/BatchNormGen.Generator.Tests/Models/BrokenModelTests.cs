using System.Collections.Immutable;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>Models that do not compile, as they are while being typed: the compiler says so, the analyzer adds nothing and does not fail.</summary>
public class BrokenModelTests
{
    public static TheoryData<string> Names => [.. ModelSources.All.Keys];

    [Theory]
    [InlineData("x.Rely()")]
    [InlineData("x.Relu().Rely().Relu()")]
    [InlineData("x.Dense(\"d\", 10)")]
    [InlineData("x.Conv2D(\"c\", 6, 3).Dense(\"d\", 10).Relu()")]
    [InlineData("x.Conv2D(\"c\")")]
    [InlineData("x.Conv2D(\"c\", \"6\", 3)")]
    [InlineData("x.Conv2D(\"c\", 6.5, 3)")]
    [InlineData("x.Conv2D(\"c\", Missing, 3)")]
    [InlineData("x.Conv2D(\"c\", 6, 3, pading: 1)")]
    [InlineData("x.Conv2D(\"c\", 6, )")]
    [InlineData("x.Conv2D(\"c\", 6, x.)")]
    [InlineData("x.Conv2D(\"c\", 6, 3")]
    [InlineData("x.Conv2D(\"c\", 6, 3).")]
    [InlineData("x + ")]
    [InlineData("x + 3")]
    [InlineData("x + x.Flatten()")]
    [InlineData("y")]
    [InlineData("")]
    [InlineData("Block(x)")]
    [InlineData("Block(x, )")]
    [InlineData("x.Count")]
    [InlineData("x.Flatten()")]
    [InlineData("null")]
    [InlineData("x.Then<Missing>(\"own\")")]
    [InlineData("x.Then<int>(\"own\")")]
    [InlineData("x.Then(\"own\")")]
    [InlineData("x.BatchNorm(nameof(Missing))")]
    [InlineData("x.BatchNorm(\"a\" + nameof(Missing))")]
    [InlineData("true ? x")]
    [InlineData("true ? x : 3")]
    [InlineData("missing ? x : x.Relu()")]
    [InlineData("x.BatchNorm($\"{missing}\")")]
    [InlineData("x.BatchNorm($\"{\")")]
    [InlineData("(FeatureMaps)x.Flatten()")]
    public async Task Only_the_compiler_reports_an_expression(string expression) =>
        await AssertOnlyTheCompilerReports($"[Model(3, 9, 9)] partial class Net {{ static FeatureMaps Define(FeatureMaps x) => {expression}; static FeatureMaps Block(FeatureMaps x, int n) => x; }}");

    [Theory]
    [InlineData("return y;")]
    [InlineData("int n; return x.MaxPool(n);")]
    [InlineData("FeatureMaps y = ; return x;")]
    [InlineData("FeatureMaps y = x.Relu() return y;")]
    [InlineData("if (missing) { x = x.Relu(); } return x;")]
    [InlineData("if (x) { } return x;")]
    [InlineData("for (int i = 0; i < missing; i++) { x = x.Relu(); } return x;")]
    [InlineData("for (int i = 0; ; return x;")]
    [InlineData("for (")]
    [InlineData("foreach (int i in ) { } return x;")]
    [InlineData("while (")]
    [InlineData("missing = x; return x;")]
    [InlineData("missing++; return x;")]
    [InlineData("missing += x; return x;")]
    [InlineData("x.Relu(")]
    [InlineData("int n = \"a\"; return x.MaxPool(n);")]
    [InlineData("int n = 1; n += \"a\"; return x.MaxPool(n);")]
    [InlineData("int n = -x; return x;")]
    [InlineData("return 3;")]
    [InlineData("return;")]
    [InlineData("")]
    [InlineData("x.Channels = 3; return x;")]
    [InlineData("var f = () => x; return x;")]
    public async Task Only_the_compiler_reports_statements(string statements) =>
        await AssertOnlyTheCompilerReports($"[Model(3, 9, 9)] partial class Net {{ static FeatureMaps Define(FeatureMaps x) {{ {statements} }} }}");

    [Theory]
    [InlineData("[Model] partial class Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model()] partial class Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model(3, 9)] partial class Net { static FeatureMaps Define(FeatureMaps x) => x.MaxPool(2); }")]
    [InlineData("[Model(\"3\")] partial class Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model(Missing)] partial class Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model(Size)] partial class Net { static int Size = 3; static Features Define(Features x) => x; }")]
    [InlineData("[Model(8)] [Model(8)] partial class Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model(8)] partial class Net; [Model(8)] partial class Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model(8)] partial class Net { static Missing Define(Features x) => x; }")]
    [InlineData("[Model(8)] partial class Net { static Features Define(Missing x) => x; }")]
    [InlineData("[Model(8)] partial class Net { static Features Define(Features x); }")]
    [InlineData("[Model(8)] partial class Net { static partial Features Define(Features x); }")]
    [InlineData("[Model(8)] partial class Net { static Features Define(Features x) => x; static Features Define(Features x) => x.Relu().Missing(); }")]
    [InlineData("[Model(8)] partial class { static Features Define(Features x) => x; }")]
    [InlineData("[Model(8)] partial struct Net { static Features Define(Features x) => x; }")]
    [InlineData("[Model(8)] partial class Net : Missing { static Features Define(Features x) => x; }")]
    [InlineData("[Model(8)] partial class Net { static Features Define(Features x) => Block(x); static Features Block(Features x) => y; }")]
    [InlineData("[Model(8)] partial class Net { const int N = N; static Features Define(Features x) => x.Dense(\"d\", N); }")]
    public async Task Only_the_compiler_reports_a_class(string source) => await AssertOnlyTheCompilerReports(source);

    /// <summary>What the compiler rejects keeps nobody from hearing what else is wrong.</summary>
    [Theory]
    [InlineData("x.Conv2D(\"c\", 6, 30).Rely()", "BNG0101")]
    [InlineData("x.Conv2D(\"c\", 6, 30).Dense(\"d\", 10).Relu()", "BNG0101")]
    [InlineData("x.Conv2D(\"c\", Missing, 3).Relu() + x.MaxPool(0)", "BNG0104")]
    [InlineData("x.Conv2D(\"c\", Missing, 3).Conv2D(\"c2\", 8, 0)", "BNG0104")]
    [InlineData("x.Conv2D(\"d\", 8, 3).Conv2D(\"d\", 8, Missing)")]
    public async Task What_else_is_wrong_is_reported_beside_what_the_compiler_says(string expression, params string[] ids) => Assert.Equal(
        ids,
        (await ModelRun.Analyze(LayerCompilation.Of($"{ModelSources.Using}[Model(3, 9, 9)] partial class Net {{ static FeatureMaps Define(FeatureMaps x) => {expression}; }}").Input))
            .Select(static diagnostic => diagnostic.Id));

    /// <summary>The layers that could be read are properties of the face: code that uses the model has no errors of its own.</summary>
    [Fact]
    public async Task Code_that_uses_a_model_with_errors_compiles()
    {
        const string model =
            """
            [Model(3, 9, 9)]
            public sealed partial class Net
            {
                private static Features Define(FeatureMaps x) => x.Conv2D("conv", 6, 30).BatchNorm("bn").Flatten().Dense("fc", 10, bias: false);
            }
            """;
        const string use =
            """
            using System;
            public static class Use
            {
                public static void Train(float[] x, float[] y, StateDictionary state)
                {
                    Net net = new() { MaxDegreeOfParallelism = 2 };
                    net.Initialize(seed: 3);
                    IModel<float> model = net.Clone();
                    Console.WriteLine($"{Net.Summary} {Net.InputShape[0]} {Net.OutputShape.Count} {Net.InputLength} {Net.OutputLength} {Net.ParameterCount} {Net.MultiplyAdds}");
                    Console.WriteLine($"{model.InputShape} {model.OutputShape} {model.InputLength} {model.OutputLength} {model.ParameterCount} {model.MultiplyAdds}");
                    net.ForwardTraining(x, y);
                    net.ForwardTraining(x, y, 1);
                    net.Backward(x, y, x);
                    net.Backward(x, y, default, batchSize: 1);
                    net.ForwardInference(x, y);
                    net.ForwardInference(x, y, 1);
                    net.ZeroGradients();
                    net.MeasurePopulation([x]);
                    net.SaveState(state);
                    LoadReport report = net.LoadState(state, prefix: "a", strict: false, Framework.Keras);
                    foreach (Parameter<float> parameter in net.Parameters) { parameter.ZeroGradient(); }
                    net.Conv.Weight.Value.Clear();
                    net.Conv.Bias?.Value.Clear();
                    net.Bn.Momentum = 0.5;
                    net.Fc.Weight.Gradient.Clear();
                    Net.Frozen frozen = net.Freeze(fold: false);
                    frozen.Forward(x, y);
                    frozen.Forward(x, y, 1);
                    Console.WriteLine(frozen.Foldings[0].Report.ErrorBound);
                }
            }
            """;
        GeneratorRun run = LayerCompilation.Of(
            new LayerCompilation.Settings { WarningsAsErrors = true, DocumentationFile = true },
            ModelSources.Using + "#pragma warning disable CS1591\n" + model,
            "#pragma warning disable CS1591\nusing BatchNormGen;\nusing BatchNormGen.Models;\n" + use).Generate(new ModelGenerator());
        run.AssertCompiles();
        Assert.Equal("BNG0101", Assert.Single(await ModelRun.Analyze(run.Output)).Id);
    }

    /// <summary>A property is seen by no more code than its type.</summary>
    [Theory]
    [InlineData("public class Own<T>", "Own<int>")]
    [InlineData("internal class Own<T>", "Own<int>")]
    [InlineData("public class Own<T>", "Own<Hidden>")]
    [InlineData("public partial class Net { private class Own<T>", "Own<int>")]
    [InlineData("public partial class Net { protected internal class Own<T>", "Own<int>")]
    [InlineData("public static class Outer { internal class Own<T>", "Outer.Own<int>")]
    public void A_layer_of_the_users_own_is_a_property_that_compiles(string declaration, string type)
    {
        string self = declaration.Split(' ')[^1];
        GeneratorRun run = ModelRun.Generate(
            $$"""
            [Model(3)] public partial class Net { static Features Define(Features x) => x.Then<{{type}}>("mine").Dense("d", 0); }
            class Hidden;
            {{declaration}} : ILayer<float, {{self}}>
            {
                public static {{self}} Create(System.ReadOnlySpan<int> shape) => new();
                public System.Collections.Generic.IReadOnlyList<Parameter<float>> Parameters => [];
                public void ForwardTraining(System.ReadOnlySpan<float> x, System.Span<float> y, int batchSize) { }
                public void ForwardInference(System.ReadOnlySpan<float> x, System.Span<float> y, int batchSize) { }
                public void Backward(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> dy, System.Span<float> dx, int batchSize) { }
                public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) { }
                public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) => new();
            }
            {{(declaration.Contains('{', StringComparison.Ordinal) ? "}" : "")}}
            """);
        run.AssertCompiles();
        Assert.Equal(["Mine", "D"], ((ModelFace)Assert.Single(run.Step(TrackingNames.ModelSpec)).Value).Properties.Select(static property => property.Name));
    }

    /// <summary>Typed from the left, with every token missing in turn, and with several missing at random: no exception, and the model beside it stays.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_that_is_being_typed_is_too_much(string name)
    {
        string source = ModelSources.Using + ModelSources.All[name];
        LayerCompilation project = LayerCompilation.Of(ModelSources.Using + "[Model(8)] partial class Other { static Features Define(Features x) => x.Relu(); }", source);
        SyntaxToken[] tokens = [.. (await project.Input.SyntaxTrees[1].GetRootAsync()).DescendantTokens()];
        Random random = new(1);
        IEnumerable<string> typed = tokens.Where((_, index) => index % 5 == 0).Select(token => source[..token.SpanStart]);
        IEnumerable<string> holed = tokens.Where((_, index) => index % 3 == 0).Select(token => Without(source, [token]));
        IEnumerable<string> tattered = Enumerable.Range(0, 40).Select(_ => Without(source, random.GetItems(tokens, 1 + random.Next(4))));

        GeneratorRun run = project.Generate(new ModelGenerator());
        foreach (string text in typed.Concat(holed).Concat(tattered))
        {
            LayerCompilation edited = project.WithFile(1, text);
            run = run.Then(edited);
            Assert.Contains(ModelRun.Graphs(run), static graph => graph.Type.DisplayName == "Other");
            await ModelRun.Analyze(edited.Input);
        }
    }

    private static string Without(string source, IEnumerable<SyntaxToken> tokens) =>
        tokens.Distinct().OrderByDescending(static token => token.SpanStart).Aggregate(source, static (text, token) => text.Remove(token.SpanStart, token.Span.Length));

    private static async Task AssertOnlyTheCompilerReports(string source)
    {
        GeneratorRun run = ModelRun.Generate(source);
        ImmutableArray<Diagnostic> found = await ModelRun.Analyze(run.Output);
        Assert.True(found.IsEmpty, string.Join("\n", found));
        Assert.Empty(run.Diagnostics);
        Assert.Contains(run.CompilerDiagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
