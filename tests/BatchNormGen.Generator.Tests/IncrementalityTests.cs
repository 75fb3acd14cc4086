using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace BatchNormGen.Generator.Tests;

public class IncrementalityTests
{
    private const string First =
        "namespace Demo; partial class Net<T> { [BatchNormGen.BatchNorm(8, 4, Spatial = [7, 7], Epsilon = 1e-3)] partial class First; }";

    private const string Second = "[BatchNormGen.BatchNorm(16, 2, Momentum = 0.01)] partial class Second;";

    private const string Unrelated = "class Unrelated { int X => 1; }";

    public static TheoryData<string, string> Edits => new()
    {
        { "nothing", First },
        { "a comment above", "// A comment.\n" + First },
        { "blank lines inside", First.Replace("; ", ";\n\n", StringComparison.Ordinal) },
        { "another type in the file", First + " class Other { void M() { } }" },
        { "the same numbers in other words", First.Replace("(8, 4, Spatial = [7, 7], Epsilon = 1e-3)", "(numDims: 2 + 2, Epsilon = 0.001, numFeatures: 1 << 3, Spatial = new[] { 7, 7 })", StringComparison.Ordinal) },
        { "a default said aloud", First.Replace("Epsilon", "Momentum = 0.1, Preset = BatchNormGen.Framework.Textbook, Epsilon", StringComparison.Ordinal) },
        { "a member of the layer", First.Replace("First;", "First { int _mine; }", StringComparison.Ordinal) },
        { "a member of the type around", First.Replace("[BatchNormGen", "int _mine; [BatchNormGen", StringComparison.Ordinal) },
        { "another attribute", First.Replace("[BatchNormGen", "[System.Obsolete, BatchNormGen", StringComparison.Ordinal) },
        { "an accessibility", First.Replace("partial class First", "public sealed partial class First", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_that_changes_no_meaning_regenerates_nothing(string edit, string edited)
    {
        LayerCompilation before = LayerCompilation.Of(First, Second, Unrelated);
        GeneratorRun after = before.Generate().Then(before.WithFile(0, edited));

        Assert.NotEmpty(edit);
        AssertReasons([Cached, Cached], after.Step(TrackingNames.LayerSpec));
        Assert.Equal([Cached, Cached], after.SourceReasons);
    }

    /// <summary>Edits of the only layer of another kind: those that say the same, and one that does not.</summary>
    [Theory]
    [InlineData("LayerNorm(64, 7, 7, Epsilon = 1e-3)", "LayerNorm(normalizedShape: new[] { 1 << 6, 7, 7 }, Epsilon = 0.001, Shift = true)", "LayerNorm(64, 7, 8, Epsilon = 1e-3)")]
    [InlineData("RmsNorm(64)", "RmsNorm(features: 64, Shift = false)", "RmsNorm(64, Shift = true)")]
    [InlineData("GroupNorm(8, 64, 4)", "GroupNorm(numFeatures: 64, numGroups: 8, numDims: 4, Activation = BatchNormGen.Activation.None)", "GroupNorm(4, 64, 4)")]
    [InlineData("InstanceNorm(64, 4)", "InstanceNorm(64, 4, Residual = false)", "InstanceNorm(64, 4, Residual = true)")]
    public void The_other_kinds_are_regenerated_only_where_their_meaning_changes(string attribute, string same, string other)
    {
        LayerCompilation before = LayerCompilation.Of(Source(attribute), Second, Unrelated);
        GeneratorRun first = before.Generate();
        foreach (LayerCompilation edited in new[] { before.WithFile(0, "// A comment.\n" + Source(same)), before.WithFile(2, "class Another;") })
        {
            GeneratorRun after = first.Then(edited);
            AssertReasons([Cached, Cached], after.Step(TrackingNames.LayerSpec));
            Assert.Equal([Cached, Cached], after.SourceReasons);
        }

        Assert.Equal([Modified, Cached], first.Then(before.WithFile(0, Source(other))).SourceReasons.Order());
        Assert.All(first.Step(TrackingNames.LayerSpec), static output => ObjectGraph.AssertFreeOfRoslyn(output.Value));

        static string Source(string attribute) => $"namespace Demo; partial class Net<T> {{ [BatchNormGen.{attribute}] partial class First; }}";
    }

    [Fact]
    public void An_edit_in_another_file_regenerates_nothing()
    {
        LayerCompilation before = LayerCompilation.Of(First, Second, Unrelated);
        GeneratorRun after = before.Generate().Then(before.WithFile(2, "class Unrelated { int X => 2; } class Another;"));

        AssertReasons([Cached, Cached], after.Step(TrackingNames.LayerSpec));
        Assert.Equal([Cached, Cached], after.SourceReasons);
    }

    [Theory]
    [InlineData("8", "9")]
    [InlineData("[7, 7]", "[7, 8]")]
    [InlineData("1e-3", "1e-4")]
    [InlineData("Epsilon", "Scale = false, Epsilon")]
    [InlineData("Epsilon", "Preset = BatchNormGen.Framework.Onnx, Epsilon")]
    [InlineData("Net<T>", "Net<U>")]
    [InlineData("namespace Demo;", "namespace Other;")]
    public void An_edit_that_changes_one_layer_regenerates_that_layer_alone(string old, string @new)
    {
        LayerCompilation before = LayerCompilation.Of(First, Second);
        GeneratorRun after = before.Generate().Then(before.WithFile(0, First.Replace(old, @new, StringComparison.Ordinal)));

        AssertReasons([Modified, Cached], after.Step(TrackingNames.LayerSpec));
        Assert.Equal([Modified, Cached], after.SourceReasons.Order());
    }

    [Fact]
    public void Another_layer_leaves_the_first_alone()
    {
        LayerCompilation before = LayerCompilation.Of(First);
        GeneratorRun after = before.Generate().Then(before.AddFile(Second));

        AssertReasons([Cached, New], after.Step(TrackingNames.LayerSpec));
        Assert.Equal([New, Cached], after.SourceReasons.Order());
        Assert.Equal(2, after.Sources.Length);
    }

    [Fact]
    public void A_fault_in_one_layer_leaves_the_other_alone()
    {
        LayerCompilation before = LayerCompilation.Of(First, Second);
        GeneratorRun broken = before.Generate().Then(before.WithFile(0, First.Replace("8", "0", StringComparison.Ordinal)));
        Assert.Equal("Second.g.cs", Assert.Single(broken.Sources).HintName);
        Assert.Equal("BNG0008", Assert.Single(broken.Diagnostics).Id);

        GeneratorRun repaired = broken.Then(before);
        Assert.Empty(repaired.Diagnostics);
        Assert.Equal(before.Generate().Sources.Select(static source => source.SourceText.ToString()), repaired.Sources.Select(static source => source.SourceText.ToString()));
    }

    [Fact]
    public void A_warning_moves_with_its_source_without_regenerating()
    {
        const string Layer = "[BatchNormGen.BatchNorm(8, 2, Momentum = 0.99)] partial class Norm;";
        LayerCompilation before = LayerCompilation.Of(Layer);
        GeneratorRun after = before.Generate().Then(before.WithFile(0, "\n\n" + Layer));

        Assert.Equal(2, Assert.Single(after.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        AssertReasons([Modified], after.Step(TrackingNames.Parse));
        AssertReasons([Unchanged], after.Step(TrackingNames.LayerSpec));
        Assert.Equal([Cached], after.SourceReasons);
    }

    [Fact]
    public void Cached_models_hold_nothing_of_Roslyn()
    {
        GeneratorRun run = LayerCompilation.Of(First, Second).Generate();
        Assert.Equal(2, run.Step(TrackingNames.LayerSpec).Length);
        Assert.All(run.Step(TrackingNames.LayerSpec), static output => ObjectGraph.AssertFreeOfRoslyn(output.Value));
    }

    [Fact]
    public void The_guard_against_Roslyn_sees_through_collections()
    {
        LayerCompilation compilation = LayerCompilation.Of(First);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ObjectGraph.AssertFreeOfRoslyn(new { Items = new[] { ("x", (object)compilation.Input.GlobalNamespace) } }));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ObjectGraph.AssertFreeOfRoslyn(new List<object> { Location.None }));
    }

    [Fact]
    public void Equal_source_gives_equal_models()
    {
        IEnumerable<BatchNormSpec> one = LayerSpecs.Of(LayerCompilation.Of(First, Second).Generate());
        IEnumerable<BatchNormSpec> other = LayerSpecs.Of(LayerCompilation.Of(First, Second).Generate());
        Assert.Equal(one, other);
        Assert.Equal(one.Select(static spec => spec.GetHashCode()), other.Select(static spec => spec.GetHashCode()));
        Assert.All(one.Zip(other), static pair => Assert.NotSame(pair.First, pair.Second));
    }

    private static void AssertReasons(IEnumerable<IncrementalStepRunReason> expected, IEnumerable<(object Value, IncrementalStepRunReason Reason)> outputs) =>
        Assert.Equal(expected, outputs.Select(static output => output.Reason));
}
