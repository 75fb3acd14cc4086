using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>One number.</summary>
[Model(1)]
internal sealed partial class OneNumber : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 1);

    private static Features Define(Features x) => x.Dense("dense", 1);
}

/// <summary>Few inputs.</summary>
[Model(5)]
internal sealed partial class DenseOfFew : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 17);

    private static Features Define(Features x) => x.Dense("dense", 17);
}

/// <summary>More than 512 terms.</summary>
[Model(700)]
internal sealed partial class DenseOfMany : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 17);

    private static Features Define(Features x) => x.Dense("dense", 17);
}

/// <summary>Whole lanes of outputs, and no bias.</summary>
[Model(33)]
internal sealed partial class DenseWithoutBias : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 80, bias: false);

    private static Features Define(Features x) => x.Dense("dense", 80, bias: false);
}

/// <summary>Work for several threads.</summary>
[Model(600)]
internal sealed partial class DenseOfManyProducts : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 240);

    private static Features Define(Features x) => x.Dense("dense", 240);
}

/// <summary>Behind a flattening of the input.</summary>
[Model(3, 5, 7)]
internal sealed partial class DenseOfFlattened : IReferenced
{
    public static Flow Reference(Flow x) => x.Flatten().Dense("dense", 17);

    private static Features Define(FeatureMaps x) => x.Flatten().Dense("dense", 17);
}

/// <summary>Behind a flattening of maps of one channel.</summary>
[Model(1, 5, 7)]
internal sealed partial class DenseOfOneChannel : IReferenced
{
    public static Flow Reference(Flow x) => x.Flatten().Dense("dense", 3);

    private static Features Define(FeatureMaps x) => x.Flatten().Dense("dense", 3);
}

/// <summary>Behind a flattening of maps that lie channels last.</summary>
[Model(3, 7, 7)]
internal sealed partial class DenseOfMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3, padding: 1).Flatten().Dense("dense", 17);

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, padding: 1).Flatten().Dense("dense", 17);
}

/// <summary>With an activation and dropout in between.</summary>
[Model(3, 5, 5)]
internal sealed partial class DenseOfDropout : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 3).Flatten().Relu().Dropout(0).Dense("dense", 33);

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 16, 3).Flatten().Relu().Dropout(0).Dense("dense", 33);
}

/// <summary>With a batch normalization in between, which sees features.</summary>
[Model(3, 5, 5)]
internal sealed partial class DenseOfBatchNorm : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3).Flatten().BatchNorm("norm").Relu().Dense("dense", 3);

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 5, 3).Flatten().BatchNorm("norm").Relu().Dense("dense", 3);
}

/// <summary>With a layer normalization in between.</summary>
[Model(3, 5, 5)]
internal sealed partial class DenseOfLayerNorm : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3).Flatten().LayerNorm("norm").Dense("dense", 3);

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 5, 3).Flatten().LayerNorm("norm").Dense("dense", 3);
}

/// <summary>Flattened maps that two layers read.</summary>
[Model(3, 5, 5)]
internal sealed partial class TwoDenseOfMaps : IReferenced
{
    public static Flow Reference(Flow x) => Twice(x.Conv2D("conv", 5, 3).Flatten());

    private static Flow Twice(Flow x) => x.Dense("left", 7) + x.Dense("right", 7);

    private static Features Twice(Features x) => x.Dense("left", 7) + x.Dense("right", 7);

    private static Features Define(FeatureMaps x) => Twice(x.Conv2D("conv", 5, 3).Flatten());
}

/// <summary>A convolution behind nothing, and flattened as the output.</summary>
[Model(3, 5, 5)]
internal sealed partial class FlattenedOutput : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3, padding: 1).Flatten();

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 5, 3, padding: 1).Flatten();
}

/// <summary>Features in layers one after the other.</summary>
[Model(20)]
internal sealed partial class Perceptron : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("first", 33).Relu().Dense("second", 48, bias: false).BatchNorm("norm").Tanh().Dense("third", 10);

    private static Features Define(Features x) => x.Dense("first", 33).Relu().Dense("second", 48, bias: false).BatchNorm("norm").Tanh().Dense("third", 10);
}
