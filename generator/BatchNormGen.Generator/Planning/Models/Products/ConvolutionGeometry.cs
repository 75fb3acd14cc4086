using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models.Products;

/// <summary>What the sums of a convolution go along: the maps of one group, with the padding around them.</summary>
internal readonly record struct ConvolutionGeometry
{
    public required ConvolutionOperation Convolution { get; init; }

    public required FlowShape Input { get; init; }

    public required FlowShape Output { get; init; }

    /// <summary>Whether each channel has a kernel of its own. Lanes are channels then, and all groups are one.</summary>
    public bool IsDepthwise => Convolution.Groups == Input.Channels && Convolution.Outputs == Input.Channels && Convolution.Groups > 1;

    /// <summary>Whether a window is one value, and every value has one: positions are rows of a matrix.</summary>
    public bool IsRows => Convolution is { Window: { Kernel: 1, Stride: 1, Padding: 0 }, Groups: 1 };

    /// <summary>The input channels of a group.</summary>
    public int Inputs => IsDepthwise ? Input.Channels : Input.Channels / Convolution.Groups;

    /// <summary>The output channels of a group.</summary>
    public int Outputs => IsDepthwise ? Output.Channels : Output.Channels / Convolution.Groups;

    public int Kernel => Convolution.Window.Kernel;

    public int Stride => Convolution.Window.Stride;

    /// <summary>The values of a row of the input of a group with its padding.</summary>
    public int PaddedPitch => (Input.Width + (2 * Convolution.Window.Padding)) * Inputs;

    /// <summary>The phases that inputs fall into, along each axis.</summary>
    public IReadOnlyList<InputPhase> InputPhases => InputPhase.Of(Kernel, Stride, Convolution.Window.Padding);

    /// <summary>The values of a row of the output of a group, with zeros around it, as the gradient of the input is summed from it.</summary>
    public int GradientPitch => GradientExtent(Input.Width, Output.Width) * Outputs;

    /// <summary>The rows of the same.</summary>
    public int GradientHeight => GradientExtent(Input.Height, Output.Height);

    /// <summary>The outputs along an axis, and as many zeros before and behind them as the windows of the last inputs need.</summary>
    private int GradientExtent(int inputs, int outputs)
    {
        IReadOnlyList<InputPhase> phases = InputPhases;
        int before = phases.Max(static phase => Math.Max(0, phase.Taps - 1 - phase.LastOutput)), steps = (inputs + Stride - 1) / Stride;
        return before + Math.Max(outputs, steps + phases.Max(static phase => phase.LastOutput));
    }
}
