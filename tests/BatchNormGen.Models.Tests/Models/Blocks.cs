namespace BatchNormGen.Models.Tests.Models;

/// <summary>A convolution that takes along all that may follow it.</summary>
[Model(17, 5, 5)]
internal sealed partial class FusedBlock
{
    private static FeatureMaps Define(FeatureMaps x) => (x.Conv2D("conv", 17, 3, padding: 1).BatchNorm("norm") + x).Silu();
}

/// <summary>Its convolution.</summary>
[Model(17, 5, 5)]
internal sealed partial class BlockConvolution
{
    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, padding: 1);
}

/// <summary>Its normalization.</summary>
[Model(17, 5, 5)]
internal sealed partial class BlockNormalization
{
    private static FeatureMaps Define(FeatureMaps x) => x.BatchNorm("norm");
}

/// <summary>Its activation.</summary>
[Model(17, 5, 5)]
internal sealed partial class BlockActivation
{
    private static FeatureMaps Define(FeatureMaps x) => x.Silu();
}
