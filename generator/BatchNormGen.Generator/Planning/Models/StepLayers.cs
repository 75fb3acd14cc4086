using System.Linq;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>The layers of a step, by what they are.</summary>
internal sealed class StepLayers
{
    public StepLayers(ModelGraph graph, ModelStep step)
    {
        Step = step;
        Nodes = [.. step.Nodes.Select(node => graph.Nodes[node])];
        Input = graph.Nodes[step.Inputs[0]].Shape;
        Output = graph.Nodes[step.Output].Shape;
    }

    public ModelStep Step { get; }

    public GraphNode[] Nodes { get; }

    /// <summary>The layer that reads.</summary>
    public GraphNode First => Nodes[0];

    /// <summary>The shape of what is read first.</summary>
    public FlowShape Input { get; }

    /// <summary>The shape of the result.</summary>
    public FlowShape Output { get; }

    /// <summary>Whether it begins with sums of products.</summary>
    public bool IsProduct => First.Operation is ConvolutionOperation or DenseOperation;

    /// <summary>Whether something is added.</summary>
    public bool HasResidual => Nodes.Any(static node => node.Operation is SumOperation);

    /// <summary>The activation at the end.</summary>
    public ActivationSpec Activation => Nodes[Nodes.Length - 1].Operation is ActivationOperation activation ? activation.Activation : default;

    /// <summary>The batch normalization behind sums of products; null if there is none.</summary>
    public GraphNode? Normalization => Nodes.Skip(1).FirstOrDefault(static node => node.Operation is BatchNormOperation);

    /// <summary>What becomes of sums of products.</summary>
    public ProductFinish Finish => new(
        First.Operation is ConvolutionOperation { HasBias: true } or DenseOperation { HasBias: true }, Normalization is not null, HasResidual, Activation);
}
