namespace BatchNormGen.Generator.Model;

/// <summary>The spec of one kind of layer: what every layer has, and beside it what only this kind has.</summary>
internal interface ILayerSpec
{
    /// <summary>What every layer has.</summary>
    LayerSpec Layer { get; }

    /// <summary>The shape of its tensors.</summary>
    ShapeSpec Shape { get; }

    /// <summary>What files call its parameters.</summary>
    ParameterNames ParameterNames { get; }

    /// <summary>How its methods come by the number of samples.</summary>
    BatchSizeUse BatchSize { get; }
}
