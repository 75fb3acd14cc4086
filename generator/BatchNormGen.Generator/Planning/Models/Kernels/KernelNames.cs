using System.Globalization;
using System.Linq;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning.Models.Kernels;

/// <summary>The names of kernels: what they compute and of which shapes, as an identifier.</summary>
internal static class KernelNames
{
    /// <summary>Of sums of products: <c>Conv3x3_64x56x56_to_64</c>, with stride, padding and groups where they are not the usual ones.</summary>
    public static string Of(Operation operation, FlowShape input) => operation switch
    {
        ConvolutionOperation { Window: var window } convolution =>
            $"Conv{NumberText.Of(window.Kernel)}x{NumberText.Of(window.Kernel)}"
            + (window.Stride == 1 ? string.Empty : "_stride" + NumberText.Of(window.Stride))
            + (window.Padding == 0 ? string.Empty : "_padding" + NumberText.Of(window.Padding))
            + (convolution.Groups == 1 ? string.Empty : "_groups" + NumberText.Of(convolution.Groups))
            + $"_{Of(input)}_to_{NumberText.Of(convolution.Outputs)}",
        DenseOperation dense => $"Dense_{Of(input)}_to_{NumberText.Of(dense.Outputs)}",
        GroupNormOperation norm => $"GroupNorm{NumberText.Of(norm.Groups)}_{Of(input)}",
        _ => $"{operation.Method}_{Of(input)}",
    };

    /// <summary>Of what follows: <c>_Sum_Relu</c>; nothing if nothing does.</summary>
    public static string Behind(bool hasResidual, ActivationSpec activation) => (hasResidual ? "_Sum" : string.Empty) + (activation.Exists ? "_" + Of(activation) : string.Empty);

    /// <summary>Of what becomes of sums of products: <c>Bias_BatchNorm_Relu</c>.</summary>
    public static string Of(ProductFinish finish) =>
        ((finish.HasBias ? "_Bias" : string.Empty) + (finish.HasNormalization ? "_BatchNorm" : string.Empty) + Behind(finish.HasResidual, finish.Activation)).TrimStart('_');

    private static string Of(ActivationSpec activation) => activation.Function == Activation.LeakyRelu
        ? "LeakyRelu" + string.Concat(activation.Slope.ToString("R", CultureInfo.InvariantCulture).Select(static letter => letter == '-' ? 'm' : char.IsLetterOrDigit(letter) ? letter : '_'))
        : activation.Function.ToString();

    private static string Of(FlowShape shape) => string.Join("x", shape.Extents.Select(static extent => NumberText.Of(extent)));
}
