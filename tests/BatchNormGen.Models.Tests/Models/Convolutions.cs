using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>A kernel of 1: positions are rows.</summary>
[Model(3, 7, 13)]
internal sealed partial class Pointwise : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 16, 1);
}

/// <summary>A kernel of 1 over more than 512 channels: its sums are taken in blocks.</summary>
[Model(530, 2, 2)]
internal sealed partial class PointwiseOfManyChannels : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 1, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 1, bias: false);
}

/// <summary>A kernel of 1 that leaves positions out.</summary>
[Model(5, 7, 13)]
internal sealed partial class PointwiseWithStride : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 1, stride: 2);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 1, stride: 2);
}

/// <summary>A kernel of 1 in the middle of zeros.</summary>
[Model(3, 5, 2)]
internal sealed partial class PointwiseWithPadding : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 1, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 1, padding: 1);
}

/// <summary>A kernel of 2, whose windows lie side by side.</summary>
[Model(3, 5, 7)]
internal sealed partial class Kernel2 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 2, stride: 2, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 2, stride: 2, bias: false);
}

/// <summary>A kernel of 2 on maps that are narrower than it.</summary>
[Model(1, 2, 1)]
internal sealed partial class Kernel2WithPadding : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 3, 2, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 3, 2, padding: 1);
}

/// <summary>A kernel of 2 between whose windows rows and columns are left out.</summary>
[Model(3, 7, 8)]
internal sealed partial class Kernel2WithStride3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 2, stride: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 16, 2, stride: 3);
}

/// <summary>The usual convolution.</summary>
[Model(3, 13, 15)]
internal sealed partial class Kernel3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 3, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 16, 3, padding: 1);
}

/// <summary>A kernel of 3 without padding or bias.</summary>
[Model(16, 5, 5)]
internal sealed partial class Kernel3WithoutPadding : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 33, 3, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 33, 3, bias: false);
}

/// <summary>A kernel of 3 and a stride of 2, as networks make maps smaller.</summary>
[Model(17, 15, 13)]
internal sealed partial class Kernel3WithStride2 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 48, 3, stride: 2, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 48, 3, stride: 2, padding: 1);
}

/// <summary>A stride of 3, and padding of two.</summary>
[Model(5, 13, 7)]
internal sealed partial class Kernel3WithStride3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 3, 3, stride: 3, padding: 2);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 3, 3, stride: 3, padding: 2);
}

/// <summary>So much padding that some windows lie in it as a whole.</summary>
[Model(1, 5, 2)]
internal sealed partial class Kernel3WithPadding3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3, padding: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, padding: 3);
}

/// <summary>The same, with a stride.</summary>
[Model(3, 5, 7)]
internal sealed partial class Kernel3WithPadding3AndStride2 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3, stride: 2, padding: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 3, stride: 2, padding: 3);
}

/// <summary>More than 512 terms in a sum: three rows of 240.</summary>
[Model(80, 5, 5)]
internal sealed partial class Kernel3OfManyChannels : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 33, 3, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 33, 3, padding: 1);
}

/// <summary>More than 512 terms in each row of a kernel.</summary>
[Model(180, 3, 2)]
internal sealed partial class Kernel3OfVeryManyChannels : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 3, padding: 1, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 3, padding: 1, bias: false);
}

/// <summary>Work for several threads.</summary>
[Model(16, 15, 15)]
internal sealed partial class Kernel3OfManyProducts : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 24, 3, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 24, 3, padding: 1);
}

/// <summary>A kernel of 5 that keeps the extents.</summary>
[Model(3, 13, 13)]
internal sealed partial class Kernel5 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 5, padding: 2);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 5, padding: 2);
}

/// <summary>A kernel of 5, a stride of 2, and a padding of 3.</summary>
[Model(1, 15, 29)]
internal sealed partial class Kernel5WithPadding3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 6, 5, stride: 2, padding: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 6, 5, stride: 2, padding: 3);
}

/// <summary>A kernel of 5 and a stride of 3, which reads not all.</summary>
[Model(16, 7, 7)]
internal sealed partial class Kernel5WithStride3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 80, 5, stride: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 80, 5, stride: 3);
}

/// <summary>The first layer of large networks.</summary>
[Model(3, 29, 29)]
internal sealed partial class Kernel7WithStride2 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 7, stride: 2, padding: 3, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 16, 7, stride: 2, padding: 3, bias: false);
}

/// <summary>A kernel as large as its input.</summary>
[Model(1, 7, 7)]
internal sealed partial class Kernel7OfOnePosition : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 7);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 7);
}

/// <summary>Maps of one row.</summary>
[Model(5, 1, 15)]
internal sealed partial class OneRow : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 3, padding: 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 16, 3, padding: 1);
}

/// <summary>Maps of one column, and a kernel of 1.</summary>
[Model(3, 29, 1)]
internal sealed partial class OneColumn : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 48, 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 48, 1);
}

/// <summary>One value.</summary>
[Model(1, 1, 1)]
internal sealed partial class OneValue : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 1, 1);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 1, 1);
}
