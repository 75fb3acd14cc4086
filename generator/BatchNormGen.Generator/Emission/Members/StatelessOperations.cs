using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>The methods of layers without modes, which normalize each row or each sample by itself.</summary>
internal static class StatelessOperations
{
    public const string Forward = nameof(Forward);
    public const string Backward = nameof(Backward);

    private static readonly TensorParameter Batch = new("x", "The batch", "; may be empty");

    private static readonly Failure DoesNotFit = new("ArgumentException", "A length does not fit, or spans overlap. Nothing is written.");
    private static readonly Failure InUse = new("InvalidOperationException", "Another call is training the layer or changing it.");

    /// <summary>The forward direction.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="summary">What it computes.</param>
    public static Operation CreateForward(LayerSpec layer, string summary) => new(
        Forward, summary + " Changes nothing, so that any number of threads may call it at once.",
        ResidualParameters.Forward(Batch, layer))
    {
        Outputs = ResidualParameters.Result(layer),
        Call = $"{GeneratedMembers.Storage}.{Forward}(",
        Failures = [DoesNotFit],
    };

    /// <summary>The gradient.</summary>
    public static Operation CreateBackward(LayerSpec layer) => new(
        Backward,
        $"The gradient of <c>Forward</c>: writes {ResidualParameters.Written(layer)}, adds to the parameters' gradients. It measures again, so that no call needs to come before it.",
        ResidualParameters.Backward(Batch, layer))
    {
        Outputs = ResidualParameters.Gradients(layer),
        Call = $"{GeneratedMembers.Storage}.{Backward}(",
        Failures = [DoesNotFit, InUse],
    };
}
