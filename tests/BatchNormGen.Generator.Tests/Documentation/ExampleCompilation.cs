using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Tests.Documentation;

/// <summary>An example as the one file of a new project.</summary>
internal static partial class ExampleCompilation
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

    /// <summary>Compiles an example with its layers or models, without a warning.</summary>
    public static GeneratorRun Of(string example)
    {
        LayerCompilation.Settings settings = new() { OutputKind = HasStatements(example) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary };
        LayerCompilation compilation = LayerCompilation.Of(settings, Given, example);
        if (!example.Contains("[Model(", StringComparison.Ordinal))
        {
            return compilation.Generate().AssertCompiles(files: LayerAttribute().Count(example));
        }

        GeneratorRun models = compilation.Generate(new ModelGenerator());
        return models.AssertCompiles(files: models.Sources.Length);
    }

    /// <summary>Whether there is something to run.</summary>
    public static bool IsProgram(GeneratorRun example) => example.Output.Options.OutputKind == OutputKind.ConsoleApplication;

    private static bool HasStatements(string example) =>
        CSharpSyntaxTree.ParseText(example).GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any();

    [GeneratedRegex(@"\[(Batch|Layer|Rms|Group|Instance)Norm\(")]
    private static partial Regex LayerAttribute();
}
