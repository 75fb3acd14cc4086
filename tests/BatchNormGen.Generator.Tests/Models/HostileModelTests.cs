using System.Collections.Immutable;
using System.Globalization;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>Models whose names and surroundings are in the way, and shapes that go as far as they can.</summary>
public class HostileModelTests
{
    /// <summary>What stands behind the class must not change what is generated: <c>{0}</c> is the model, with an error in it.</summary>
    [Theory]
    [InlineData("namespace System { [Model(8)] partial class Network { {0} } }")]
    [InlineData("namespace Demo.System.BatchNormGen { class System; class BatchNormGen; [global::BatchNormGen.Models.Model(8)] partial class Net { {0} } }")]
    [InlineData("[Model(8)] partial class @class { {0} }")]
    [InlineData("[Model(8)] partial class @record { {0} }")]
    [InlineData("[Model(8)] partial class Größe { {0} }")]
    [InlineData("partial class Outer<T, Frozen> where T : struct { [Model(8)] private sealed partial class Net { {0} } }")]
    [InlineData("partial interface IOuter { [Model(8)] sealed partial class Net { {0} } }")]
    [InlineData("partial record struct Outer(int X) { [Model(8)] internal partial class Net { {0} } }")]
    [InlineData("[System.Obsolete(\"old\")] [Model(8)] partial class Net { {0} }")]
    [InlineData("class Base { public virtual void Forward() { } } [Model(8)] partial class Net : Base, System.IDisposable { {0} public void Dispose() { } }")]
    [InlineData("[Model(8)] partial class Net(int width) { {0} public int Width => width; }")]
    [InlineData("[Model(8)] partial class Net { {0} int x, y, dx, batchSize, state; int Sum() => x + y + dx + batchSize + state; Net() => x = y = dx = batchSize = state = 1; }")]
    [InlineData("[Model(8)] partial class NET { {0} } namespace Demo { [Model(8)] partial class Net { {0} } [BatchNorm(8, 2)] partial class NET; }")]
    public void The_surroundings_do_not_matter(string source)
    {
        const string define = "private static Features Define(Features x) => x.Dense(\"fc\", 0).BatchNorm(\"bn.1\");";
        GeneratorRun run = LayerCompilation.Of(
            new LayerCompilation.Settings { WarningsAsErrors = true },
            "global using BatchNormGen;\nglobal using BatchNormGen.Models;\n#pragma warning disable CS0618\n" + source.Replace("{0}", define, StringComparison.Ordinal))
            .Generate(new ModelGenerator());
        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Sources);
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => run.Sources.Any(generated => generated.SyntaxTree == diagnostic.Location.SourceTree));
    }

    [Theory]
    [InlineData("*/ a </c></summary> &amp; {0} \\\" \\\\ ,")]
    [InlineData("a\\U0001F600b")]
    [InlineData("a\\u202eb")]
    public void A_name_of_a_layer_cannot_break_out_of_its_comment(string name)
    {
        GeneratorRun run = LayerCompilation.Of(
            new LayerCompilation.Settings { WarningsAsErrors = true, DocumentationFile = true },
            $"{ModelSources.Using}[Model(8)] partial class Net {{ static Features Define(Features x) => x.Dense(\"{name}\", 3).Dense(\"bad\", 0); }}").Generate(new ModelGenerator());
        run.AssertCompiles();
        Assert.Equal(2, Assert.IsType<ModelFace>(Assert.Single(run.Step(TrackingNames.ModelSpec)).Value).Properties.Count);
    }

    /// <summary>Such a name is no property, and its message stays in one line.</summary>
    [Theory]
    [InlineData("a\\nb", "Dense cannot be called 'a\\u000ab': it has the control character \\u000a")]
    [InlineData("a\\r\\u2028b", "'a\\u000d\\u2028b'")]
    [InlineData("\\u2029\\u0085", "'\\u2029\\u0085'")]
    [InlineData("a\\0b", "\\u0000")]
    public async Task A_name_with_control_characters_is_refused(string name, string fact)
    {
        GeneratorRun run = ModelRun.Generate($"[Model(8)] partial class Net {{ static Features Define(Features x) => x.Dense(\"{name}\", 0).Dense(\"good\", 3); }}");
        run.AssertCompiles();
        Assert.Single(Assert.IsType<ModelFace>(Assert.Single(run.Step(TrackingNames.ModelSpec)).Value).Properties);
        ImmutableArray<Diagnostic> found = await ModelRun.Analyze(run.Output);
        Assert.Equal(["BNG0113", "BNG0104"], found.Select(static diagnostic => diagnostic.Id));
        Assert.Contains(fact, found[0].GetMessage(), StringComparison.Ordinal);
        Assert.All(found, static diagnostic => Assert.DoesNotContain(diagnostic.GetMessage(), char.IsControl));
    }

    [Theory]
    [InlineData("x", "1, 1, 1", 0)]
    [InlineData("x.Conv2D(\"c\", 1, 1)", "1, 1, 1", 2)]
    [InlineData("x.Conv2D(\"c\", 1, 3, padding: 1)", "1, 1, int.MaxValue", 10)]
    [InlineData("x.Conv2D(\"c\", 1, 1048576, padding: 1048576, stride: 1048576)", "1, 1, 1", 1099511627777)]
    [InlineData("x.Conv2D(\"c\", 1, 1, stride: 1048576)", "1, 1, 1", 2)]
    [InlineData("x.Conv2D(\"c\", 1, 1, stride: 3, padding: 2)", "1, 1, 1", 2)]
    [InlineData("x.MaxPool(1048576, padding: 524288, stride: 1048576)", "1, 1, 1", 0)]
    [InlineData("x.AveragePool(int.MaxValue / 2048)", "1, 1048575, 1048575", 0)]
    [InlineData("x.Conv2D(\"c\", 1048576, 1, groups: 1048576)", "1048576, 1, 1", 2097152)]
    public async Task Shapes_go_as_far_as_spans(string definition, string input, long parameters)
    {
        GeneratorRun run = ModelRun.Generate($"[Model({input})] partial class Net {{ static FeatureMaps Define(FeatureMaps x) => {definition}; }}");
        await ModelRun.Analyze(run.Output);
        ModelSpec spec = (ModelSpec)Assert.Single(run.Step(TrackingNames.ModelSpec)).Value;
        if (spec is ModelGraph graph)
        {
            Assert.Empty(run.Diagnostics);
            Assert.Equal(parameters, graph.ParameterCount);
        }
        else
        {
            Assert.Contains(await ModelRun.Analyze(run.Output), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    [Fact]
    public void Numbers_add_up_beyond_an_int()
    {
        ModelGraph graph = Assert.Single(ModelRun.Graphs(ModelRun.Generate(
            """
            [Model(1024, 1, 1)]
            partial class Net
            {
                static FeatureMaps Define(FeatureMaps x)
                {
                    for (int i = 0; i < 9; i++) x = x.Conv2D("a" + i, 1048576, 1).Conv2D("b" + i, 1024, 1);
                    return x;
                }
            }
            """)));
        Assert.Equal(9 * ((2L * 1024 * 1048576) + 1048576 + 1024), graph.ParameterCount);
    }

    /// <summary>The compiler runs analyzers on threads with small stacks.</summary>
    [Theory]
    [InlineData("n + (", "1", ")")]
    [InlineData("Same(", "n", ")")]
    [InlineData("(n == 3 ? ", "1", " : 2)")]
    public void What_is_inside_too_much_is_given_up_before_the_stack_is_full(string open, string inner, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 405)) + inner + string.Concat(Enumerable.Repeat(close, 405));
        string source = $"{ModelSources.Using}[Model(8)] partial class Net {{ static Features Define(Features x) {{ int n = 3; return x.Dense(\"d\", {nested}); }} static int Same(int n) => n; }}";
        string[] ids = [];
        Thread thread = new(() => ids = [.. ModelRun.Analyze(LayerCompilation.Of(source).Input).GetAwaiter().GetResult().Select(static diagnostic => diagnostic.Id)], maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Equal(["BNG0109"], ids);
    }

    /// <summary>The same words and numbers under every culture: messages are compared, keys are in files.</summary>
    [Theory]
    [InlineData("fi-FI")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public async Task The_culture_does_not_matter(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        const string faulty = "[Model(3, 9, 9)] partial class Faulty { static FeatureMaps Define(FeatureMaps x) => x.Conv2D($\"i{-1}\", 8, 3, -1).Dropout(-0.5).LeakyRelu(1e300 * 1e300).MaxPool(99); }";
        const string right = "[Model(3)] partial class Right { static Features Define(Features x) { int n = -12; return x.Dense($\"id{n}\" + n + $\"{n:D3}\", 4).LeakyRelu(-0.25); } }";
        string[] expected = await Messages();
        LayerName? name = Name();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, await Messages());
            Assert.Equal(name, Name());
            Assert.Equal("Id_12_12_012", name!.Property);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static async Task<string[]> Messages() =>
            [.. (await ModelRun.Analyze(LayerCompilation.Of(ModelSources.Using + faulty).Input)).Select(static diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))];
        static LayerName? Name() => Assert.Single(ModelRun.Graphs(ModelRun.Generate(right))).Nodes[1].Name;
    }
}
