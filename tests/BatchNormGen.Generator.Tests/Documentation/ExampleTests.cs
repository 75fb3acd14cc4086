using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Tests.Documentation;

/// <summary>What the pages tell users to write compiles without a warning, and runs if it is a whole program.</summary>
/// <param name="programs">Runs them.</param>
public sealed class ExampleTests(ExamplePrograms programs) : IClassFixture<ExamplePrograms>
{
    /// <summary>What a new project has, and the names that examples take as given.</summary>
    private const string Given =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Numerics.Tensors;
        global using System.Threading.Tasks;
        global using BatchNormGen;
        global using static Given;

        internal static class Given
        {
            public static float[] X { get; } = new float[64 * 8 * 8];
            public static float[] Y { get; } = new float[64 * 8 * 8];
            public static float[] Weight { get; } = new float[64 * 3 * 3 * 3];
            public static float[] Kernel { get; } = new float[3 * 3 * 3 * 64];
            public static float[] Bias { get; } = new float[64];
            public static IEnumerable<float[]> Batches() => [new float[32 * 64 * 8 * 8]];
        }
        """;

    /// <summary>The least programs of each page with examples, so that none is lost by being written in another way.</summary>
    private static readonly (string Page, int Programs)[] Pages = [("README.md", 2), ("docs/interop.md", 6), ("docs/presets.md", 1)];

    /// <summary>Pages and numbers of blocks. Excerpts of generated code and the pages of diagnostics have tests of their own.</summary>
    public static TheoryData<string, int> Examples
    {
        get
        {
            TheoryData<string, int> examples = [];
            foreach (string page in DocumentationPages.All)
            {
                bool isTestedElsewhere = page == DocumentationPages.GeneratedCode || page.StartsWith("docs/diagnostics/", StringComparison.Ordinal);
                int blocks = isTestedElsewhere ? 0 : DocumentationPages.CSharpBlocks(page).Count();
                for (int i = 0; i < blocks; i++)
                {
                    examples.Add(page, i);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_compile_and_run(string page, int index)
    {
        GeneratorRun example = Compile(DocumentationPages.CSharpBlocks(page).ElementAt(index));
        if (IsProgram(example))
        {
            (int exitCode, string output) = programs.Run(example);
            Assert.True(exitCode == 0, $"{page}, example {index}: exit code {exitCode}\n{output}");
        }
    }

    [Fact]
    public void Pages_have_their_programs() => Assert.All(
        Pages, static page => Assert.InRange(DocumentationPages.CSharpBlocks(page.Page).Count(static block => IsProgram(Compile(block))), page.Programs, int.MaxValue));

    [Fact]
    public void An_example_that_throws_fails()
    {
        (int exitCode, string output) = programs.Run(Compile("new Norm().Backward(X, X, X, 1);\n[BatchNorm(64, 4)] public sealed partial class Norm;"));
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Call ForwardTraining first", output, StringComparison.Ordinal);
    }

    /// <summary>What README.md says in its text.</summary>
    [Fact]
    public void Arrays_of_several_dimensions_are_taken_as_tensors()
    {
        (int exitCode, string output) = programs.Run(Compile(
            """
            float[,,,] images = new float[2, 64, 3, 5];
            images[1, 63, 2, 4] = 1;
            float[,,,] results = new float[2, 64, 3, 5];
            new Norm().ForwardTraining(new TensorSpan<float>(images), new TensorSpan<float>(results));
            Console.WriteLine(results[1, 63, 2, 4] > 1 && results[1, 62, 2, 4] == 0);
            [BatchNorm(64, 4)] public sealed partial class Norm;
            """));
        Assert.Equal("True", output.Trim());
        Assert.Equal(0, exitCode);
    }

    private static GeneratorRun Compile(string example)
    {
        LayerCompilation.Settings settings = new() { OutputKind = HasStatements(example) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary };
        return LayerCompilation.Of(settings, Given, example).Generate().AssertCompiles(files: example.Split("[BatchNorm(").Length - 1);
    }

    private static bool IsProgram(GeneratorRun example) => example.Output.Options.OutputKind == OutputKind.ConsoleApplication;

    private static bool HasStatements(string example) =>
        CSharpSyntaxTree.ParseText(example).GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any();
}
