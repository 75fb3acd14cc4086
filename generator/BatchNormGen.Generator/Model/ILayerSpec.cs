namespace BatchNormGen.Generator.Model;

/// <summary>The spec of one kind of layer: what every layer has, and beside it what only this kind has.</summary>
internal interface ILayerSpec
{
    /// <summary>What every layer has.</summary>
    LayerSpec Layer { get; }
}
