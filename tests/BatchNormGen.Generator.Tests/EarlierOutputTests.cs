using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests;

/// <summary>Files of an earlier build among the sources: one clear word, and none of the compiler's.</summary>
public class EarlierOutputTests
{
    public static TheoryData<string, string> Declarations => new()
    {
        { "Norm", "[BatchNormGen.BatchNorm(8, 2)] public sealed partial class Norm;" },
        { "Demo.Norm", "namespace Demo; [BatchNormGen.BatchNorm(8, 4, TrackMovingStatistics = false)] partial class Norm;" },
        { "Net<T>.Norm", "partial class Net<T> { [BatchNormGen.BatchNorm(8, 4, Spatial = [7, 7], Scale = false, ElementType = typeof(double))] partial class Norm; }" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_kept_file_is_recognized(string layer, string declaration)
    {
        GeneratorRun run = LayerCompilation.Of(declaration, OutputOf(declaration)).Generate();

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("BNG0023", diagnostic.Id);
        Assert.Contains($"'{layer}'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("'File1.cs'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("<Compile Remove=\"**/File1.cs\" />", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(run.Output.SyntaxTrees.First(), diagnostic.Location.SourceTree);
        Assert.Empty(run.Sources);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_copy_is_recognized_whatever_became_of_its_header()
    {
        const string Declaration = "[BatchNormGen.BatchNorm(8, 2)] partial class Norm;";
        string output = OutputOf(Declaration);
        string withoutComments = string.Join("\n", output.Split('\n').Where(static line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        foreach (string copy in new[] { withoutComments, "// Copyright of mine.\n" + withoutComments, output.Replace("NumFeatures = 8", "NumFeatures = 9", StringComparison.Ordinal) })
        {
            Assert.Equal(["BNG0023"], Ids(Declaration, copy));
        }
    }

    [Fact]
    public void Every_copy_is_named()
    {
        const string Declaration = "[BatchNormGen.BatchNorm(8, 2)] partial class Norm;";
        GeneratorRun run = LayerCompilation.Of(OutputOf(Declaration), Declaration, OutputOf(Declaration)).Generate();
        Assert.Equal(["**/File0.cs", "**/File2.cs"], run.Diagnostics.Select(static diagnostic => diagnostic.GetMessage().Split('"')[1]).Order());
    }

    [Fact]
    public void A_member_of_ones_own_is_reported_beside_it()
    {
        const string Declaration = "[BatchNormGen.BatchNorm(8, 2)] partial class Norm;";
        Assert.Equal(["BNG0005", "BNG0023"], Ids(Declaration, OutputOf(Declaration), "partial class Norm { void Backward(int x) { } }"));
    }

    [Fact]
    public void Other_layers_are_generated()
    {
        const string Declaration = "[BatchNormGen.BatchNorm(8, 2)] partial class Norm;";
        GeneratorRun run = LayerCompilation.Of(Declaration + " [BatchNormGen.BatchNorm(8, 2)] partial class Other;", OutputOf(Declaration)).Generate();
        Assert.Equal("Other.g.cs", Assert.Single(run.Sources).HintName);
    }

    private static string OutputOf(string declaration) => Assert.Single(LayerCompilation.Of(declaration).Generate().Sources).SourceText.ToString();

    private static IEnumerable<string> Ids(params string[] files) =>
        LayerCompilation.Of(files).Generate().Diagnostics.Select(static diagnostic => diagnostic.Id).Order();
}
