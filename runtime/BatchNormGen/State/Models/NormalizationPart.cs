using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Models;

/// <summary>A normalization of a model, as files have it: as one by itself.</summary>
/// <param name="core">The normalization.</param>
/// <param name="preset">The framework whose names are used, unless others are asked for.</param>
internal sealed class NormalizationPart(LayerCore<float> core, Framework preset) : ISavedLayer
{
    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) => LayerCheckpoint.Save(core, state, prefix, names ?? preset);

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) =>
        LayerCheckpoint.Load(this, state, prefix, strict, names);

    public PreparedLoad PrepareLoad(StateDictionary state, string prefix, Framework? names) => LayerCheckpoint.Prepare(core, state, prefix, names ?? preset);
}
