using System;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Emission.Models.Kernels;

/// <summary>What a kernel computes, in a sentence.</summary>
internal static class ModelKernelDescription
{
    public static string Of(ModelKernel kernel) => kernel switch
    {
        ProductKernel { Operation: ConvolutionOperation convolution } product =>
            $"Convolution of {Literal.Of(convolution.Window.Kernel)} by {Literal.Of(convolution.Window.Kernel)}, stride {Literal.Of(convolution.Window.Stride)}, padding {Literal.Of(convolution.Window.Padding)}"
            + (convolution.Groups == 1 ? string.Empty : $", {Literal.Of(convolution.Groups)} groups")
            + $", from {product.Input} to {product.Output}, channels last.",
        ProductKernel product => $"Dense layer from {product.Input} to {product.Output}.",
        NormalizationKernel normalization => $"{normalization.Operation.Method} of {normalization.Shape}, channels last{Behind(normalization.HasResidual, normalization.Activation)}.",
        ElementwiseKernel elementwise => $"Value by value{Behind(elementwise.HasResidual, elementwise.Activation)}.",
        _ => throw new NotSupportedException($"No description of {kernel}."),
    };

    private static string Behind(bool hasResidual, ActivationSpec activation) => (hasResidual ? ", plus a residual" : string.Empty) + (activation.Exists ? $", then {activation.Function}" : string.Empty);
}
