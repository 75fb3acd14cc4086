using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>Where the packed weights of each step of a prediction lie, and what memory copies of samples take.</summary>
internal sealed class ProductPlacement
{
    /// <summary>The vectors of constants behind the weights of a layer: bias, mean, scale and shift.</summary>
    private const int Constants = 4;

    private readonly Dictionary<int, long> _offsets = [];

    public ProductPlacement(ModelPlan plan)
    {
        foreach (StepLayers step in plan.Steps.Select(step => new StepLayers(plan.Graph, step)).Where(static step => step.IsProduct))
        {
            _offsets.Add(step.Step.Nodes[0], PackedLength);
            PackedLength += LengthOf(step);
            if (step.First.Operation is ConvolutionOperation convolution)
            {
                ConvolutionGeometry geometry = new() { Convolution = convolution, Input = step.Input, Output = step.First.Shape };
                ScratchLength = Math.Max(ScratchLength, Math.Max(
                    (long)geometry.PaddedPitch * (step.Input.Height + (2 * convolution.Window.Padding)),
                    (long)geometry.GradientPitch * geometry.GradientHeight));
            }
        }
    }

    /// <summary>The length of all packed weights.</summary>
    public long PackedLength { get; }

    /// <summary>The largest copy of a sample with its padding.</summary>
    public long ScratchLength { get; }

    /// <summary>Where those of a layer lie.</summary>
    public long OffsetOf(int node) => _offsets[node];

    private static long LengthOf(StepLayers step)
    {
        (ProductPlans plans, int passes) = step.First.Operation is ConvolutionOperation convolution
            ? (ProductPlanner.Plan(convolution, step.Input, step.First.Shape), new ConvolutionGeometry { Convolution = convolution, Input = step.Input, Output = step.First.Shape }.IsDepthwise ? 1 : convolution.Groups)
            : (ProductPlanner.Plan((DenseOperation)step.First.Operation, step.Input), 1);
        OutputAxis outputs = plans.Forward.Outputs;
        int lanes = OutputAxis.Lanes, constants = ((step.First.Shape.Channels + lanes - 1) / lanes * lanes) + lanes;
        return ((long)passes * outputs.Panels * outputs.RightPanelPitch) + (Constants * constants);
    }
}
