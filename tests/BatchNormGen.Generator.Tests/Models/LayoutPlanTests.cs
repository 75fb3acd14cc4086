using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>Where the order of values in memory changes.</summary>
public class LayoutPlanTests
{
    private const string Own =
        """

        public abstract class Own : ILayer<float, Own>
        {
            public static Own Create(System.ReadOnlySpan<int> shape) => throw new System.NotSupportedException();
            public abstract System.Collections.Generic.IReadOnlyList<Parameter<float>> Parameters { get; }
            public abstract void ForwardTraining(System.ReadOnlySpan<float> x, System.Span<float> y, int batchSize);
            public abstract void ForwardInference(System.ReadOnlySpan<float> x, System.Span<float> y, int batchSize);
            public abstract void Backward(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> dy, System.Span<float> dx, int batchSize);
            public abstract void SaveState(StateDictionary state, string prefix = "", Framework? names = null);
            public abstract LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null);
        }
        """;

    [Theory]
    [InlineData("1, 8, 8", "Features", "x.Conv2D(\"c\", 4, 3).Flatten().Dense(\"d\", 2)", "Conv2D", "Flatten", "Dense 36")] // One channel has one order, and dense layers take any.
    [InlineData("3, 8, 8", "Features", "x.Conv2D(\"c\", 4, 3).GlobalAveragePool()", "last", "Conv2D", "GlobalAveragePool")]
    [InlineData("3, 8, 8", "FeatureMaps", "x.Conv2D(\"c\", 4, 3)", "last", "Conv2D", "first")]
    [InlineData("3, 8, 8", "FeatureMaps", "x.Relu()", "Relu")]
    [InlineData("3, 8, 8", "FeatureMaps", "x.Relu().BatchNorm(\"b\")", "Relu", "last", "BatchNorm", "first")]
    [InlineData("3, 8, 8", "Features", "x.MaxPool(2).Flatten().Relu().Dropout(0.5).Dense(\"d\", 2)", "last", "MaxPool", "Flatten", "Relu", "Dropout", "Dense 16")]
    [InlineData("3, 8, 8", "Features", "x.MaxPool(2).Flatten().LayerNorm(\"l\")", "last", "MaxPool", "Flatten", "first", "LayerNorm")]
    [InlineData("3, 8, 8", "Features", "x.MaxPool(2).Flatten()", "last", "MaxPool", "Flatten", "first")]
    [InlineData("3, 8, 8", "Features", "x.Flatten().Dense(\"d\", 2)", "Flatten", "Dense 1")]
    [InlineData("3, 8, 8", "Features", "x.MaxPool(8).Flatten().Dense(\"d\", 2)", "last", "MaxPool", "Flatten", "Dense 1")] // One position has one order.
    [InlineData("3, 8, 8", "FeatureMaps", "(x.MaxPool(3, 1, 1) + x.AveragePool(3, 1, 1)).MaxPool(2)", "last", "MaxPool", "AveragePool", "+", "MaxPool", "first")]
    [InlineData("3, 8, 8", "FeatureMaps", "x.MaxPool(3, 1, 1) + x", "last", "MaxPool", "+", "first")]
    [InlineData("3, 8, 8", "FeatureMaps", "x.Then<Own>(\"a\").MaxPool(2).Then<Own>(\"b\")", "Then", "last", "MaxPool", "first", "Then")]
    public async Task Orders_change_only_where_they_must(string shape, string output, string definition, params string[] expected)
    {
        ModelGraph graph = LayoutPlanner.Plan(
            await ModelRun.GraphOf($"[Model({shape})] partial class Net {{ static {output} Define(FeatureMaps x) => {definition}; }}{Own}"));
        Assert.Equal(expected, graph.Nodes.Skip(1).Select(static node => node.Operation switch
        {
            LayoutOperation layout => layout.IsToChannelsLast ? "last" : "first",
            DenseOperation dense => $"Dense {dense.FlattenedPositions}",
            var operation => operation.Method,
        }));
        Assert.All(graph.Nodes.Select(static (node, number) => (node, number)), static entry => Assert.All(entry.node.Inputs, input => Assert.True(input < entry.number)));
    }
}
