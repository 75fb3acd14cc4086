using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>The input, twice.</summary>
[Model(3, 5, 7)]
internal sealed partial class TwiceTheInput : IReferenced
{
    public static Flow Reference(Flow x) => x + x;

    private static FeatureMaps Define(FeatureMaps x) => x + x;
}

/// <summary>Maps, twice, with an activation.</summary>
[Model(3, 5, 7)]
internal sealed partial class TwiceTheMaps : IReferenced
{
    public static Flow Reference(Flow x) => Doubled(x.Conv2D("conv", 5, 3));

    private static Flow Doubled(Flow x) => (x + x).Tanh();

    private static FeatureMaps Doubled(FeatureMaps x) => (x + x).Tanh();

    private static FeatureMaps Define(FeatureMaps x) => Doubled(x.Conv2D("conv", 5, 3));
}

/// <summary>Features, twice.</summary>
[Model(7)]
internal sealed partial class TwiceTheFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x + x;

    private static Features Define(Features x) => x + x;
}

/// <summary>Two convolutions.</summary>
[Model(3, 7, 7)]
internal sealed partial class TwoConvolutions : IReferenced
{
    public static Flow Reference(Flow x) => (x.Conv2D("left", 17, 3, padding: 1) + x.Conv2D("right", 17, 1)).Relu();

    private static FeatureMaps Define(FeatureMaps x) => (x.Conv2D("left", 17, 3, padding: 1) + x.Conv2D("right", 17, 1)).Relu();
}

/// <summary>Three convolutions of different kernels, and the input.</summary>
[Model(5, 7, 7)]
internal sealed partial class ThreeConvolutions : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("left", 5, 3, padding: 1) + x.Conv2D("middle", 5, 5, padding: 2) + (x.Conv2D("right", 5, 1) + x);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("left", 5, 3, padding: 1) + x.Conv2D("middle", 5, 5, padding: 2) + (x.Conv2D("right", 5, 1) + x);
}

/// <summary>Two dense layers.</summary>
[Model(17)]
internal sealed partial class TwoDense : IReferenced
{
    public static Flow Reference(Flow x) => (x.Dense("left", 33) + x.Dense("right", 33, bias: false)).Sigmoid();

    private static Features Define(Features x) => (x.Dense("left", 33) + x.Dense("right", 33, bias: false)).Sigmoid();
}

/// <summary>A dense layer and its input.</summary>
[Model(33)]
internal sealed partial class DenseAndInput : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 33) + x;

    private static Features Define(Features x) => x.Dense("dense", 33) + x;
}

/// <summary>A normalization and a convolution.</summary>
[Model(3, 5, 5)]
internal sealed partial class NormalizationAndConvolution : IReferenced
{
    public static Flow Reference(Flow x) => (x.MaxPool(3, 1, 1).BatchNorm("norm") + x.Conv2D("conv", 3, 3, padding: 1)).Silu();

    private static FeatureMaps Define(FeatureMaps x) => (x.MaxPool(3, 1, 1).BatchNorm("norm") + x.Conv2D("conv", 3, 3, padding: 1)).Silu();
}

/// <summary>Maps that two sums take.</summary>
[Model(3, 5, 7)]
internal sealed partial class ResidualOfTwoSums : IReferenced
{
    public static Flow Reference(Flow x) => Summed(x.Conv2D("first", 5, 1));

    private static Flow Summed(Flow residual)
    {
        Flow first = residual.Conv2D("second", 5, 3, padding: 1) + residual;
        return first.Conv2D("third", 5, 1).Relu() + residual;
    }

    private static FeatureMaps Summed(FeatureMaps residual)
    {
        FeatureMaps first = residual.Conv2D("second", 5, 3, padding: 1) + residual;
        return first.Conv2D("third", 5, 1).Relu() + residual;
    }

    private static FeatureMaps Define(FeatureMaps x) => Summed(x.Conv2D("first", 5, 1));
}

/// <summary>A sum that two layers take.</summary>
[Model(3, 5, 7)]
internal sealed partial class SumOfTwoUses : IReferenced
{
    public static Flow Reference(Flow x) => Used(x.Conv2D("first", 5, 3, padding: 1) + x.Conv2D("second", 5, 1));

    private static Flow Used(Flow sum) => sum.Relu().Conv2D("third", 7, 1) + sum.Conv2D("fourth", 7, 1).Tanh();

    private static FeatureMaps Used(FeatureMaps sum) => sum.Relu().Conv2D("third", 7, 1) + sum.Conv2D("fourth", 7, 1).Tanh();

    private static FeatureMaps Define(FeatureMaps x) => Used(x.Conv2D("first", 5, 3, padding: 1) + x.Conv2D("second", 5, 1));
}

/// <summary>The input in several layers of several kinds.</summary>
[Model(3, 6, 6)]
internal sealed partial class InputOfSeveralUses : IReferenced
{
    public static Flow Reference(Flow x) => x.MaxPool(2).Flatten().Dense("pooled", 5) + x.Flatten().Dense("flat", 5) + (x.GlobalAveragePool().Dense("average", 5) + x.Conv2D("conv", 5, 6).Flatten());

    private static Features Define(FeatureMaps x) => x.MaxPool(2).Flatten().Dense("pooled", 5) + x.Flatten().Dense("flat", 5) + (x.GlobalAveragePool().Dense("average", 5) + x.Conv2D("conv", 5, 6).Flatten());
}

/// <summary>The input and its activation, of which only the input needs a gradient on request.</summary>
[Model(3, 5, 5)]
internal sealed partial class ActivatedInput : IReferenced
{
    public static Flow Reference(Flow x) => x.Relu() + x.Tanh() + x.AveragePool(3, 1, 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Relu() + x.Tanh() + x.AveragePool(3, 1, 1);
}

/// <summary>Maps as they come in, and as they lie inside.</summary>
[Model(3, 5, 5)]
internal sealed partial class OrdersOfMaps : IReferenced
{
    public static Flow Reference(Flow x) => Both(x.Conv2D("conv", 3, 3, padding: 1));

    private static Flow Both(Flow x) => x.Scaling("own") + x;

    private static FeatureMaps Both(FeatureMaps x) => x.Then<Gathering>("own") + x;

    private static FeatureMaps Define(FeatureMaps x) => Both(x.Conv2D("conv", 3, 3, padding: 1));
}
