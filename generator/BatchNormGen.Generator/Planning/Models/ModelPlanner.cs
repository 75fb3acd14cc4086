using System.Linq;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>Plans a model: what is computed together, and where. It knows nothing of C#.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(ModelGraph definition)
    {
        ModelGraph graph = LayoutPlanner.Plan(definition);
        ModelStep[] steps = [.. new StepPlanner(graph, joinsProducts: true).Plan().Select(static step => new ModelStep(new(step.Nodes), new(step.Inputs)))];
        BufferPlanner buffers = new(graph, steps);
        TrainingPlan training = TrainingPlanner.Plan(graph);
        return new()
        {
            Definition = definition,
            Graph = graph,
            Steps = new(steps),
            Buffers = new(buffers.Plan()),
            ArenaLength = buffers.ArenaLength,
            Kernels = new(ModelKernelPlanner.Plan(graph, steps, training.Steps)),
            Training = training,
        };
    }
}
