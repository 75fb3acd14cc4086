using BatchNormGen.CompilerServices;
using BatchNormGen.State.Loading;

namespace BatchNormGen.State.Models;

/// <summary>A convolution or dense layer of a model, as files have it.</summary>
/// <param name="product">The layer.</param>
/// <param name="layer">Its name, for messages.</param>
/// <param name="preset">The framework whose names are used, unless others are asked for.</param>
internal sealed class WeightsPart(ProductCore product, string layer, Framework preset) : ISavedLayer
{
    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null)
    {
        Framework framework = names ?? preset;
        WeightNames own = NamesOf(product, framework);
        FileOrder order = FileOrder.OfWeights(product.Shape, framework);
        TensorSaving tensors = new(state, prefix, layer, "weight", "Load or initialize the model, or set the number, before saving.");
        tensors.Add<float>(own.Weight, order.ToFile<float>(product.Weight.Value), order.Extents(product.Weight.Shape), UsableNumbers<float>.Finite);
        if (product.Bias is not null)
        {
            tensors.Add<float>(own.Bias, product.Bias.Value, product.Bias.Shape, UsableNumbers<float>.Finite);
        }

        tensors.Commit();
    }

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) =>
        LayerCheckpoint.Load(this, state, prefix, strict, names);

    public PreparedLoad PrepareLoad(StateDictionary state, string prefix, Framework? names) => new WeightsLoading(product, layer, state, prefix, names ?? preset);

    /// <summary>What a framework calls the tensors of the layer.</summary>
    internal static WeightNames NamesOf(ProductCore product, Framework framework) =>
        product.Weight.Shape.Count == 4 ? WeightNames.OfConvolution(framework) : WeightNames.OfDense(framework);
}
