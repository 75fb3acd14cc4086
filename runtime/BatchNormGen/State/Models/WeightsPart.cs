using System.Globalization;
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
        WeightNames own = NamesOf(framework);
        WeightOrder order = WeightOrder.Of(product.Shape, framework);
        Check(state, prefix + own.Weight, product.Weight);
        if (product.Bias is not null)
        {
            Check(state, prefix + own.Bias, product.Bias);
            state.Set(prefix + own.Bias, StateTensor.Create<float>(product.Bias.Value, product.Shape.Outputs));
        }

        state.Set(prefix + own.Weight, StateTensor.Create<float>(order.ToFile(product.Weight.Value), [.. order.Extents(product.Weight.Shape).Select(static extent => (long)extent)]));
    }

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) =>
        LayerCheckpoint.Load(this, state, prefix, strict, names);

    public PreparedLoad PrepareLoad(StateDictionary state, string prefix, Framework? names) => new WeightsLoading(product, layer, state, prefix, names ?? preset);

    /// <summary>What a framework calls the tensors of the layer.</summary>
    internal static WeightNames NamesOf(ProductCore product, Framework framework) =>
        product.Weight.Shape.Count == 4 ? WeightNames.OfConvolution(framework) : WeightNames.OfDense(framework);

    private WeightNames NamesOf(Framework framework) => NamesOf(product, framework);

    private void Check(StateDictionary state, string name, Parameter<float> parameter)
    {
        if (!state.IsSnapshot && UsableNumbers<float>.Finite.FindOthers(parameter.Value) is [int first, ..])
        {
            throw new ArithmeticException(
                $"{layer}: '{name}' is {parameter.Value[first].ToString("R", CultureInfo.InvariantCulture)} at {first}; expected a finite number. "
                + "LoadState would refuse it, so nothing was saved. Load or initialize the model, or set the number, before saving.");
        }
    }
}
