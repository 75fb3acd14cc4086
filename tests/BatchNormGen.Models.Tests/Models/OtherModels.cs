using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Models;

/// <summary>A layer of the tests' own, on the input.</summary>
[Model(3, 5, 2)]
internal sealed partial class OwnLayer : IReferenced
{
    public static Flow Reference(Flow x) => x.Scaling("own");

    private static FeatureMaps Define(FeatureMaps x) => x.Then<Gathering>("own");
}

/// <summary>On features.</summary>
[Model(7)]
internal sealed partial class OwnLayerOfFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 9).Scaling("own").Relu();

    private static Features Define(Features x) => x.Dense("dense", 9).Then<Gathering>("own").Relu();
}

/// <summary>In the middle, with another shape.</summary>
[Model(3, 5, 5)]
internal sealed partial class OwnLayerOfAnotherShape : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("first", 16, 3).Gathering("own", 4, 3, 4).Conv2D("second", 5, 3);

    private static FeatureMaps Define(FeatureMaps x) => x.Conv2D("first", 16, 3).Then<Gathering>("own", 4, 3, 4).Conv2D("second", 5, 3);
}

/// <summary>From maps to features.</summary>
[Model(3, 5, 5)]
internal sealed partial class OwnLayerToFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Conv2D("conv", 5, 3).Gathering("own", 6).Dense("dense", 4);

    private static Features Define(FeatureMaps x) => x.Conv2D("conv", 5, 3).Then<Gathering>("own", 6).Dense("dense", 4);
}

/// <summary>From features to features.</summary>
[Model(12)]
internal sealed partial class OwnLayerOfFewerFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Gathering("own", 5);

    private static Features Define(Features x) => x.Then<Gathering>("own", 5);
}

/// <summary>Positive numbers that add up to 1.</summary>
[Model(7)]
internal sealed partial class SoftmaxFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x.Softmax();

    private static Features Define(Features x) => x.Softmax();
}

/// <summary>The same at the end of a classifier.</summary>
[Model(9)]
internal sealed partial class SoftmaxOfDense : IReferenced
{
    public static Flow Reference(Flow x) => x.Dense("dense", 33).Softmax();

    private static Features Define(Features x) => x.Dense("dense", 33).Softmax();
}

/// <summary>The same in the middle, of what another layer reads too.</summary>
[Model(9)]
internal sealed partial class SoftmaxInTheMiddle : IReferenced
{
    public static Flow Reference(Flow x) => Gated(x.Dense("dense", 17));

    private static Flow Gated(Flow x) => x.Softmax().Dense("second", 5) + x.Dense("third", 5);

    private static Features Gated(Features x) => x.Softmax().Dense("second", 5) + x.Dense("third", 5);

    private static Features Define(Features x) => Gated(x.Dense("dense", 17));
}

/// <summary>Dropout that drops nothing, on the input and in the middle.</summary>
[Model(3, 5, 5)]
internal sealed partial class DropoutOfNothing : IReferenced
{
    public static Flow Reference(Flow x) => x.Dropout(0).Conv2D("conv", 5, 3).Dropout(0).BatchNorm("norm").Dropout(0);

    private static FeatureMaps Define(FeatureMaps x) => x.Dropout(0).Conv2D("conv", 5, 3).Dropout(0).BatchNorm("norm").Dropout(0);
}

/// <summary>Nothing.</summary>
[Model(3, 5, 2)]
internal sealed partial class IdentityMaps : IReferenced
{
    public static Flow Reference(Flow x) => x;

    private static FeatureMaps Define(FeatureMaps x) => x;
}

/// <summary>Nothing, on features.</summary>
[Model(7)]
internal sealed partial class IdentityFeatures : IReferenced
{
    public static Flow Reference(Flow x) => x;

    private static Features Define(Features x) => x;
}

/// <summary>The input in one row.</summary>
[Model(3, 5, 2)]
internal sealed partial class FlattenedInput : IReferenced
{
    public static Flow Reference(Flow x) => x.Flatten();

    private static Features Define(FeatureMaps x) => x.Flatten();
}

/// <summary>Nothing to learn.</summary>
[Model(5, 6, 6)]
internal sealed partial class WithoutParameters : IReferenced
{
    public static Flow Reference(Flow x) => (x.MaxPool(2) + x.AveragePool(2)).Relu().Flatten().Softmax();

    private static Features Define(FeatureMaps x) => (x.MaxPool(2) + x.AveragePool(2)).Relu().Flatten().Softmax();
}

/// <summary>Layers that nothing uses: they have parameters and no gradients.</summary>
[Model(3, 5, 5)]
internal sealed partial class UnusedLayers : IReferenced
{
    public static Flow Reference(Flow x)
    {
        Flow used = x.Conv2D("used", 5, 3);
        Flow unused = used.Conv2D("unused", 7, 1).BatchNorm("unusedNorm").Relu();
        unused.Scaling("unusedOwn").GlobalAveragePool().Dense("unusedDense", 3).BatchNorm("unusedFeatures");
        return used.Relu();
    }

    private static FeatureMaps Define(FeatureMaps x)
    {
        FeatureMaps used = x.Conv2D("used", 5, 3);
        FeatureMaps unused = used.Conv2D("unused", 7, 1).BatchNorm("unusedNorm").Relu();
        unused.Then<Gathering>("unusedOwn").GlobalAveragePool().Dense("unusedDense", 3).BatchNorm("unusedFeatures");
        return used.Relu();
    }
}

/// <summary>A class in other ones.</summary>
internal static partial class Outer<TOuter>
{
    internal partial struct Middle
    {
        /// <summary>A model inside generic types.</summary>
        [Model(4)]
        internal sealed partial class Inner : IReferenced
        {
            public static Flow Reference(Flow x) => x.Dense("dense", 5).Relu();

            private static Features Define(Features x) => x.Dense("dense", 5).Relu();
        }
    }
}

/// <summary>What a model's class may have beside its definition.</summary>
[Model(4)]
internal partial class WithMembers : IReferenced
{
    private const int HiddenSize = 6;

    public WithMembers() => Label = "made by its own constructor";

    public string Label { get; }

    public static Flow Reference(Flow x) => x.Dense("hidden", HiddenSize).Relu().Dense("out", 2);

    private static Features Define(Features x) => x.Dense("hidden", HiddenSize).Relu().Dense("out", 2);
}
