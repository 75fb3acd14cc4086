using static BatchNormGen.Generator.Tests.DiagnosticCases;

namespace BatchNormGen.Generator.Tests;

/// <summary>What the generator objects to in the declarations of other kinds than batch normalization, and in activations and residuals.</summary>
internal static class OtherKindsCases
{
    public static IReadOnlyList<Case> All { get; } =
    [
        // BNG0025, BNG0026, BNG0012: rows
        new("BNG0025", "[[|LayerNorm|]] partial class Norm;", "over 0 axes", "1 to 8"),
        new("BNG0025", "[[|RmsNorm|]()] partial class Norm;", "over 0 axes"),
        new("BNG0025", "[[|LayerNorm|](Epsilon = 1e-3)] partial class Norm;", "over 0 axes"),
        new("BNG0025", "[LayerNorm([|[]|])] partial class Norm;", "over 0 axes"),
        new("BNG0025", "[RmsNorm(normalizedShape: [|new int[0]|])] partial class Norm;", "over 0 axes"),
        new("BNG0025", "#nullable disable\n[LayerNorm([|null|])] partial class Norm;", "over 0 axes"),
        new("BNG0025", "[LayerNorm(1, 2, 3, 4, 5, 6, 7, 8, [|9|])] partial class Norm;", "over 9 axes"),
        new("BNG0025", "[RmsNorm([1, 2, 3, 4, 5, 6, 7, 8, [|9|], 10])] partial class Norm;", "over 10 axes"),
        new("BNG0026", "[LayerNorm([|0|])] partial class Norm;", "extent 0", "only those before them vary"),
        new("BNG0026", "[LayerNorm(features: [|-512|])] partial class Norm;", "extent -512"),
        new("BNG0026", "[RmsNorm([|-1|], 7, [|1 - 8|], Epsilon = 1e-3)] partial class Norm;", "extent -1", "extent -7"),
        new("BNG0026", "[LayerNorm(normalizedShape: [|0|])] partial class Norm;", "extent 0"),
        new("BNG0026", "[LayerNorm(new[] { 7, [|int.MinValue|] })] partial class Norm;", "extent -2147483648"),
        new("BNG0012", "[LayerNorm([|65_536, 1 << 15|])] partial class Norm;", "65_536 × 32768 = 2147483648 values in one row", "check the extents"),
        new("BNG0012", "[RmsNorm([|[int.MaxValue, 2]|], Scale = false)] partial class Norm;", "= 4294967294 values in one row"),
        new(
            "BNG0012", "[LayerNorm([|1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30|])] partial class Norm;",
            "= 1766847064778384329583297500742918515827483896875618958121606201292619776"),

        // BNG0027, BNG0028: groups
        new("BNG0027", "[GroupNorm([|0|], 64, 4)] partial class Norm;", "numGroups 0; expected a number from 1 to the number of channels, 64"),
        new("BNG0027", "[GroupNorm([|-8|], 64, 2)] partial class Norm;", "numGroups -8"),
        new("BNG0027", "[GroupNorm([|64|], 8, 4)] partial class Norm;", "channels, 8; did you mean numGroups 8 and numFeatures 64?"),
        new("BNG0027", "[GroupNorm(numFeatures: 8, numGroups: [|9|], numDims: 4)] partial class Norm;", "numGroups 9"),
        new("BNG0027", "[GroupNorm([|int.MaxValue|], 1, 4)] partial class Norm;", "numGroups 2147483647"),
        new("BNG0028", "[GroupNorm([|6|], 64, 4)] partial class Norm;", "numGroups 6", "channels, 64; choose 4 or 8"),
        new("BNG0028", "[GroupNorm([|2|], 7, 4)] partial class Norm;", "choose 1 or 7"),
        new("BNG0028", "[GroupNorm([|1 << 19|], (1 << 20) - 1, 4)] partial class Norm;", "choose 349525 or 1048575"),

        // BNG0029, BNG0018, BNG0022: activations
        new("BNG0029", "[BatchNorm(8, 2, Activation = Activation.LeakyRelu, ActivationSlope = [|double.NaN|])] partial class Norm;", "ActivationSlope NaN, which is not a number", "finite float"),
        new("BNG0029", "[LayerNorm(8, Activation = Activation.LeakyRelu, ActivationSlope = [|double.NegativeInfinity|])] partial class Norm;", "not finite"),
        new("BNG0029", "[RmsNorm(8, Activation = Activation.LeakyRelu, ActivationSlope = [|-1e39|])] partial class Norm;", "ActivationSlope -1e39, which is infinite as float"),
        new("BNG0029", "[GroupNorm(2, 8, 3, ActivationSlope = [|double.PositiveInfinity|], ElementType = typeof(double))] partial class Norm;", "finite double"),
        new("BNG0018", "[BatchNorm(8, 2, Activation = [|(Activation)9|], ActivationSlope = 0.1)] partial class Norm;", "Activation 9", "Activation.Gelu or Activation.HardSwish"),
        new("BNG0018", "[InstanceNorm(8, 3, Activation = [|(Activation)(-1)|], Preset = [|(Framework)6|])] partial class Norm;", "Activation -1", "Preset 6"),
        new(
            "BNG0022", "[BatchNorm(8, 2, ActivationSlope = [|0.01|])] partial class Norm;", "has ActivationSlope, which has no effect without Activation = Activation.LeakyRelu",
            "or declare Activation = Activation.LeakyRelu"),
        new("BNG0022", "[GroupNorm(2, 8, 3, Activation = Activation.Relu, ActivationSlope = [|0.2|])] partial class Norm;", "ActivationSlope"),
        new("BNG0022", "[LayerNorm(8, ActivationSlope = [|0.2|], Activation = Activation.None)] partial class Norm;", "ActivationSlope"),

        // BNG0030: one value alone
        new("BNG0030", "[InstanceNorm(64, [|2|])] partial class Norm;", "a channel of a sample has one value, so that what is normalized is always beta;", "LayerNorm or BatchNorm"),
        new("BNG0030", "[InstanceNorm(64, 4, Spatial = [|[1, 1]|], Shift = false)] partial class Norm;", "is always 0;"),
        new("BNG0030", "[GroupNorm([|8|], 8, 2)] partial class Norm;", "a group of a sample has one value", "choose fewer groups"),
        new("BNG0030", "[GroupNorm(8, 8, 3, Spatial = [|[1]|])] partial class Norm;", "always beta"),
        new("BNG0030", "[LayerNorm([|1|])] partial class Norm;", "a row has one value", "always beta;"),
        new("BNG0030", "[LayerNorm([|1, 1, 1|], Scale = false, Shift = false)] partial class Norm;", "always 0;"),
        new("BNG0030", "[RmsNorm([|1|])] partial class Norm;", "always gamma or -gamma, Epsilon aside;"),
        new("BNG0030", "[RmsNorm([|[1]|], Scale = false, Shift = true)] partial class Norm;", "always 1 or -1 plus beta, Epsilon aside;"),

        // BNG0031: several kinds
        new("BNG0031", "[LayerNorm(8), [|RmsNorm|](8)] partial class Norm;", "has RmsNorm beside LayerNorm", "keep one"),
        new("BNG0031", "[BatchNorm(8, 2)] partial class Norm; [[|global::BatchNormGen.LayerNorm|](8)] partial class Norm;", "LayerNorm beside BatchNorm"),
        new("BNG0031", "[GroupNorm(2, 8, 4)] [[|InstanceNorm|](8, 4)] [[|BatchNormAttribute|](0, 9)] partial class Norm;", "InstanceNorm beside GroupNorm", "BatchNorm beside GroupNorm"),

        // What every kind has in common
        new("BNG0001", "[LayerNorm(8)] class [|Norm|];", "write 'partial class Norm'"),
        new("BNG0002", "[GroupNorm(2, 8, 3)] partial record [|Norm|];", "it is a record"),
        new("BNG0005", "[LayerNorm(8)] partial class Norm { void [|Forward|]() { } object [|_layer|] = new(); void [|set_MaxDegreeOfParallelism|](int value) { } }", "'Forward'"),
        new("BNG0005", "[RmsNorm(8)] partial class Norm { int [|Gamma|]; const double [|Epsilon|] = 1e-5; }", "'Gamma'"),
        new("BNG0005", "[GroupNorm(2, 8, 3)] partial class Norm { int [|NumGroups|]; int [|NumDims|]; int [|get_Layout|]() => 1; }", "'NumGroups'"),
        new("BNG0005", "[InstanceNorm(8, 3)] partial class Norm : INormalization<float> { void INormalization<float>.[|ResetParameters|]() { } }", "ResetParameters"),
        new(
            "BNG0005", "[BatchNorm(8, 2, Residual = true)] partial class Norm : IFreezableResidual<float> { IFrozenResidualLayer<float> IFreezableResidual<float>.[|Freeze|]() => null!; }",
            "Freeze"),
        new("BNG0006", "class Base { public int Forward; } [LayerNorm(8)] partial class [|Norm|] : Base;", "'Forward'", "from 'Base'"),
        new("BNG0006", "[LayerNorm(8)] partial class Base; [BatchNorm(8, 2)] partial class [|Norm|] : Base;", "'NumFeatures'"),
        new("BNG0007", "[RmsNorm(8)] partial class [|Forward|];", "'Forward'") { Layer = "Forward" },
        new("BNG0008", "[GroupNorm(1, [|0|], 4)] partial class Norm;", "numFeatures 0"),
        new("BNG0008", "[InstanceNorm([|1 << 21|], 4)] partial class Norm;", "numFeatures 2097152"),
        new("BNG0009", "[GroupNorm(2, 8, [|6|])] partial class Norm;", "numDims 6"),
        new("BNG0009", "[InstanceNorm(4, [|64|])] partial class Norm;", "did you mean numFeatures 64 and numDims 4?"),
        new("BNG0010", "[GroupNorm(2, 8, 4, Spatial = [|[7]|])] partial class Norm;", "expects [H, W]"),
        new("BNG0011", "[InstanceNorm(8, 3, Spatial = [[|0|]])] partial class Norm;", "extent 0"),
        new("BNG0012", "[GroupNorm(2, 2, 3, Spatial = [|[1 << 30]|])] partial class Norm;", "2147483648 values in one sample", "check numFeatures and Spatial"),
        new("BNG0013", "[LayerNorm(8, Epsilon = [|0|])] partial class Norm;", "not positive"),
        new("BNG0013", "[RmsNorm(8, Epsilon = [|1e-50|])] partial class Norm;", "0 as float"),
        new("BNG0017", "[InstanceNorm(8, 3, ElementType = [|typeof(int)|])] partial class Norm;", "typeof(int)"),
        new("BNG0018", "[GroupNorm(2, 8, 3, Layout = [|(TensorLayout)2|])] partial class Norm;", "Layout 2"),
        new("BNG0021", "[GroupNorm(2, 8, 3, Epsilon = [|1e-8|])] partial class Norm;", "on a variance of 1"),
        new("BNG0021", "[RmsNorm(8, Epsilon = [|1e-8|])] partial class Norm;", "on a mean square of 1", "at least 1e-7"),
    ];
}
