using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models.Products;

/// <summary>
/// Plans the sums of products of convolutions and dense layers. Feature maps lie channels last, and weights in panels: for each term in order the lanes of a panel, zeros behind
/// the last output channel.
/// </summary>
internal static class ProductPlanner
{
    private const int Lanes = OutputAxis.Lanes;

    /// <summary>The sums of a convolution.</summary>
    public static ProductPlans Plan(ConvolutionOperation convolution, FlowShape input, FlowShape output)
    {
        ConvolutionGeometry geometry = new() { Convolution = convolution, Input = input, Output = output };
        int groups = TilePlanner.PanelGroups(geometry.IsRows ? 0 : output.Width, geometry.Outputs);
        if (geometry.IsRows)
        {
            return Rows(geometry.Inputs, geometry.Outputs, groups);
        }

        int pitch = geometry.PaddedPitch;
        PositionAxis positions = new(
            output.Width, LeftStep: geometry.Stride * geometry.Inputs, LeftLinePitch: geometry.Stride * pitch, OutputStep: output.Channels,
            OutputLinePitch: output.Width * output.Channels);
        return new(
            Windows("Forward", positions, (geometry.Kernel, geometry.Kernel), pitch, geometry.Inputs, geometry.Outputs, groups, geometry.IsDepthwise),
            [.. InputGradients(geometry)],
            InputPanelGroups(geometry),
            WindowsWeightGradient(geometry, groups));
    }

    /// <summary>The sums of a dense layer.</summary>
    public static ProductPlans Plan(DenseOperation dense, FlowShape input) => Rows(input.Channels, dense.Outputs, TilePlanner.PanelGroups(0, dense.Outputs));

    /// <summary>Each position is a row of inputs, with nothing between one and the next: those of dense layers, and of convolutions of single values.</summary>
    private static ProductPlans Rows(int inputs, int outputs, int groups)
    {
        int inputGroups = TilePlanner.PanelGroups(0, inputs);
        return new(
            RowSums("Forward", inputs, outputs, groups),
            [new(Row: 0, Column: 0, Stride: 1, RowSums("InputGradient", outputs, inputs, inputGroups))],
            inputGroups,
            RowWeightGradient(inputs, outputs, groups));
    }

    private static ProductPlan RowSums(string name, int inputs, int outputs, int groups) => Plan(
        name,
        new(Count: 0, LeftStep: inputs, LeftLinePitch: 0, OutputStep: outputs, OutputLinePitch: 0),
        new(Runs: 1, inputs, LeftStep: 1, LeftRunPitch: 0, RightStep: groups * Lanes),
        new(outputs, groups, RightPanelPitch: inputs * groups * Lanes, OutputPanelPitch: groups * Lanes));

    /// <summary>What was a position is a term, and what was a term is a position: the gradients of the weights lie as the weights do.</summary>
    private static ProductPlan RowWeightGradient(int inputs, int outputs, int groups) => Plan(
        "WeightGradient",
        new(Count: 0, LeftStep: 1, LeftLinePitch: 0, OutputStep: groups * Lanes, OutputLinePitch: 0),
        new(Runs: 1, Length: 0, LeftStep: inputs, LeftRunPitch: 0, RightStep: outputs),
        new(outputs, groups, RightPanelPitch: groups * Lanes, OutputPanelPitch: inputs * groups * Lanes),
        adds: true);

    /// <summary>Windows over maps with as much padding as they need: the values of a row of a window lie side by side and are a run, unless each channel is summed by itself.</summary>
    private static ProductPlan Windows(
        string name, PositionAxis positions, (int Height, int Width) taps, int pitch, int inputs, int outputs, int groups, bool isDepthwise)
    {
        int row = RowOfWindow(taps.Width, inputs, isDepthwise);
        return Plan(
            name,
            positions,
            new(Runs: taps.Height, row, LeftStep: isDepthwise ? inputs : 1, LeftRunPitch: pitch, RightStep: groups * Lanes),
            new(outputs, groups, RightPanelPitch: taps.Height * row * groups * Lanes, OutputPanelPitch: groups * Lanes),
            leftIsLanes: isDepthwise);
    }

    /// <summary>
    /// The gradients of the inputs of each phase: windows of some taps over the gradients of the outputs. With zeros between these there would be one phase, of which most products
    /// are by zero. A phase without taps has gradients of 0, which nothing need sum.
    /// </summary>
    private static IEnumerable<PhasePlan> InputGradients(ConvolutionGeometry geometry)
    {
        (int stride, int channels, FlowShape input) = (geometry.Stride, geometry.Input.Channels, geometry.Input);
        int groups = InputPanelGroups(geometry);
        InputPhase[] phases = [.. geometry.InputPhases.Where(static phase => phase.Taps > 0)], columns = [.. phases.Where(phase => phase.Count(input.Width, stride) > 0)];
        foreach (InputPhase row in phases.Where(phase => phase.Count(input.Height, stride) > 0))
        {
            foreach (InputPhase column in columns)
            {
                PositionAxis positions = new(
                    column.Count(input.Width, stride), LeftStep: geometry.Outputs, LeftLinePitch: geometry.GradientPitch, OutputStep: stride * channels,
                    OutputLinePitch: stride * input.Width * channels);
                string name = "InputGradient" + (stride == 1 ? string.Empty : $"{NumberText.Of(row.First)}_{NumberText.Of(column.First)}");
                yield return new(
                    row.First,
                    column.First,
                    stride,
                    Windows(name, positions, (row.Taps, column.Taps), geometry.GradientPitch, geometry.Outputs, geometry.Inputs, groups, geometry.IsDepthwise));
            }
        }
    }

    /// <summary>The groups of a panel of inputs: all phases have the same, since their weights are packed alike.</summary>
    private static int InputPanelGroups(ConvolutionGeometry geometry) =>
        TilePlanner.PanelGroups((geometry.Input.Width + geometry.Stride - 1) / geometry.Stride, geometry.Inputs);

    private static ProductPlan WindowsWeightGradient(ConvolutionGeometry geometry, int groups)
    {
        int row = RowOfWindow(geometry.Kernel, geometry.Inputs, geometry.IsDepthwise), pitch = geometry.PaddedPitch;
        return Plan(
            "WeightGradient",
            new(row, LeftStep: geometry.IsDepthwise ? geometry.Inputs : 1, LeftLinePitch: pitch, OutputStep: groups * Lanes, OutputLinePitch: row * groups * Lanes),
            new(
                Runs: geometry.Output.Height, Length: geometry.Output.Width, LeftStep: geometry.Stride * geometry.Inputs, LeftRunPitch: geometry.Stride * pitch,
                RightStep: geometry.Output.Channels),
            new(geometry.Outputs, groups, RightPanelPitch: groups * Lanes, OutputPanelPitch: geometry.Kernel * row * groups * Lanes),
            adds: true,
            leftIsLanes: geometry.IsDepthwise);
    }

    /// <summary>The terms of a row of a window.</summary>
    private static int RowOfWindow(int taps, int inputs, bool isDepthwise) => isDepthwise ? taps : taps * inputs;

    private static ProductPlan Plan(string name, PositionAxis positions, TermAxis terms, OutputAxis outputs, bool adds = false, bool leftIsLanes = false) => new()
    {
        Name = name,
        Positions = positions,
        Terms = terms,
        Outputs = outputs,
        Adds = adds,
        LeftIsLanes = leftIsLanes,
        OneVectorTiles = TilePlanner.OneVector(positions.Count, outputs.PanelGroups),
        SeveralVectorsTiles = TilePlanner.SeveralVectors(positions.Count),
    };
}

/// <summary>The sums of a layer.</summary>
/// <param name="Forward">Its output.</param>
/// <param name="InputGradients">The gradient of its input, of each phase that has taps: none where windows lie in the padding alone.</param>
/// <param name="InputPanelGroups">The groups of lanes of a panel of inputs.</param>
/// <param name="WeightGradient">The gradients of its weights.</param>
internal sealed record ProductPlans(ProductPlan Forward, IReadOnlyList<PhasePlan> InputGradients, int InputPanelGroups, ProductPlan WeightGradient);

/// <summary>The gradients of the inputs of a phase.</summary>
/// <param name="Row">The row of its first input.</param>
/// <param name="Column">The column of the same.</param>
/// <param name="Stride">The rows and columns from one of its inputs to the next.</param>
/// <param name="Sums">The sums.</param>
internal readonly record struct PhasePlan(int Row, int Column, int Stride, ProductPlan Sums)
{
    /// <summary>Row and column as one number, as the kernel is told them.</summary>
    public int Number => (Row * Stride) + Column;
}
