using System.Collections.Generic;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>The methods of layers without modes, which normalize each row or each sample by itself.</summary>
internal static class StatelessOperations
{
    public const string Forward = nameof(Forward);
    public const string Backward = nameof(Backward);

    private static readonly TensorParameter Batch = new("x", "The batch", "; may be empty");
    private static readonly TensorParameter ResultGradient = new("dy", "The gradient of the loss with respect to the output.");
    private static readonly TensorParameter BatchGradient = new("dx", "Receives the gradient with respect to the input; may be <paramref name=\"dy\"/> itself.");

    private static readonly Failure DoesNotFit = new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written.");
    private static readonly Failure InUse = new("InvalidOperationException", "Another call is training the layer or changing it.");

    /// <summary>The forward direction.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="summary">What it computes.</param>
    public static Operation CreateForward(LayerSpec layer, string summary) => new(
        Forward, summary + " Changes nothing, so that any number of threads may call it at once.",
        layer.Residual ? [Batch, new("residual", "What is added, in the same shape.")] : [Batch])
    {
        Outputs = [new("y", $"Receives the result, in the same shape; may be <paramref name=\"x\"/>{(layer.Residual ? " or <paramref name=\"residual\"/>" : string.Empty)} itself.")],
        Call = $"{GeneratedMembers.Storage}.{Forward}(",
        Failures = [DoesNotFit],
    };

    /// <summary>The gradient.</summary>
    public static Operation CreateBackward(LayerSpec layer) => new(
        Backward,
        "The gradient of <c>Forward</c>: writes <paramref name=\"dx\"/>, adds to the parameters' gradients. It measures again, so that no call needs to come before it.",
        [.. Inputs(layer)])
    {
        Outputs = layer.Residual
            ? [BatchGradient, new("dresidual", "Receives the gradient with respect to the residual; may be <paramref name=\"dy\"/> itself, where <paramref name=\"dx\"/> is not, or empty.")]
            : [BatchGradient],
        Call = $"{GeneratedMembers.Storage}.{Backward}(",
        Failures = [DoesNotFit, InUse],
    };

    private static IEnumerable<TensorParameter> Inputs(LayerSpec layer)
    {
        yield return Batch;
        if (layer.Residual)
        {
            yield return new("residual", layer.Activation.Exists ? "What was added." : "What was added; may be empty, since nothing depends on it.");
        }

        yield return ResultGradient;
    }
}
