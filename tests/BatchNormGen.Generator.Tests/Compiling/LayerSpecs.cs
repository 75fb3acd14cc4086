using System.Collections.Immutable;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>The specs of a run, as the pipeline caches them.</summary>
internal static class LayerSpecs
{
    public static ImmutableArray<BatchNormSpec> Of(GeneratorRun run) => Of<BatchNormSpec>(run);

    public static ImmutableArray<TSpec> Of<TSpec>(GeneratorRun run)
        where TSpec : ILayerSpec =>
        [.. run.Step(TrackingNames.LayerSpec).Select(static output => (TSpec)output.Value)];

    /// <summary>The spec of a source with one layer and nothing to object to.</summary>
    public static BatchNormSpec Single(string source) => Single<BatchNormSpec>(source);

    /// <inheritdoc cref="Single(string)"/>
    public static TSpec Single<TSpec>(string source)
        where TSpec : ILayerSpec
    {
        GeneratorRun run = LayerCompilation.Of("using BatchNormGen;\n" + source).Generate();
        Assert.Empty(run.Diagnostics);
        return Assert.Single(Of<TSpec>(run));
    }
}
