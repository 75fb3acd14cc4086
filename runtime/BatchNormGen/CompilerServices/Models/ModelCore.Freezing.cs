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
            if (product.Normalization is { } normalization)
            {
                float[] bias = product.Bias is null ? new float[product.Shape.Outputs] : product.Bias.Value.ToArray();
                FoldingReport report = LayerFolding.IntoPrevious<float>(normalization, product.Weight.Value, bias, WeightLayout.OutputFirst);
                product.FoldedBias = bias;
                foldings.Add(new(_names[normalization], product.Name, report));
            }
        }

        return foldings;
    }
}
