using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the member that folds the layer's prediction into the weights and biases before it.</summary>
internal sealed class FoldingEmitter(SourceWriter writer, LayerSpec spec)
{
    public void Emit()
    {
        string type = Literal.Of(spec.ElementType);
        string scale = $"{(spec.Scale ? "gamma" : "1")} / sqrt(moving variance + {Literal.Of(spec.Epsilon)})";
        writer.Line(spec.TracksMovingStatistics
            ? $"/// <summary>Folds the prediction into the layer before it: <c>weight * scale</c> and <c>(bias - moving mean) * scale{(spec.Shift ? " + beta" : string.Empty)}</c>, <c>scale = {scale}</c>, in double, rounded once.</summary>"
            : "/// <summary>Not supported: the layer tracks no moving statistics, so that its prediction depends on the batch.</summary>");
        writer.Line(
            $"""
            /// <param name="weight">The weights of a dense layer or a convolution with {Literal.Of(spec.NumFeatures)} outputs; changed in place.</param>
            /// <param name="bias">Its biases, zeros if it has none; changed in place.</param>
            /// <param name="layout">Where the outputs lie in the weights.</param>
            /// <returns>How much the weights changed, and how far the outputs are from exact ones. Leave this layer, which is not changed, out from now on.</returns>
            /// <exception cref="global::System.ArgumentException">A length does not fit, or memory overlaps. Nothing is written.</exception>
            /// <exception cref="global::System.ArithmeticException">A folded number would not be finite. Nothing is written.</exception>
            /// <exception cref="global::System.InvalidOperationException">The layer tracks no moving statistics.</exception>
            public global::BatchNormGen.FoldingReport FoldIntoPrevious(
                global::System.Span<{type}> weight, global::System.Span<{type}> bias,
                global::BatchNormGen.WeightLayout layout = global::BatchNormGen.WeightLayout.OutputFirst) =>
                global::BatchNormGen.CompilerServices.LayerFolding.IntoPrevious(_batchNorm, weight, bias, layout, {Literal.Of(spec.Epsilon)});
            """);
    }
}
