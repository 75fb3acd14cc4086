namespace BatchNormGen.Models.Tests.Models;

/// <summary>Learns which points lie in a disk.</summary>
[Model(2)]
internal sealed partial class DiskPerceptron
{
    private static Features Define(Features x) => x.Dense("first", 24).Tanh().Dense("second", 24, bias: false).BatchNorm("norm").Relu().Dense("third", 2);
}

/// <summary>Learns to tell rows from columns.</summary>
[Model(1, 8, 8)]
internal sealed partial class StripeNet
{
    private static Features Define(FeatureMaps x) => x
        .Conv2D("first", 8, 3, padding: 1, bias: false).BatchNorm("norm").Relu().MaxPool(2)
        .Conv2D("second", 8, 3).Relu().Flatten().Dropout(0.1).Dense("third", 2);
}
