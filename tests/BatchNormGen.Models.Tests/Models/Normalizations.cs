using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>Batch normalization of the input.</summary>
[Model(5, 3, 7)]
internal sealed partial class BatchNormMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.BatchNorm("norm");

    private static FeatureMaps Define(FeatureMaps x) => x.BatchNorm("norm");
}

/// <summary>Of features.</summary>
[Model(17)]
internal sealed partial class BatchNormFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.BatchNorm("norm");

    private static Features Define(Features x) => x.BatchNorm("norm");
}

/// <summary>By the numbers of PyTorch: its moving variance is unbiased.</summary>
[Model(3, 5, 5, Preset = Framework.PyTorch)]
internal sealed partial class BatchNormOfPyTorch : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3, bias: false).BatchNorm("norm").Relu();

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, bias: false).BatchNorm("norm").Relu();
}

/// <summary>By the numbers of Keras.</summary>
[Model(3, 5, 5, Preset = Framework.Keras)]
internal sealed partial class BatchNormOfKeras : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3, bias: false).BatchNorm("norm").Relu();

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, bias: false).BatchNorm("norm").Relu();
}

/// <summary>By numbers of its own, behind a convolution with a bias.</summary>
[Model(3, 5, 5)]
internal sealed partial class BatchNormOfNumbers : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3).BatchNorm("norm", epsilon: 0.01, momentum: 0.25);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 3).BatchNorm("norm", epsilon: 0.01, momentum: 0.25);
}

/// <summary>Without gamma, and without beta.</summary>
[Model(3, 5, 5)]
internal sealed partial class BatchNormWithoutParameters : IReferenced
{
    public static Flow Reference(Flow x) => x.BatchNorm("plain", scale: false, shift: false).Conv2D("first", 5, 1).BatchNorm("scale", shift: false).Conv2D("second", 5, 1).BatchNorm("shift", scale: false);

    private static FeatureMaps Define(FeatureMaps x) => x.BatchNorm("plain", scale: false, shift: false).Conv2D("first", 5, 1).BatchNorm("scale", shift: false).Conv2D("second", 5, 1).BatchNorm("shift", scale: false);
}

/// <summary>With a sum and an activation behind it.</summary>
[Model(3, 5, 5)]
internal sealed partial class BatchNormWithSum : IReferenced
{
    public static Flow Reference(Flow x) => (x.Conv2D("conv", 3, 3, padding: 1, bias: false).BatchNorm("norm") + x).Relu();

    private static FeatureMaps Define(FeatureMaps x) => (x.Conv2D("conv", 3, 3, padding: 1, bias: false).BatchNorm("norm") + x).Relu();
}

/// <summary>With a sum behind it, of maps.</summary>
[Model(5, 5, 5)]
internal sealed partial class BatchNormSum : IReferenced
{
    public static Flow Reference(Flow x) => x.BatchNorm("norm") + x;

    private static FeatureMaps Define(FeatureMaps x) => x.BatchNorm("norm") + x;
}

/// <summary>Two of them, added.</summary>
[Model(5, 5, 5)]
internal sealed partial class BatchNormPair : IReferenced
{
    public static Flow Reference(Flow x) => (x.MaxPool(3, 1, 1).BatchNorm("left") + x.BatchNorm("right")).Tanh();

    private static FeatureMaps Define(FeatureMaps x) => (x.MaxPool(3, 1, 1).BatchNorm("left") + x.BatchNorm("right")).Tanh();
}

/// <summary>Of features, with a sum and an activation behind it.</summary>
[Model(17)]
internal sealed partial class BatchNormFeaturesWithSum : IReferenced
{
    public static Flow Reference(Flow x) => (x.Dense("dense", 17, bias: false).BatchNorm("norm") + x).Gelu();

    private static Features Define(Features x) => (x.Dense("dense", 17, bias: false).BatchNorm("norm") + x).Gelu();
}

/// <summary>Behind a grouped convolution.</summary>
[Model(6, 5, 5)]
internal sealed partial class BatchNormOfGroups : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 8, 3, groups: 2).BatchNorm("norm").Relu();

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 8, 3, groups: 2).BatchNorm("norm").Relu();
}

/// <summary>Behind a depthwise convolution.</summary>
[Model(17, 5, 5)]
internal sealed partial class BatchNormOfDepthwise : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3, padding: 1, groups: 17, bias: false).BatchNorm("norm").Relu6();

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, padding: 1, groups: 17, bias: false).BatchNorm("norm").Relu6();
}

/// <summary>Groups of channels.</summary>
[Model(6, 5, 7)]
internal sealed partial class GroupNormMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.GroupNorm("norm", 3);

    private static FeatureMaps Define(FeatureMaps x) => x.GroupNorm("norm", 3);
}

/// <summary>Groups of channels, with what may come behind.</summary>
[Model(32, 5, 5, Preset = Framework.PyTorch)]
internal sealed partial class GroupNormWithSum : IReferenced
{
    public static Flow Reference(Flow x) => (x.Conv2D("conv", 32, 3, padding: 1).GroupNorm("norm", 8) + x).Silu();

    private static FeatureMaps Define(FeatureMaps x) => (x.Conv2D("conv", 32, 3, padding: 1).GroupNorm("norm", 8) + x).Silu();
}

/// <summary>By the numbers of Keras.</summary>
[Model(6, 5, 7, Preset = Framework.Keras)]
internal sealed partial class GroupNormOfKeras : IReferenced
{
    public static Flow Reference(Flow x) => x.GroupNorm("norm", 2).Relu();

    private static FeatureMaps Define(FeatureMaps x) => x.GroupNorm("norm", 2).Relu();
}

/// <summary>Each channel by itself.</summary>
[Model(5, 5, 7)]
internal sealed partial class InstanceNormMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.InstanceNorm("norm");

    private static FeatureMaps Define(FeatureMaps x) => x.InstanceNorm("norm");
}

/// <summary>Each channel by itself, with an activation.</summary>
[Model(3, 7, 7, Preset = Framework.Flax)]
internal sealed partial class InstanceNormWithActivation : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3).InstanceNorm("norm").LeakyRelu(0.2);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3).InstanceNorm("norm").LeakyRelu(0.2);
}

/// <summary>Each sample.</summary>
[Model(17)]
internal sealed partial class LayerNormFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.LayerNorm("norm");

    private static Features Define(Features x) => x.LayerNorm("norm");
}

/// <summary>Each sample, with what may come behind.</summary>
[Model(48, Preset = Framework.MXNet)]
internal sealed partial class LayerNormWithSum : IReferenced
{
    public static Flow Reference(Flow x) => (x.Dense("dense", 48).LayerNorm("norm") + x).Gelu();

    private static Features Define(Features x) => (x.Dense("dense", 48).LayerNorm("norm") + x).Gelu();
}

/// <summary>By the mean square.</summary>
[Model(33)]
internal sealed partial class RmsNormFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.RmsNorm("norm");

    private static Features Define(Features x) => x.RmsNorm("norm");
}

/// <summary>By the mean square, with the numbers of PyTorch and what may come behind.</summary>
[Model(17, Preset = Framework.PyTorch)]
internal sealed partial class RmsNormWithSum : IReferenced
{
    public static Flow Reference(Flow x) => (x.Dense("dense", 17).RmsNorm("norm") + x).Silu();

    private static Features Define(Features x) => (x.Dense("dense", 17).RmsNorm("norm") + x).Silu();
}

/// <summary>By the mean square, with the numbers of ONNX.</summary>
[Model(17, Preset = Framework.Onnx)]
internal sealed partial class RmsNormOfOnnx : IReferenced
{
    public static Flow Reference(Flow x) => x.RmsNorm("norm").Tanh();

    private static Features Define(Features x) => x.RmsNorm("norm").Tanh();
}
