using System.Diagnostics;
using BatchNormGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.GeneratorBenchmarks;

/// <summary>Layers: what happens at the first build, and at each key in an editor.</summary>
internal static class GeneratorRuns
{
    public static IEnumerable<Measurement> Measure(int layers, int rounds)
    {
        CSharpCompilation project = LayerProject.Of(layers);
        GeneratorDriver fresh = CSharpGeneratorDriver.Create([new LayerGenerator().AsSourceGenerator()], parseOptions: LayerProject.ParseOptions);

        yield return Run("the first run of the process, the JIT's work included", 1, fresh, _ => project);
        GeneratorDriver driver = fresh.RunGenerators(project);
        Require(driver, layers);

        yield return Run("a cold run", rounds, fresh, _ => project.Clone());
        yield return Run("a run where nothing changed", rounds, driver, _ => project.Clone());
        yield return Run("an edit in a file without layers", rounds, driver, round => Edit(project, "Other0.cs", LayerProject.OtherFile(0, round + 1)));

        int inFile = Math.Min(layers, LayerProject.LayersOfAFile);
        yield return Run(
            "an edit in a file of ten layers that changes none", rounds, driver,
            round => Edit(project, "Layers0.cs", $"// {round}\n{LayerProject.LayerFile(0, inFile)}"));
        yield return Run(
            "an edit that changes one layer", rounds, driver,
            round => Edit(project, "Layers0.cs", LayerProject.LayerFile(0, inFile, firstEpsilon: $"{round + 2}e-5")));
    }

    /// <summary>The median of some runs of a driver, each on an edition of a project.</summary>
    public static Measurement Run(string name, int rounds, GeneratorDriver driver, Func<int, Compilation> edit)
    {
        double[] times = new double[rounds];
        double[] bytes = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            Compilation compilation = edit(round);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            driver.RunGenerators(compilation);
            times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            bytes[round] = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        return new Measurement(name, Median(times), Median(bytes) / 1e6);
    }

    /// <summary>A project in which one file is another.</summary>
    public static Compilation Edit(CSharpCompilation project, string path, string text)
    {
        SyntaxTree old = project.SyntaxTrees.First(tree => tree.FilePath == path);
        return project.ReplaceSyntaxTree(old, LayerProject.Parse(text, path));
    }

    private static void Require(GeneratorDriver driver, int layers)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.GeneratedSources.Length != layers || !result.Diagnostics.IsEmpty)
        {
            throw new InvalidOperationException($"{result.GeneratedSources.Length} of {layers} layers were generated; {result.Exception}{result.Diagnostics.FirstOrDefault()}");
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
