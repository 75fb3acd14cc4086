using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Members;

/// <summary>Writes the members that fold the layer's prediction into the weights and biases before it.</summary>
internal sealed class FoldingEmitter(SourceWriter writer, BatchNormSpec spec)
{
    private readonly string _type = Literal.Of(spec.Layer.ElementType);

    public void Emit()
    {
        // A framework that has channels last in its tensors has outputs last in its weights.
        string preset = FrameworkLayout.Of(spec.Layer.Preset) == TensorLayout.ChannelsLast ? "OutputLast" : "OutputFirst";
        EmitDocumentation(preset);
        writer.Line(
            $"""
            {GeneratedAttributes.Line}
            public global::BatchNormGen.FoldingReport FoldIntoPrevious(
                global::System.Span<{_type}> weight, global::System.Span<{_type}> bias, global::BatchNormGen.WeightLayout? layout = null) =>
                global::BatchNormGen.CompilerServices.LayerFolding.IntoPrevious(
                    {GeneratedMembers.Storage}, weight, bias, layout ?? global::BatchNormGen.WeightLayout.{preset});

            /// <inheritdoc/>
            {GeneratedAttributes.Line}
            public global::BatchNormGen.FoldingReport FoldIntoPrevious(
                global::System.Span<{_type}> weight, global::System.Span<{_type}> bias, global::System.ReadOnlySpan<int> shape, int outputAxis, int groups = 1) =>
                global::BatchNormGen.CompilerServices.LayerFolding.IntoPrevious({GeneratedMembers.Storage}, weight, bias, shape, outputAxis, groups);
            """);
    }

    private void EmitDocumentation(string preset)
    {
        string factor = $"{(spec.Layer.Affine.Scale ? "gamma" : "1")} / sqrt(moving variance + {Literal.Of(spec.Layer.Epsilon)})";
        string activation = spec.Layer.Activation.Exists ? $", and apply {spec.Layer.Activation.Function} yourself" : string.Empty;
        string shift = spec.Layer.Affine.Shift ? " + beta" : string.Empty;
        writer.Line(
            $"""
            /// <summary>
            /// Folds the prediction into the layer before it: <c>weight * factor</c> and <c>(bias - moving mean) * factor{shift}</c> with
            /// <c>factor = {factor}</c>, in double, rounded once. This layer is not changed; leave it out from then on{activation}.
            /// </summary>
            /// <param name="weight">The weights of a dense layer or a convolution with {Literal.Of(spec.Shape.Channels)} outputs; changed in place.</param>
            /// <param name="bias">Its biases, zeros if it has none; changed in place.</param>
            /// <param name="layout">Whether the outputs are the first or the last axis of the weights; null for the preset's, {preset}.</param>
            /// <returns>How much the weights changed, and a bound on the error of the outputs.</returns>
            /// <exception cref="global::System.ArgumentException">A length does not fit, or memory overlaps. Nothing is written.</exception>
            /// <exception cref="global::System.ArithmeticException">A folded number would not be finite. Nothing is written.</exception>
            """);
    }
}
