using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>A basic block of ResNet-18's first stage, alone.</summary>
[Model(64, 56, 56, Preset = Framework.PyTorch)]
internal sealed partial class BasicBlock : IDescribed
{
    public static TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow> => ResNet18.Block(x, "");

    private static FeatureMaps Define(FeatureMaps x) => ResNet18.Block(x, "", 64);
}
