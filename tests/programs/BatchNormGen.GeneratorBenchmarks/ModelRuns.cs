using BatchNormGen.Generator;
using BatchNormGen.Generator.Tests.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.GeneratorBenchmarks;

/// <summary>Models, each in a small project of its own: what happens at the first build, and at each key in an editor.</summary>
internal static class ModelRuns
{
    private const string ModelFile = "Model.cs", OtherFile = "Other.cs";

    public static IEnumerable<Measurement> Measure(int rounds)
    {
        GeneratorDriver fresh = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: LayerProject.ParseOptions);
        yield return GeneratorRuns.Run("LeNet: the first run of the process, the JIT's work included", 1, fresh, static _ => Project(ModelSources.LeNet));
        foreach ((string name, string source) in new[] { ("LeNet", ModelSources.LeNet), ("ResNet-18", ModelSources.ResNet18) })
        {
            CSharpCompilation project = Project(source);
            GeneratorDriver driver = fresh.RunGenerators(project);
            GeneratorRunResult result = driver.GetRunResult().Results.Single();
            if (result.Exception is not null || result.GeneratedSources.Length < 2)
            {
                throw new InvalidOperationException($"{name} was not generated; {result.Exception}");
            }

            int characters = result.GeneratedSources.Sum(static generated => generated.SourceText.Length);
            yield return GeneratorRuns.Run($"{name}: a cold run, which writes {result.GeneratedSources.Length} files, {characters / 1000} kB", rounds, fresh, _ => project.Clone());
            yield return GeneratorRuns.Run($"{name}: an edit in another file", rounds, driver, round => GeneratorRuns.Edit(project, OtherFile, LayerProject.OtherFile(0, round + 1)));
            yield return GeneratorRuns.Run($"{name}: an edit elsewhere in its file", rounds, driver, round => GeneratorRuns.Edit(project, ModelFile, FileOf(source, round + 1)));
            yield return GeneratorRuns.Run(
                $"{name}: an edit that changes it", rounds, driver,
                round => GeneratorRuns.Edit(project, ModelFile, FileOf(source.Replace("\"conv1\"", $"\"first{round}\"", StringComparison.Ordinal), 0)));
        }
    }

    private static CSharpCompilation Project(string model) =>
        LayerProject.Of([LayerProject.Parse(FileOf(model, 0), ModelFile), LayerProject.Parse(LayerProject.OtherFile(0, 0), OtherFile)]);

    /// <summary>A model, and a class in front of it.</summary>
    private static string FileOf(string model, int edition) => $"{ModelSources.Using}internal static class Elsewhere {{ public static int X => {edition}; }}\n{model}";
}
