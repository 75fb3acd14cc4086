using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>Two groups.</summary>
[Model(16, 7, 7)]
internal sealed partial class TwoGroups : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 32, 3, padding: 1, groups: 2);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 32, 3, padding: 1, groups: 2);
}

/// <summary>Groups of a kernel of 1.</summary>
[Model(48, 5, 2)]
internal sealed partial class GroupedPointwise : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 33, 1, groups: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 33, 1, groups: 3);
}

/// <summary>Groups of three channels.</summary>
[Model(33, 5, 7)]
internal sealed partial class ElevenGroups : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 22, 3, stride: 2, padding: 1, groups: 11, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 22, 3, stride: 2, padding: 1, groups: 11, bias: false);
}

/// <summary>A group a channel, with two outputs each.</summary>
[Model(5, 7, 7)]
internal sealed partial class TwoOutputsAGroup : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 10, 3, padding: 1, groups: 5);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 10, 3, padding: 1, groups: 5);
}

/// <summary>Groups that end in one output.</summary>
[Model(6, 5, 5)]
internal sealed partial class OneOutputAGroup : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 3, 3, padding: 2, groups: 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 3, 3, padding: 2, groups: 3);
}

/// <summary>Depthwise, fewer channels than lanes.</summary>
[Model(3, 13, 15)]
internal sealed partial class Depthwise3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 3, 3, padding: 1, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 3, 3, padding: 1, groups: x.Channels);
}

/// <summary>Depthwise, as many channels as lanes.</summary>
[Model(16, 7, 5)]
internal sealed partial class Depthwise16 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 16, 3, padding: 1, groups: x.Channels, bias: false);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 16, 3, padding: 1, groups: x.Channels, bias: false);
}

/// <summary>Depthwise, one channel more than lanes, a kernel of 5.</summary>
[Model(17, 7, 7)]
internal sealed partial class Depthwise17 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 5, stride: 2, padding: 2, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 5, stride: 2, padding: 2, groups: x.Channels);
}

/// <summary>Depthwise, a kernel of 2, and no padding.</summary>
[Model(33, 5, 7)]
internal sealed partial class Depthwise33 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 33, 2, stride: 2, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 33, 2, stride: 2, groups: x.Channels);
}

/// <summary>Depthwise, a kernel of 7.</summary>
[Model(48, 7, 13)]
internal sealed partial class Depthwise48 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 48, 7, padding: 3, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 48, 7, padding: 3, groups: x.Channels);
}

/// <summary>Depthwise, five groups of lanes, and a stride of 3.</summary>
[Model(80, 7, 7)]
internal sealed partial class Depthwise80 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 80, 3, stride: 3, padding: 1, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 80, 3, stride: 3, padding: 1, groups: x.Channels);
}

/// <summary>Depthwise, a factor for each channel.</summary>
[Model(17, 5, 5)]
internal sealed partial class DepthwisePointwise : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 17, 1, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 17, 1, groups: x.Channels);
}

/// <summary>Depthwise, more padding than kernel.</summary>
[Model(5, 2, 3)]
internal sealed partial class DepthwiseWithPadding3 : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3, padding: 3, groups: x.Channels);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("conv", 5, 3, padding: 3, groups: x.Channels);
}
