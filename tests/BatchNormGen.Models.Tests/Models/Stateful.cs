namespace BatchNormGen.Models.Tests.Models;

/// <summary>Layers whose tensors each framework has other names and orders for.</summary>
[Model(3, 5, 7)]
internal sealed partial class Stateful
{
    public const string Convolution = "features.0", Norm = "features.1", Depthwise = "features.2", Dense = "classifier.0", Layer = "classifier.1";

    private static Features Define(FeatureMaps x) => x
        .Conv2D(Convolution, 4, 3, padding: 1).BatchNorm(Norm).Relu()
        .Conv2D(Depthwise, 4, 3, groups: 4, bias: false)
        .Flatten().Relu().Dropout(0.25)
        .Dense(Dense, 6).LayerNorm(Layer);
}

/// <summary>Maps of the input in one row, for a dense layer.</summary>
[Model(3, 2, 4, Preset = Framework.Keras)]
internal sealed partial class FlattenedInputOfKeras
{
    private static Features Define(FeatureMaps x) => x.Flatten().Dense("dense", 5);
}

/// <summary>Maps in one row, normalized before anything mixes them.</summary>
[Model(3, 2, 4, Preset = Framework.Keras)]
internal sealed partial class FlattenedNormsOfKeras
{
    private static Features Define(FeatureMaps x) => x.Flatten().BatchNorm("batch").Relu().LayerNorm("layer").Dense("dense", 5).BatchNorm("last");
}
