namespace BatchNormGen.Models.Tests.Models;

/// <summary>A model whose batches are spread over processes, with a layer that fails between two that exchange.</summary>
[Model(2, 5, 5)]
internal sealed partial class Sharing
{
    private static Features Define(FeatureMaps x) => x
        .Conv2D("conv1", 4, 3, bias: false).BatchNorm("bn1").Relu()
        .Then<Breaking>("own")
        .Conv2D("conv2", 3, 3, bias: false).BatchNorm("bn2").Relu()
        .Flatten().Dense("dense", 2);
}
