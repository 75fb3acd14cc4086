using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>A model is planned anew where its meaning changes, and not with every keystroke.</summary>
public class ModelIncrementalityTests
{
    private const string Net = "[Model(3, 32, 32)] partial class Net { static FeatureMaps Define(FeatureMaps x) => Blocks.Block(x, \"a\", 8).Relu(); }";
    private const string Blocks = "static class Blocks { public static FeatureMaps Block(FeatureMaps x, string name, int outputs) => x.Conv2D(name, outputs, 3); }";
    private const string Faulty = "[Model(8)] partial class Faulty { static Features Define(Features x) => x.Dense(\"d\", 0); }";
    private const string Unrelated = "class Unrelated { int X => 1; }";

    public static TheoryData<string, int, string> Edits => new()
    {
        { "nothing", 0, Net },
        { "a comment", 0, "// A comment.\n" + Net },
        { "a comment inside", 0, Net.Replace("=> ", "=> /* Here. */\n", StringComparison.Ordinal) },
        { "a block said otherwise", 1, Blocks.Replace("=> x.Conv2D(name, outputs, 3)", "{ int kernel = 1 + 2; return x.Conv2D(kernel: kernel, name: name, outputs: outputs); }", StringComparison.Ordinal).Replace("); };", "); }", StringComparison.Ordinal) },
        { "another block", 1, Blocks.Replace("static class Blocks {", "static class Blocks { public static int Other() => 3;", StringComparison.Ordinal) },
        { "the model with errors", 2, Faulty.Replace("0", "-1", StringComparison.Ordinal) },
        { "another file", 3, "class Unrelated { int X => 2; } class Another;" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_that_changes_no_meaning_leaves_models_cached(string edit, int file, string edited)
    {
        LayerCompilation before = Project();
        GeneratorRun after = before.Generate(new ModelGenerator()).Then(before.WithFile(file, ModelSources.Using + edited));

        Assert.NotEmpty(edit);
        Assert.Equal([Cached, Cached], Reasons(after).Select(static reason => reason is Unchanged ? Cached : reason));
        Assert.Equal([Cached, Cached], SourceReasons(after));
    }

    [Theory]
    [InlineData(0, "\"a\", 8", "\"a\", 9")]
    [InlineData(0, "\"a\", 8", "\"b\", 8")]
    [InlineData(0, ".Relu()", ".Relu6()")]
    [InlineData(0, "Model(3, 32, 32)", "Model(3, 32, 32, Preset = Framework.Keras)")]
    [InlineData(1, "outputs, 3", "outputs, 5")]
    public void An_edit_that_changes_one_model_changes_that_model_alone(int file, string old, string @new)
    {
        string source = file == 0 ? Net : Blocks;
        LayerCompilation before = Project();
        GeneratorRun first = before.Generate(new ModelGenerator());
        GeneratorRun after = first.Then(before.WithFile(file, ModelSources.Using + source.Replace(old, @new, StringComparison.Ordinal)));

        Assert.Equal([Modified, Unchanged], Reasons(after).Select(static reason => reason is Cached ? Unchanged : reason));
        Assert.Single(SourceReasons(after), Cached);
        Assert.NotEqual(ModelRun.Graphs(first), ModelRun.Graphs(after));
    }

    [Fact]
    public void A_model_that_is_mended_loses_its_face_and_one_that_is_broken_gets_one()
    {
        LayerCompilation before = Project();
        GeneratorRun first = before.Generate(new ModelGenerator());
        Assert.Single(Faces(first));

        GeneratorRun mended = first.Then(before.WithFile(2, ModelSources.Using + Faulty.Replace("0", "10", StringComparison.Ordinal)));
        Assert.Empty(Faces(mended));
        Assert.Equal(2, ModelRun.Graphs(mended).Length);

        GeneratorRun broken = mended.Then(before.WithFile(0, ModelSources.Using + Net.Replace("\"a\"", "\"\"", StringComparison.Ordinal)));
        Assert.Equal(["Faulty.g.cs", "Net.g.cs"], Faces(broken).Order());

        static IEnumerable<string> Faces(GeneratorRun run) =>
            run.Sources.Where(static source => source.SourceText.ToString().Contains("has errors", StringComparison.Ordinal)).Select(static source => source.HintName);
    }

    [Fact]
    public void Cached_faces_hold_nothing_of_Roslyn_and_are_equal_by_value()
    {
        ModelFace Face() => Assert.Single(Project().Generate(new ModelGenerator()).Step(TrackingNames.ModelSpec).Select(static output => output.Value).OfType<ModelFace>());
        ModelFace face = Face();
        ObjectGraph.AssertFreeOfRoslyn(face);
        Assert.Equal(face, Face());
        Assert.Equal(face.GetHashCode(), Face().GetHashCode());
    }

    [Fact]
    public void A_cancelled_run_stops() => Assert.Throws<OperationCanceledException>(static () =>
        Microsoft.CodeAnalysis.CSharp.CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(Project().Input, new CancellationToken(canceled: true)));

    private static LayerCompilation Project() => LayerCompilation.Of([.. new[] { Net, Blocks, Faulty, Unrelated }.Select(static file => ModelSources.Using + file)]);

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run) => run.Step(TrackingNames.ModelSpec).Select(static output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> SourceReasons(GeneratorRun run) => run.Result.TrackedOutputSteps.Values
        .SelectMany(static steps => steps)
        .Where(static step => step.Inputs.All(static input => input.Source.Name == TrackingNames.ModelSpec))
        .SelectMany(static step => step.Outputs)
        .Select(static output => output.Reason);
}
