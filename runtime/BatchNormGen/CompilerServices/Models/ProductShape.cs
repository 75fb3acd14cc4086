using System.ComponentModel;
using BatchNormGen.Memory;

namespace BatchNormGen.CompilerServices;

/// <summary>The shape of a convolution or dense layer, as it was planned. A dense layer is a convolution of one value over maps of one position.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProductShape
{
    /// <summary>The number of input channels.</summary>
    public required int Inputs { get; init; }

    /// <summary>The number of output channels.</summary>
    public required int Outputs { get; init; }

    /// <summary>The rows of the input.</summary>
    public int Height { get; init; } = 1;

    /// <summary>The columns of the input.</summary>
    public int Width { get; init; } = 1;

    /// <summary>The rows of the output.</summary>
    public int OutputHeight { get; init; } = 1;

    /// <summary>The columns of the output.</summary>
    public int OutputWidth { get; init; } = 1;

    /// <summary>The height and width of the kernel.</summary>
    public int Kernel { get; init; } = 1;

    /// <summary>The rows and columns from one window to the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>The rows and columns of zeros on each side.</summary>
    public int Padding { get; init; }

    /// <summary>The number of groups of channels.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// The positions of the maps that a dense layer's inputs were: they lie channels last here, and channel by channel in its weights. 1 where its inputs are features.
    /// </summary>
    public int FlattenedPositions { get; init; } = 1;

    /// <summary>
    /// The same whatever their order here: files of frameworks with channels last have the weights position by position. Where they lie channels last it need not be said.
    /// </summary>
    public int MapPositions { get => Math.Max(field, FlattenedPositions); init; } = 1;

    /// <summary>The groups of lanes of a panel of weights.</summary>
    public required int PanelGroups { get; init; }

    /// <summary>The groups of lanes of a panel of the weights by which the gradient of the input is computed.</summary>
    public required int InputPanelGroups { get; init; }

    /// <summary>Whether each channel has a kernel of its own.</summary>
    internal bool IsDepthwise => Groups > 1 && Groups == Inputs && Outputs == Inputs;

    /// <summary>Whether each position is a row of inputs, with nothing between one and the next.</summary>
    internal bool IsRows => Kernel == 1 && Stride == 1 && Padding == 0 && Groups == 1;

    /// <summary>How often the sums are taken, each time over other channels: once for all where the layer is depthwise.</summary>
    internal int Passes => IsDepthwise ? 1 : Groups;

    /// <summary>The input channels of a pass.</summary>
    internal int PassInputs => Inputs / Passes;

    /// <summary>The output channels of a pass.</summary>
    internal int PassOutputs => Outputs / Passes;

    /// <summary>The values of a row of the input with its padding, of one pass.</summary>
    internal int PaddedPitch => (Width + (2 * Padding)) * PassInputs;

    /// <summary>The rows of the input with its padding.</summary>
    internal int PaddedHeight => Height + (2 * Padding);

    /// <summary>Whether the input is copied, to have its padding, or the channels of a group side by side.</summary>
    internal bool IsCopied => Padding > 0 || Passes > 1;

    /// <summary>The values of a sample that comes in.</summary>
    internal nint InputLength => (nint)Height * Width * Inputs;

    /// <summary>The values of a sample that goes out.</summary>
    internal nint OutputLength => (nint)OutputHeight * OutputWidth * Outputs;

    /// <summary>The weights that each input channel of a pass has for an output channel.</summary>
    internal int Taps => Kernel * Kernel * FlattenedPositions;

    /// <summary>The input channels that an output channel has weights for.</summary>
    internal int WeightInputs => IsDepthwise ? 1 : PassInputs / FlattenedPositions;

    /// <summary>The terms of a sum.</summary>
    internal int Terms => Taps * WeightInputs;

    /// <summary>The lanes of a panel of weights.</summary>
    internal int PanelLanes => PanelGroups * CacheLine.Length<float>();

    /// <summary>The panels of a pass.</summary>
    internal int Panels => (PassOutputs + PanelLanes - 1) / PanelLanes;

    /// <summary>The length of the packed weights of a pass.</summary>
    internal nint PackedLength => (nint)Panels * Terms * PanelLanes;

    /// <summary>The lanes of a panel of the weights by which the gradient of the input is computed.</summary>
    internal int InputPanelLanes => InputPanelGroups * CacheLine.Length<float>();

    /// <summary>The panels of these of a pass.</summary>
    internal int InputPanels => (PassInputs + InputPanelLanes - 1) / InputPanelLanes;

    /// <summary>The terms of a value of the gradient of the input.</summary>
    internal int InputTerms => IsDepthwise ? Taps : Kernel * Kernel * PassOutputs;

    /// <summary>The length of these packed weights of a pass.</summary>
    internal nint InputPackedLength => (nint)InputPanels * InputTerms * InputPanelLanes;

    /// <summary>The output channels that a value of the gradient of the input is summed over for each tap.</summary>
    internal int TapOutputs => IsDepthwise ? 1 : PassOutputs;
}
