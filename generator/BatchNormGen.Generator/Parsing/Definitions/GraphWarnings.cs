using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing.Definitions.Layers;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>What is probably not meant in a graph that is right: what shows only where it is seen what follows a layer.</summary>
internal static class GraphWarnings
{
    public static void Check(GraphBuilder graph, int output)
    {
        ILookup<int, GraphNode> users = graph.Nodes.SelectMany(static node => node.Inputs.Select(input => (input, node))).ToLookup(static use => use.input, static use => use.node);
        for (int index = 0; index < graph.Nodes.Count; index++)
        {
            if (graph.CallOf(index) is { } call)
            {
                CheckUse(graph.Nodes[index], call, users[index], isOutput: index == output);
                CheckRepetition(graph, graph.Nodes[index], call);
            }
        }
    }

    private static void CheckUse(GraphNode node, LayerCall call, IEnumerable<GraphNode> users, bool isOutput)
    {
        GraphNode[] following = [.. users];
        if (isOutput)
        {
            if (node.Operation is SoftmaxOperation)
            {
                call.Report(ModelDiagnostics.SoftmaxLast, call.NameLocation);
            }
        }
        else if (following.Length == 0)
        {
            call.Report(ModelDiagnostics.OutputUnused, call.NameLocation, node.DisplayName);
        }
        else if (node.Operation is ConvolutionOperation { HasBias: true } or DenseOperation { HasBias: true }
            && following.All(static user => user.Operation is BatchNormOperation or InstanceNormOperation))
        {
            call.Report(
                ModelDiagnostics.BiasWithoutEffect, call.LocationOf(WeightReader.Bias), node.DisplayName, following[0].DisplayName);
        }
    }

    private static void CheckRepetition(GraphBuilder graph, GraphNode node, LayerCall call)
    {
        if (node.Operation is NormalizationOperation && graph.Nodes[node.Inputs[0]] is { Operation: NormalizationOperation } before)
        {
            call.Report(ModelDiagnostics.NormalizedTwice, call.NameLocation, node.DisplayName, before.DisplayName);
        }
    }
}
