namespace BatchNormGen.Generator.Model;

/// <summary>What every kind of layer has, as declared: everything that planning and emission need of it, and nothing of Roslyn.</summary>
/// <remarks>
/// Cached between the runs of the generator, as part of the spec of its kind: these must stay immutable and equal by value (no arrays,
/// symbols, syntax or locations), or every keystroke regenerates every layer.
/// </remarks>
internal sealed record LayerSpec
{
    /// <summary>The class that carries the attribute.</summary>
    public required LayerType Type { get; init; }

    /// <summary>The framework that what is not given was taken from, and whose names the layer's numbers have in files.</summary>
    public required Framework Preset { get; init; }

    public required AffineSpec Affine { get; init; }

    public required ElementType ElementType { get; init; }

    /// <summary>Added to the variance inside the square root.</summary>
    public required double Epsilon { get; init; }

    /// <summary>What becomes of a normalized value in the end.</summary>
    public required ActivationSpec Activation { get; init; }

    /// <summary>Whether a second input is added to what is normalized, before the activation.</summary>
    public required bool Residual { get; init; }
}
