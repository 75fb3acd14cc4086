using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>Relu: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class ReluMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Relu().Conv2D("conv", 17, 3, padding: 1).Relu().BatchNorm("norm").Relu().MaxPool(2).Relu();

    private static FeatureMaps Define(FeatureMaps x) => x.Relu().Conv2D("conv", 17, 3, padding: 1).Relu().BatchNorm("norm").Relu().MaxPool(2).Relu();
}

/// <summary>Relu: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class ReluFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Relu().Dense("dense", 33).Relu().BatchNorm("norm").Relu();

    private static Features Define(Features x) => x.Relu().Dense("dense", 33).Relu().BatchNorm("norm").Relu();
}

/// <summary>Relu6: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class Relu6Maps : IReferenced
{
    public static Flow Reference(Flow x) => x.Relu6().Conv2D("conv", 17, 3, padding: 1).Relu6().BatchNorm("norm").Relu6().MaxPool(2).Relu6();

    private static FeatureMaps Define(FeatureMaps x) => x.Relu6().Conv2D("conv", 17, 3, padding: 1).Relu6().BatchNorm("norm").Relu6().MaxPool(2).Relu6();
}

/// <summary>Relu6: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class Relu6Features : IReferenced
{
    public static Flow Reference(Flow x) => x.Relu6().Dense("dense", 33).Relu6().BatchNorm("norm").Relu6();

    private static Features Define(Features x) => x.Relu6().Dense("dense", 33).Relu6().BatchNorm("norm").Relu6();
}

/// <summary>LeakyRelu: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class LeakyReluMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.LeakyRelu().Conv2D("conv", 17, 3, padding: 1).LeakyRelu().BatchNorm("norm").LeakyRelu().MaxPool(2).LeakyRelu();

    private static FeatureMaps Define(FeatureMaps x) => x.LeakyRelu().Conv2D("conv", 17, 3, padding: 1).LeakyRelu().BatchNorm("norm").LeakyRelu().MaxPool(2).LeakyRelu();
}

/// <summary>LeakyRelu: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class LeakyReluFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.LeakyRelu().Dense("dense", 33).LeakyRelu().BatchNorm("norm").LeakyRelu();

    private static Features Define(Features x) => x.LeakyRelu().Dense("dense", 33).LeakyRelu().BatchNorm("norm").LeakyRelu();
}

/// <summary>LeakyRelu(0.3): alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class SteepReluMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.LeakyRelu(0.3).Conv2D("conv", 17, 3, padding: 1).LeakyRelu(0.3).BatchNorm("norm").LeakyRelu(0.3).MaxPool(2).LeakyRelu(0.3);

    private static FeatureMaps Define(FeatureMaps x) => x.LeakyRelu(0.3).Conv2D("conv", 17, 3, padding: 1).LeakyRelu(0.3).BatchNorm("norm").LeakyRelu(0.3).MaxPool(2).LeakyRelu(0.3);
}

/// <summary>LeakyRelu(0.3): alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class SteepReluFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.LeakyRelu(0.3).Dense("dense", 33).LeakyRelu(0.3).BatchNorm("norm").LeakyRelu(0.3);

    private static Features Define(Features x) => x.LeakyRelu(0.3).Dense("dense", 33).LeakyRelu(0.3).BatchNorm("norm").LeakyRelu(0.3);
}

/// <summary>Sigmoid: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class SigmoidMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Sigmoid().Conv2D("conv", 17, 3, padding: 1).Sigmoid().BatchNorm("norm").Sigmoid().MaxPool(2).Sigmoid();

    private static FeatureMaps Define(FeatureMaps x) => x.Sigmoid().Conv2D("conv", 17, 3, padding: 1).Sigmoid().BatchNorm("norm").Sigmoid().MaxPool(2).Sigmoid();
}

/// <summary>Sigmoid: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class SigmoidFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Sigmoid().Dense("dense", 33).Sigmoid().BatchNorm("norm").Sigmoid();

    private static Features Define(Features x) => x.Sigmoid().Dense("dense", 33).Sigmoid().BatchNorm("norm").Sigmoid();
}

/// <summary>Tanh: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class TanhMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Tanh().Conv2D("conv", 17, 3, padding: 1).Tanh().BatchNorm("norm").Tanh().MaxPool(2).Tanh();

    private static FeatureMaps Define(FeatureMaps x) => x.Tanh().Conv2D("conv", 17, 3, padding: 1).Tanh().BatchNorm("norm").Tanh().MaxPool(2).Tanh();
}

/// <summary>Tanh: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class TanhFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Tanh().Dense("dense", 33).Tanh().BatchNorm("norm").Tanh();

    private static Features Define(Features x) => x.Tanh().Dense("dense", 33).Tanh().BatchNorm("norm").Tanh();
}

/// <summary>Silu: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class SiluMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Silu().Conv2D("conv", 17, 3, padding: 1).Silu().BatchNorm("norm").Silu().MaxPool(2).Silu();

    private static FeatureMaps Define(FeatureMaps x) => x.Silu().Conv2D("conv", 17, 3, padding: 1).Silu().BatchNorm("norm").Silu().MaxPool(2).Silu();
}

/// <summary>Silu: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class SiluFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Silu().Dense("dense", 33).Silu().BatchNorm("norm").Silu();

    private static Features Define(Features x) => x.Silu().Dense("dense", 33).Silu().BatchNorm("norm").Silu();
}

/// <summary>Gelu: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class GeluMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Gelu().Conv2D("conv", 17, 3, padding: 1).Gelu().BatchNorm("norm").Gelu().MaxPool(2).Gelu();

    private static FeatureMaps Define(FeatureMaps x) => x.Gelu().Conv2D("conv", 17, 3, padding: 1).Gelu().BatchNorm("norm").Gelu().MaxPool(2).Gelu();
}

/// <summary>Gelu: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class GeluFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Gelu().Dense("dense", 33).Gelu().BatchNorm("norm").Gelu();

    private static Features Define(Features x) => x.Gelu().Dense("dense", 33).Gelu().BatchNorm("norm").Gelu();
}

/// <summary>HardSwish: alone, behind a convolution, and behind a normalization.</summary>
[Model(3, 5, 7)]
internal sealed partial class HardSwishMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.HardSwish().Conv2D("conv", 17, 3, padding: 1).HardSwish().BatchNorm("norm").HardSwish().MaxPool(2).HardSwish();

    private static FeatureMaps Define(FeatureMaps x) => x.HardSwish().Conv2D("conv", 17, 3, padding: 1).HardSwish().BatchNorm("norm").HardSwish().MaxPool(2).HardSwish();
}

/// <summary>HardSwish: alone, behind a dense layer, and behind a normalization.</summary>
[Model(19)]
internal sealed partial class HardSwishFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.HardSwish().Dense("dense", 33).HardSwish().BatchNorm("norm").HardSwish();

    private static Features Define(Features x) => x.HardSwish().Dense("dense", 33).HardSwish().BatchNorm("norm").HardSwish();
}
