using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models.Kernels;

/// <summary>Finds the kernels of a model: one for all layers of equal shape, and of products one for all that may become of them.</summary>
internal static class ModelKernelPlanner
{
    /// <summary>The kernels, in the order in which steps need them.</summary>
    public static IReadOnlyList<ModelKernel> Plan(ModelGraph graph, IEnumerable<ModelStep> prediction, IEnumerable<ModelStep> training)
    {
        List<string> order = [];
        Dictionary<string, ModelKernel> kernels = [];
        foreach (StepLayers step in prediction.Concat(training).Concat(Unused(graph, training)).Select(step => new StepLayers(graph, step)))
        {
            if (Of(step) is not { } kernel)
            {
                continue;
            }

            if (!kernels.TryGetValue(kernel.Name, out ModelKernel? known))
            {
                order.Add(kernel.Name);
                kernels.Add(kernel.Name, kernel);
            }
            else if (known is ProductKernel product)
            {
                kernels[kernel.Name] = product with { Finishes = new(product.Finishes.Union(((ProductKernel)kernel).Finishes)) };
            }
        }

        return [.. order.Select(name => kernels[name])];
    }

    /// <summary>The kernel of a step; null if the library computes it.</summary>
    public static ModelKernel? Of(StepLayers step)
    {
        Operation first = step.First.Operation;
        return first switch
        {
            ConvolutionOperation or DenseOperation => new ProductKernel(
                KernelNames.Of(first, step.Input), Bare(first), step.Input, step.First.Shape, new(step.Finish.Exists ? [step.Finish] : [])),
            NormalizationOperation normalization => new NormalizationKernel(
                KernelNames.Of(first, step.Input) + KernelNames.Behind(step.HasResidual, step.Activation), normalization with { MapPositions = 1 }, step.Input, step.HasResidual, step.Activation),
            ActivationOperation or SumOperation => new ElementwiseKernel(
                KernelNames.Behind(step.HasResidual, step.Activation).TrimStart('_'), step.HasResidual, step.Activation),
            _ => null,
        };
    }

    /// <summary>Layers that nothing uses learn nothing, but have numbers, and files have them.</summary>
    private static IEnumerable<ModelStep> Unused(ModelGraph graph, IEnumerable<ModelStep> training) =>
        Enumerable.Range(1, graph.Nodes.Count - 1).Except(training.SelectMany(static step => step.Nodes))
            .Where(node => graph.Nodes[node].Operation is ConvolutionOperation or DenseOperation or NormalizationOperation)
            .Select(node => new ModelStep(new([node]), graph.Nodes[node].Inputs));

    /// <summary>A layer without what does not change its sums.</summary>
    private static Operation Bare(Operation operation) => operation switch
    {
        ConvolutionOperation convolution => convolution with { HasBias = false },
        DenseOperation dense => dense with { HasBias = false, FlattenedPositions = 1, MapPositions = 1 },
        _ => throw new NotSupportedException($"{operation} has no sums of products."),
    };
}
