using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>Plans a model: what is computed together, by which kernels, and where. It knows nothing of C#.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(ModelGraph graph)
    {
        StepPlanner steps = new(graph);
        (IReadOnlyList<int> Nodes, IReadOnlyList<int> Inputs)[] planned = [.. steps.Plan()];
        List<ModelKernel> kernels = [];
        ModelStep[] numbered = [.. planned.Select(step => new ModelStep(new(step.Nodes), new(step.Inputs), IndexOf(kernels, ToKernel(graph, step.Nodes, step.Inputs))))];
        BufferPlanner buffers = new(graph, numbered);
        return new()
        {
            Graph = graph,
            Steps = new(numbered),
            Kernels = new(kernels),
            Buffers = new(buffers.Plan()),
            ArenaLength = buffers.ArenaLength,
        };
    }

    private static ModelKernel ToKernel(ModelGraph graph, IReadOnlyList<int> nodes, IReadOnlyList<int> inputs) =>
        new(new(nodes.Select(node => graph.Nodes[node].Operation)), graph.Nodes[inputs[0]].Shape, graph.Nodes[nodes[nodes.Count - 1]].Shape);

    /// <summary>The number of a kernel, which is added where there is none like it.</summary>
    private static int IndexOf(List<ModelKernel> kernels, ModelKernel kernel)
    {
        int index = kernels.IndexOf(kernel);
        if (index >= 0)
        {
            return index;
        }

        kernels.Add(kernel);
        return kernels.Count - 1;
    }
}
