using BatchNormGen.Execution.Models;
using BatchNormGen.State.Loading;
using BatchNormGen.State.Models;

namespace BatchNormGen.CompilerServices;

/// <content>Initial values, and files: all layers or, where something is wrong, none.</content>
public abstract partial class ModelCore
{
    /// <summary>The seed of what is drawn in training.</summary>
    private int _seed;

    /// <summary>Sets every parameter to its initial value by the preset's rule, gradients to 0, and moving statistics as in a new model.</summary>
    /// <param name="seed">The seed.</param>
    /// <exception cref="InvalidOperationException">Another call is training the model or changing it.</exception>
    public void Initialize(int seed)
    {
        BeginChange(nameof(Initialize));
        try
        {
            ForgetTraining(nameof(Initialize));
            SetInitialValues(seed);
        }
        finally
        {
            EndChange();
        }
    }

    /// <summary>Sets the model's numbers in a dictionary.</summary>
    public void SaveState(StateDictionary state, string prefix, Framework? names)
    {
        ModelChecks.State(Settings, state, prefix, names);
        StateDictionary own = state.IsSnapshot ? StateDictionary.Snapshot() : new StateDictionary();
        foreach (ModelPart part in _parts)
        {
            part.State.SaveState(own, PrefixOf(part, prefix, names), names);
        }

        state.SetAll(own);
    }

    /// <summary>Takes the model's numbers from a dictionary.</summary>
    public LoadReport LoadState(StateDictionary state, string prefix, bool strict, Framework? names)
    {
        ModelChecks.State(Settings, state, prefix, names);
        BeginChange(nameof(LoadState));
        try
        {
            // What lies outside the prefix belongs to someone else.
            PartView under = new(state, name => !name.StartsWith(prefix, StringComparison.Ordinal));
            LoadReport report = new PartsLoading(
                new StateDictionary(under), new LoadOptions { Strict = strict, Names = names }, [.. _parts.Select(part => (PrefixOf(part, prefix, names), part.State))]).Load();
            ForgetTraining(nameof(LoadState));
            return report;
        }
        finally
        {
            EndChange();
        }
    }

    /// <summary>A copy of the model, which shares nothing with it.</summary>
    /// <exception cref="InvalidOperationException">Another call is training the model or changing it.</exception>
    public ModelCore Clone()
    {
        BeginChange(nameof(Clone));
        try
        {
            ModelCore copy = New();
            StateDictionary state = StateDictionary.Snapshot();
            SaveState(state, string.Empty, names: null);
            copy.LoadState(state, string.Empty, strict: true, names: null);
            copy.MaxDegreeOfParallelism = MaxDegreeOfParallelism;
            copy._seed = _seed;
            copy._trainingCalls = _trainingCalls;
            for (int i = 0; i < _batchNorms.Count; i++)
            {
                copy._batchNorms[i].Momentum = _batchNorms[i].Momentum;
            }

            return copy;
        }
        finally
        {
            EndChange();
        }
    }

    /// <summary>Sets what was drawn for a seed; a new model has that of seed 0.</summary>
    private void SetInitialValues(int seed)
    {
        _seed = seed;
        _trainingCalls = 0;
        WeightRule weights = WeightInitialization.OfWeights(Settings.Preset), biases = WeightInitialization.OfBiases(Settings.Preset);
        int tensor = 0;
        foreach (ProductCore product in _products)
        {
            ProductShape shape = product.Shape;
            long fanIn = (long)shape.WeightInputs * shape.Taps, fanOut = (long)(shape.Outputs / shape.Groups) * shape.Kernel * shape.Kernel;
            WeightInitialization.Fill(product.Weight.Value, weights, fanIn, fanOut, seed, tensor++);
            if (product.Bias is not null)
            {
                WeightInitialization.Fill(product.Bias.Value, biases, fanIn, fanOut, seed, tensor++);
            }
        }

        foreach (LayerCore<float> normalization in _normalizations)
        {
            normalization.ResetParameters();
            (normalization as BatchNormCore<float>)?.ResetMovingStatistics();
        }

        ZeroGradients();
    }

    private string PrefixOf(ModelPart part, string prefix, Framework? names) => prefix + part.Name + WeightNames.SeparatorOf(names ?? Settings.Preset);
}
