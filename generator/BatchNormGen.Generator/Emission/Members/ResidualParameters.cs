using System.Collections.Generic;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>The tensors of the directions, with those of a residual where a layer has one.</summary>
internal static class ResidualParameters
{
    private static readonly TensorParameter ResultGradient = new("dy", "The gradient of the loss with respect to the output.");
    private static readonly TensorParameter BatchGradient = new("dx", "Receives the gradient with respect to the input; may be <paramref name=\"dy\"/> itself.");

    /// <summary>The inputs of a forward direction.</summary>
    public static IReadOnlyList<TensorParameter> Forward(TensorParameter batch, LayerSpec layer) =>
        layer.Residual ? [batch, new("residual", "What is added to what is normalized, in the same shape.")] : [batch];

    /// <summary>The output of a forward direction.</summary>
    public static IReadOnlyList<TensorParameter> Result(LayerSpec layer) =>
        [new("y", $"Receives the result, in the same shape; may be <paramref name=\"x\"/>{(layer.Residual ? " or <paramref name=\"residual\"/>" : string.Empty)} itself.")];

    /// <summary>The inputs of a gradient.</summary>
    public static IReadOnlyList<TensorParameter> Backward(TensorParameter batch, LayerSpec layer)
    {
        if (!layer.Residual)
        {
            return [batch, ResultGradient];
        }

        string residual = layer.Activation.Exists ? "What was added, as it was before." : "What was added; may be empty, since nothing depends on it.";
        return [batch, new("residual", residual, IsOptional: !layer.Activation.Exists), ResultGradient];
    }

    /// <summary>What a gradient writes, for its documentation.</summary>
    public static string Written(LayerSpec layer) => layer.Residual ? "<paramref name=\"dx\"/> and <paramref name=\"dresidual\"/>" : "<paramref name=\"dx\"/>";

    /// <summary>The outputs of a gradient.</summary>
    public static IReadOnlyList<TensorParameter> Gradients(LayerSpec layer) => layer.Residual
        ? [BatchGradient, new("dresidual", "Receives the gradient with respect to the residual; may be <paramref name=\"dy\"/> itself, where <paramref name=\"dx\"/> is not, or empty.", IsOptional: true)]
        : [BatchGradient];
}
