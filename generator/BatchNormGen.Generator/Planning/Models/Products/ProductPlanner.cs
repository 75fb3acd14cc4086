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
        return geometry.IsRows
            ? Rows(geometry.Inputs, geometry.Outputs, groups)
            : new(
                Windows("Forward", geometry, geometry.PaddedPitch, geometry.Stride, geometry.Inputs, output.Width, geometry.Outputs, output.Channels, groups),
                Windows(
                    "InputGradient", geometry, geometry.DilatedPitch, 1, geometry.Outputs, input.Width, geometry.Inputs, input.Channels,
                    TilePlanner.PanelGroups(input.Width, geometry.Inputs)),
                WindowsWeightGradient(geometry, groups));
    }

    /// <summary>The sums of a dense layer.</summary>
    public static ProductPlans Plan(DenseOperation dense, FlowShape input) => Rows(input.Channels, dense.Outputs, TilePlanner.PanelGroups(0, dense.Outputs));

    /// <summary>Each position is a row of inputs, with nothing between one and the next: those of dense layers, and of convolutions of single values.</summary>
    private static ProductPlans Rows(int inputs, int outputs, int groups) =>
        new(RowSums("Forward", inputs, outputs, groups), RowSums("InputGradient", outputs, inputs, TilePlanner.PanelGroups(0, inputs)), RowWeightGradient(inputs, outputs, groups));

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
        string name, ConvolutionGeometry geometry, int pitch, int stride, int inputs, int width, int outputs, int outputStep, int groups) => Plan(
        name,
        new(width, LeftStep: stride * inputs, LeftLinePitch: stride * pitch, OutputStep: outputStep, OutputLinePitch: width * outputStep),
        new(
            Runs: geometry.Kernel, Length: geometry.IsDepthwise ? geometry.Kernel : geometry.Kernel * inputs, LeftStep: geometry.IsDepthwise ? inputs : 1, LeftRunPitch: pitch,
            RightStep: groups * Lanes),
        new(outputs, groups, RightPanelPitch: geometry.Kernel * RowOfWindow(geometry, inputs) * groups * Lanes, OutputPanelPitch: groups * Lanes),
        leftIsLanes: geometry.IsDepthwise);

    private static ProductPlan WindowsWeightGradient(ConvolutionGeometry geometry, int groups)
    {
        int row = RowOfWindow(geometry, geometry.Inputs), pitch = geometry.PaddedPitch;
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
    private static int RowOfWindow(ConvolutionGeometry geometry, int inputs) => geometry.IsDepthwise ? geometry.Kernel : geometry.Kernel * inputs;

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
/// <param name="InputGradient">The gradient of its input.</param>
/// <param name="WeightGradient">The gradients of its weights.</param>
internal sealed record ProductPlans(ProductPlan Forward, ProductPlan InputGradient, ProductPlan WeightGradient);
