namespace BatchNormGen.Models.Tests.Models;

/// <summary>Dropout between dense layers; with the second one set to copy what comes in, what was dropped can be seen.</summary>
[Model(12)]
internal sealed partial class Dropping
{
    public const int Units = 40;

    private static Features Define(Features x) => x.Dense("first", Units).Dropout(0.4).Dense("second", Units);
}
