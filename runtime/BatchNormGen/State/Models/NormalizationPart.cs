using BatchNormGen.CompilerServices;
using BatchNormGen.State.Loading;

namespace BatchNormGen.State.Models;

/// <summary>A normalization of a model, as files have it: as one by itself.</summary>
/// <param name="core">The normalization.</param>
/// <param name="preset">The framework whose names are used, unless others are asked for.</param>
/// <param name="mapPositions">The positions of the maps that its features were before they were flattened; otherwise 1.</param>
internal sealed class NormalizationPart(LayerCore<float> core, Framework preset, int mapPositions) : ISavedLayer
{
    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) =>
        LayerCheckpoint.Save(core, state, prefix, names ?? preset, OrderOf(names ?? preset));

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) =>
        LayerCheckpoint.Load(this, state, prefix, strict, names);

    public PreparedLoad PrepareLoad(StateDictionary state, string prefix, Framework? names) =>
        LayerCheckpoint.Prepare(core, state, prefix, names ?? preset, OrderOf(names ?? preset));

    private FileOrder OrderOf(Framework framework) => FileOrder.OfFeatures(core.LayerShape.NumFeatures, mapPositions, framework);
}
