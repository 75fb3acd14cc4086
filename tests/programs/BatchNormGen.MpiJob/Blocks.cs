using BatchNormGen.Models;

namespace BatchNormGen.MpiJob;

/// <summary>A model with a residual block.</summary>
[Model(3, 8, 8)]
internal sealed partial class Blocks
{
    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("conv1", 16, 3, padding: 1, bias: false).BatchNorm("bn1").Relu();
        x = (x.Conv2D("conv2", 16, 3, padding: 1, bias: false).BatchNorm("bn2") + x).Relu();
        return x.GlobalAveragePool().Dense("fc", 5);
    }
}
