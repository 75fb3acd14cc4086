namespace BatchNormGen.BitIdentity.Layers;

// Rows: fewer than a vector, whole vectors, odd, more than a block, so long that they are measured in chunks.
[LayerNorm(3)] public sealed partial class LayerRow3;
[LayerNorm(16)] public sealed partial class LayerRow16;
[LayerNorm(33)] public sealed partial class LayerRow33;
[LayerNorm(129)] public sealed partial class LayerRow129;
[LayerNorm(1000)] public sealed partial class LayerRow1000;
[LayerNorm(4097)] public sealed partial class LayerRow4097;
[LayerNorm(100_000)] public sealed partial class LayerRow100000;
[LayerNorm(4, 5, 6, Scale = false)] public sealed partial class UnscaledLayerCube;
[LayerNorm(70, Scale = false, Shift = false)] public sealed partial class PlainLayerRow70;
[LayerNorm(64, Activation = Activation.Gelu)] public sealed partial class GeluLayerRow64;
[LayerNorm(33, Residual = true)] public sealed partial class ResidualLayerRow33;
[LayerNorm(70, Residual = true, Activation = Activation.Silu)] public sealed partial class ResidualSiluLayerRow70;
[LayerNorm(33, ElementType = typeof(double))] public sealed partial class DoubleLayerRow33;
[RmsNorm(3)] public sealed partial class RmsRow3;
[RmsNorm(16)] public sealed partial class RmsRow16;
[RmsNorm(33)] public sealed partial class RmsRow33;
[RmsNorm(1000, Shift = true)] public sealed partial class ShiftedRmsRow1000;
[RmsNorm(4097)] public sealed partial class RmsRow4097;
[RmsNorm(100_000)] public sealed partial class RmsRow100000;
[RmsNorm(70, Activation = Activation.Tanh)] public sealed partial class TanhRmsRow70;
[RmsNorm(33, Residual = true, Activation = Activation.Relu)] public sealed partial class ResidualReluRmsRow33;
[RmsNorm(33, ElementType = typeof(double))] public sealed partial class DoubleRmsRow33;

// Groups of channels.
[GroupNorm(1, 6, 4)] public sealed partial class OneGroup6;
[GroupNorm(3, 6, 4)] public sealed partial class Groups6;
[GroupNorm(8, 64, 4)] public sealed partial class Groups64;
[GroupNorm(4, 40, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class LastGroups40;
[GroupNorm(3, 12, 2)] public sealed partial class GroupsOfRows12;
[GroupNorm(2, 6, 4, Spatial = [7, 7], Scale = false)] public sealed partial class FixedGroups7x7;
[GroupNorm(2, 6, 4, Residual = true, Activation = Activation.Gelu)] public sealed partial class ResidualGeluGroups6;
[GroupNorm(3, 12, 4, Residual = true, Activation = Activation.Sigmoid, Layout = TensorLayout.ChannelsLast)] public sealed partial class ResidualLastGroups12;
[GroupNorm(2, 6, 4, ElementType = typeof(double))] public sealed partial class DoubleGroups6;
[InstanceNorm(5, 4)] public sealed partial class Instances5;
[InstanceNorm(20, 4, Layout = TensorLayout.ChannelsLast, Activation = Activation.HardSwish)] public sealed partial class LastInstances20;

// Batch normalization with every activation and with residuals.
[BatchNorm(6, 4, Activation = Activation.Relu)] public sealed partial class ReluPlane6;
[BatchNorm(6, 4, Activation = Activation.Relu6, Spatial = [7, 7])] public sealed partial class Relu6Fixed7x7;
[BatchNorm(17, 2, Activation = Activation.LeakyRelu)] public sealed partial class LeakyRow17;
[BatchNorm(6, 4, Activation = Activation.Sigmoid, Scale = false)] public sealed partial class SigmoidPlane6;
[BatchNorm(17, 4, Activation = Activation.Tanh, Layout = TensorLayout.ChannelsLast)] public sealed partial class TanhLast17;
[BatchNorm(6, 4, Activation = Activation.Silu, TrackMovingStatistics = false)] public sealed partial class SiluUntrackedPlane6;
[BatchNorm(64, 2, Activation = Activation.Gelu)] public sealed partial class GeluRow64;
[BatchNorm(6, 4, Activation = Activation.HardSwish, Shift = false)] public sealed partial class HardSwishPlane6;
[BatchNorm(7, 4, Residual = true)] public sealed partial class ResidualPlane7;
[BatchNorm(7, 4, Residual = true, Activation = Activation.Relu)] public sealed partial class ResidualReluPlane7;
[BatchNorm(17, 4, Residual = true, Activation = Activation.Gelu, Layout = TensorLayout.ChannelsLast)] public sealed partial class ResidualGeluLast17;
[BatchNorm(5, 4, Residual = true, Activation = Activation.Tanh, ElementType = typeof(double))] public sealed partial class DoubleResidualTanhPlane5;
[BatchNorm(17, 2, Activation = Activation.Gelu, ElementType = typeof(double))] public sealed partial class DoubleGeluRow17;
