using BatchNormGen.Models;

namespace BatchNormGen.CompilerServices;

/// <content>Copies for predictions alone.</content>
public abstract partial class ModelCore
{
    /// <summary>Copies what predictions need, as it is now.</summary>
    /// <param name="fold">Whether batch normalizations become part of the convolutions and dense layers before them.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArithmeticException">A folded weight would not be finite.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the model or changing it.</exception>
    public FrozenModel Freeze(bool fold)
    {
        ModelCore copy = Clone();
        IReadOnlyList<FoldedNormalization> foldings = fold ? copy.Fold() : [];
        return new(copy, copy._packed.Pack(), foldings);
    }

    private List<FoldedNormalization> Fold()
    {
        List<FoldedNormalization> foldings = [];
        foreach (ProductCore product in _products)
        {
            if ((product.Normalization ?? product.Behind) is not { } normalization)
            {
                continue;
            }

            float[] bias = product.Bias is null ? new float[product.Shape.Outputs] : product.Bias.Value.ToArray();
            FoldingReport report = LayerFolding.IntoPrevious<float>(normalization, product.Weight.Value, bias, WeightLayout.OutputFirst);
            foldings.Add(new(_names[normalization], product.Name, report));
            if (product.Normalization is not null)
            {
                product.FoldedBias = bias;
                continue;
            }

            // The step of the normalization stays, for what follows it: it adds the bias, and changes nothing else.
            product.Bias?.Value.Clear();
            normalization.Gamma!.Value.Fill(1);
            bias.CopyTo(normalization.Beta!.Value);
            normalization.MovingMean.Clear();
            normalization.MovingVariance.Fill(1 - (float)normalization.Settings.Epsilon);
        }

        return foldings;
    }
}
