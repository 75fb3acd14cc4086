using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>What was planned of a model, in words.</summary>
internal static class ModelDescription
{
    public static void Emit(SourceWriter writer, ModelPlan plan)
    {
        ModelGraph graph = plan.Definition;

        // What a prediction passes over is none: the same values, in the same place.
        int steps = plan.Steps.Count(step => plan.Graph.Nodes[step.Nodes[0]].Operation is not (FlattenOperation or DropoutOperation));
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>From {graph.InputShape} to {graph.OutputShape}: {Literal.Of(graph.Nodes.Count - 1)} layers, {Literal.Of(graph.ParameterCount)} parameters, {Literal.Of(graph.MultiplyAdds)} multiply-adds a sample.</para>");
        writer.Line(
            $"/// <para>A prediction takes {Literal.Of(steps)} {(steps == 1 ? "step" : "steps")}, and {Kibibytes(plan.ArenaLength)} a sample beside its input and output; training keeps {Kibibytes(plan.Training.KeptLength)} a sample, and its gradients take {Kibibytes(plan.Training.GradientLength)}.</para>");
        writer.Line("/// </remarks>");
    }

    /// <summary>The layers of a step, and what they make of what: <c>conv1, bn1, Sigmoid: (1, 28, 28) → (6, 28, 28)</c>.</summary>
    public static string Of(StepLayers step) => $"{LayersOf(step)}: {step.Input} → {step.Output}";

    /// <summary>The same of the gradients of a step, which come from its output: <c>conv1: (1, 28, 28) ← (6, 28, 28)</c>.</summary>
    public static string OfGradients(StepLayers step) => $"{LayersOf(step)}: {step.Input} ← {step.Output}";

    private static string LayersOf(StepLayers step) => string.Join(", ", step.Nodes.Select(static node => node.Name is { } name ? Xml.Line(name.Text) : node.Operation.Method));

    private static string Kibibytes(long values) => $"{Literal.Of(((values * sizeof(float)) + 1023) / 1024)} KiB";
}
