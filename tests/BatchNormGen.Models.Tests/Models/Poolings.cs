using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>The usual pooling.</summary>
[Model(5, 7, 6)]
internal sealed partial class MaxPool2 : IReferenced
{
    public static Flow Reference(Flow x) => x.MaxPool(2);

    private static FeatureMaps Define(FeatureMaps x) => x.MaxPool(2);
}

/// <summary>Windows that overlap, with padding.</summary>
[Model(17, 13, 7)]
internal sealed partial class MaxPool3 : IReferenced
{
    public static Flow Reference(Flow x) => x.MaxPool(3, stride: 2, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.MaxPool(3, stride: 2, padding: 1);
}

/// <summary>Windows of every position.</summary>
[Model(3, 5, 5)]
internal sealed partial class MaxPoolWithStride1 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 1).MaxPool(3, stride: 1, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 1).MaxPool(3, stride: 1, padding: 1);
}

/// <summary>Windows that leave values out.</summary>
[Model(3, 7, 7)]
internal sealed partial class MaxPoolWithStride3 : IReferenced
{
    public static Flow Reference(Flow x) => x.MaxPool(2, stride: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.MaxPool(2, stride: 3);
}

/// <summary>The mean of windows side by side.</summary>
[Model(5, 7, 6)]
internal sealed partial class AveragePool2 : IReferenced
{
    public static Flow Reference(Flow x) => x.AveragePool(2);

    private static FeatureMaps Define(FeatureMaps x) => x.AveragePool(2);
}

/// <summary>Padding counts, unless the preset says otherwise.</summary>
[Model(17, 13, 7)]
internal sealed partial class AveragePool3 : IReferenced
{
    public static Flow Reference(Flow x) => x.AveragePool(3, stride: 2, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.AveragePool(3, stride: 2, padding: 1);
}

/// <summary>Padding counts in PyTorch.</summary>
[Model(17, 13, 15, Preset = Framework.PyTorch)]
internal sealed partial class AveragePoolOfPyTorch : IReferenced
{
    public static Flow Reference(Flow x) => x.AveragePool(5, stride: 3, padding: 2);

    private static FeatureMaps Define(FeatureMaps x) => x.AveragePool(5, stride: 3, padding: 2);
}

/// <summary>Padding does not count in Keras.</summary>
[Model(17, 13, 15, Preset = Framework.Keras)]
internal sealed partial class AveragePoolOfKeras : IReferenced
{
    public static Flow Reference(Flow x) => x.AveragePool(5, stride: 3, padding: 2);

    private static FeatureMaps Define(FeatureMaps x) => x.AveragePool(5, stride: 3, padding: 2);
}

/// <summary>Padding does not count in ONNX.</summary>
[Model(3, 5, 7, Preset = Framework.Onnx)]
internal sealed partial class AveragePoolOfOnnx : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 4, 1).AveragePool(3, stride: 1, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 4, 1).AveragePool(3, stride: 1, padding: 1);
}

/// <summary>The mean of each channel.</summary>
[Model(33, 7, 5)]
internal sealed partial class GlobalAverage : IReferenced
{
    public static Flow Reference(Flow x) => x.GlobalAveragePool();

    private static Features Define(FeatureMaps x) => x.GlobalAveragePool();
}

/// <summary>The same behind a convolution, and in front of a dense layer.</summary>
[Model(3, 7, 5)]
internal sealed partial class GlobalAverageOfMaps : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3).GlobalAveragePool().Dense("dense", 5);

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 17, 3).GlobalAveragePool().Dense("dense", 5);
}
