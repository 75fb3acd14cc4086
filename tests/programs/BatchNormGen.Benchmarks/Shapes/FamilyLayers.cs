namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>The generated layers of the other kinds, and those with an activation or a residual.</summary>
public static partial class FamilyLayers
{
    [LayerNorm(64)]
    public sealed partial class Layer64;

    [LayerNorm(256)]
    public sealed partial class Layer256;

    [LayerNorm(768)]
    public sealed partial class Layer768;

    [LayerNorm(1024)]
    public sealed partial class Layer1024;

    [LayerNorm(4096)]
    public sealed partial class Layer4096;

    [RmsNorm(64)]
    public sealed partial class Rms64;

    [RmsNorm(256)]
    public sealed partial class Rms256;

    [RmsNorm(768)]
    public sealed partial class Rms768;

    [RmsNorm(1024)]
    public sealed partial class Rms1024;

    [RmsNorm(4096)]
    public sealed partial class Rms4096;

    [GroupNorm(32, 256, 4, Spatial = [56, 56])]
    public sealed partial class Groups256;

    [GroupNorm(32, 256, 4, Spatial = [56, 56], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Groups256Last;

    [GroupNorm(32, 128, 4, Spatial = [64, 64])]
    public sealed partial class Groups128;

    [InstanceNorm(64, 4, Spatial = [112, 112])]
    public sealed partial class Instance64;

    [BatchNorm(64, 4, Spatial = [56, 56], Activation = Activation.Relu)]
    public sealed partial class Stage1Relu;

    [BatchNorm(256, 4, Spatial = [56, 56], Activation = Activation.Relu)]
    public sealed partial class Stage1WideRelu;

    [BatchNorm(512, 4, Spatial = [28, 28], Activation = Activation.Relu)]
    public sealed partial class Stage2Relu;

    [BatchNorm(1024, 4, Spatial = [14, 14], Activation = Activation.Relu)]
    public sealed partial class Stage3Relu;

    [BatchNorm(24, 4, Spatial = [112, 112], Layout = TensorLayout.ChannelsLast, Activation = Activation.Relu6)]
    public sealed partial class MobileWideRelu6;

    [BatchNorm(256, 4, Spatial = [56, 56], Residual = true)]
    public sealed partial class Stage1WideResidual;

    [BatchNorm(256, 4, Spatial = [56, 56], Residual = true, Activation = Activation.Relu)]
    public sealed partial class Stage1WideResidualRelu;

    [BatchNorm(64, 4, Spatial = [56, 56], Activation = Activation.Sigmoid)]
    public sealed partial class Stage1Sigmoid;

    [BatchNorm(64, 4, Spatial = [56, 56], Activation = Activation.Tanh)]
    public sealed partial class Stage1Tanh;

    [BatchNorm(64, 4, Spatial = [56, 56], Activation = Activation.Silu)]
    public sealed partial class Stage1Silu;

    [BatchNorm(64, 4, Spatial = [56, 56], Activation = Activation.Gelu)]
    public sealed partial class Stage1Gelu;

    [BatchNorm(64, 4, Spatial = [56, 56], Activation = Activation.HardSwish)]
    public sealed partial class Stage1HardSwish;
}
