using System.Collections.Immutable;
using System.Text;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>Layers of many shapes and settings, generated and compiled together, in the strictest of projects.</summary>
internal static class EmittedLayers
{
    private static readonly Lazy<GeneratorRun> Generated = new(Generate);
    private static readonly Lazy<ImmutableArray<byte>> Compiled = new(Compile);

    public static GeneratorRun Run => Generated.Value;

    /// <summary>The assembly.</summary>
    public static ImmutableArray<byte> Image => Compiled.Value;

    /// <summary>The attributes, a layer each: those of <c>Norm0</c>, <c>Norm1</c>, ….</summary>
    public static IReadOnlyList<string> Declarations { get; } =
        [.. BatchNorms().Select(static arguments => $"BatchNorm({arguments})"), .. FusedBatchNorms(), .. OtherKinds()];

    /// <summary>Batch normalization, by its arguments.</summary>
    private static IEnumerable<string> BatchNorms()
    {
        // Every way in which a row is divided into tiles, in both element types.
        foreach (int features in (int[])[1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 79, 127, 128, 129, 1000, 4096, 65_535, 65_536, 1 << 20])
        {
            yield return $"{features}, 2";
            yield return $"{features}, 2, ElementType = typeof(double)";
        }

        // Every way in which a plane is: written out, in a loop, with and without a group and a rest behind it, in parts.
        foreach (string spatial in (string[])["1, 1", "1, 2", "3, 5", "4, 4", "1, 17", "4, 8", "7, 7", "8, 8", "1, 127", "8, 16", "1, 129", "1, 143", "12, 12", "1, 145", "14, 14", "28, 28", "31, 31", "56, 56", "63, 65", "64, 64", "1, 4097", "112, 112", "1000, 2000"])
        {
            yield return $"64, 4, Spatial = [{spatial}]";
            yield return $"3, 4, Spatial = [{spatial}], ElementType = typeof(double)";
        }

        yield return "1, 3, Spatial = [int.MaxValue]";
        yield return "1, 4, Spatial = [46340, 46340], ElementType = typeof(double)";
        yield return "1048576, 5, Spatial = [3, 11, 62]";
        yield return "1, 4";
        yield return "1048576, 4";
        yield return "16, 3";
        yield return "16, 5, Spatial = [2, 3, 4]";
        yield return "16, 4, Spatial = [7, 7], Layout = TensorLayout.ChannelsLast";
        yield return "16, 5, Layout = TensorLayout.ChannelsLast";

        foreach (string settings in (string[])
            ["Scale = false", "Shift = false", "Scale = false, Shift = false", "TrackMovingStatistics = false", "CumulativeAverage = true", "CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased",
                "Momentum = 1e-300", "Decay = 0.999999999999", "MovingVariance = VarianceEstimator.Unbiased", "Epsilon = 1e300, ElementType = typeof(double)", "Epsilon = 123456.789"])
        {
            yield return "24, 2, " + settings;
            yield return "24, 4, " + settings;
        }
    }

    /// <summary>Activations of few operations and of many, with a residual and without, on every walk.</summary>
    private static IEnumerable<string> FusedBatchNorms() =>
        from shape in (string[])["3, 2", "64, 2", "176, 2", "200, 2", "1000, 2", "4096, 2", "64, 4", "64, 4, Spatial = [3, 5]", "64, 4, Spatial = [7, 7]", "64, 4, Spatial = [1, 143]", "64, 4, Spatial = [28, 28]", "64, 4, Spatial = [112, 112]"]
        from fusion in (string[])["Activation = Activation.Relu", "Activation = Activation.Gelu", "Residual = true", "Residual = true, Activation = Activation.LeakyRelu", "Residual = true, Activation = Activation.Tanh"]
        select $"BatchNorm({shape}, {fusion})";

    /// <summary>Rows and groups, of less than a group of lanes, written out, in loops and in parts, plain and with all that there is.</summary>
    private static IEnumerable<string> OtherKinds() =>
        from fusion in (string[])["", ", ElementType = typeof(double)", ", Residual = true, Activation = Activation.HardSwish", ", Residual = true, Activation = Activation.Silu"]
        from layer in (string[])
        [
            .. from kind in (string[])["LayerNorm", "RmsNorm"]
               from length in (string[])["3", "16", "49", "128", "143", "512", "768", "1000", "5000"]
               select $"{kind}({length}",
            "GroupNorm(4, 64, 2", "GroupNorm(4, 16, 4", "GroupNorm(4, 16, 4, Spatial = [7, 7]", "GroupNorm(2, 512, 3, Spatial = [3]", "GroupNorm(32, 256, 4, Layout = TensorLayout.ChannelsLast",
            "InstanceNorm(3, 4", "InstanceNorm(64, 4, Spatial = [28, 28]", "InstanceNorm(1000, 3, Layout = TensorLayout.ChannelsLast",
        ]
        select $"{layer}{fusion})";

    private static GeneratorRun Generate()
    {
        StringBuilder source = new("using BatchNormGen;\nnamespace Demo.Layers;\n/// <summary>Layers.</summary>\npublic static partial class Net<T>\n{\n");
        for (int i = 0; i < Declarations.Count; i++)
        {
            source.Append($"/// <summary>A layer.</summary>\n[{Declarations[i]}] public sealed partial class Norm{i};\n");
        }

        GeneratorRun run = LayerCompilation.Of(
            new LayerCompilation.Settings
            {
                LanguageVersion = LanguageVersion.CSharp13,
                WarningsAsErrors = true,
                DocumentationFile = true,
                CheckOverflow = true,
            },
            source.Append("}\n").ToString()).Generate();
        Assert.Empty(run.Diagnostics);
        Assert.Equal(Declarations.Count, run.Sources.Length);
        return run;
    }

    private static ImmutableArray<byte> Compile()
    {
        using MemoryStream image = new(), documentation = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Run.Output.Emit(image, xmlDocumentationStream: documentation);
        Assert.Empty(result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.True(result.Success);
        return [.. image.ToArray()];
    }
}
