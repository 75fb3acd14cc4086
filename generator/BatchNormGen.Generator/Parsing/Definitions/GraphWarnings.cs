using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing.Definitions.Layers;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>What is probably not meant in a graph that is right: what shows only where it is seen what follows a layer.</summary>
internal static class GraphWarnings
{
    public static void Check(GraphBuilder graph, int output, DefinitionFindings findings)
    {
        ILookup<int, GraphNode> users = graph.Nodes.SelectMany(static node => node.Inputs.Select(input => (input, node))).ToLookup(static use => use.input, static use => use.node);
        for (int index = 0; index < graph.Nodes.Count; index++)
        {
            GraphNode node = graph.Nodes[index];
            GraphNode[] following = [.. users[index]];
            if (following.Length == 0 && index != output && graph.PlaceOf(index) is { } place)
            {
                findings.Report(ModelDiagnostics.OutputUnused, place.Location, place.Frame, node.Operation is SumOperation ? "this sum" : node.DisplayName);
            }

            if (graph.CallOf(index) is { } call)
            {
                CheckBias(node, call, following, isOutput: index == output);
                CheckRepetition(graph, node, call);
                CheckSoftmax(node, call, isOutput: index == output);
            }
        }
    }

    private static void CheckBias(GraphNode node, LayerCall call, GraphNode[] following, bool isOutput)
    {
        bool isTakenOff = !isOutput && following.Length > 0 && following.All(static user => user.Operation is BatchNormOperation or InstanceNormOperation);
        if (isTakenOff && node.Operation is (ConvolutionOperation { HasBias: true } or DenseOperation { HasBias: true }))
        {
            call.Report(ModelDiagnostics.BiasWithoutEffect, call.LocationOf(WeightReader.Bias), node.DisplayName, following[0].DisplayName);
        }
    }

    private static void CheckRepetition(GraphBuilder graph, GraphNode node, LayerCall call)
    {
        if (node.Operation is NormalizationOperation && graph.Nodes[node.Inputs[0]] is { Operation: NormalizationOperation } before)
        {
            call.Report(ModelDiagnostics.NormalizedTwice, call.NameLocation, node.DisplayName, before.DisplayName);
        }
    }

    private static void CheckSoftmax(GraphNode node, LayerCall call, bool isOutput)
    {
        if (isOutput && node.Operation is SoftmaxOperation)
        {
            call.Report(ModelDiagnostics.SoftmaxLast, call.NameLocation);
        }
    }
}
