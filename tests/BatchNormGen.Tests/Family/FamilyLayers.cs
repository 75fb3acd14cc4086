namespace BatchNormGen.Tests.Family;

// Rows: more axes, parameters, presets.
[LayerNorm(4, 5, 6)] internal sealed partial class LayerCube;
[LayerNorm(70, Scale = false)] internal sealed partial class UnscaledLayer;
[LayerNorm(70, Shift = false)] internal sealed partial class UnshiftedLayer;
[LayerNorm(33, Scale = false, Shift = false)] internal sealed partial class PlainLayer;
[LayerNorm(4, 5, 6, Preset = Framework.PyTorch)] internal sealed partial class PyTorchLayer;
[LayerNorm(5, Preset = Framework.Onnx)] internal sealed partial class OnnxLayer;
[RmsNorm(3, 8)] internal sealed partial class RmsSquare;
[RmsNorm(24, Shift = true)] internal sealed partial class ShiftedRms;
[RmsNorm(33, Scale = false)] internal sealed partial class PlainRms;
[RmsNorm(24, Preset = Framework.Keras)] internal sealed partial class KerasRms;

// Rows with an activation or a residual.
[LayerNorm(33, Activation = Activation.Gelu)] internal sealed partial class GeluLayer;
[LayerNorm(33, Residual = true)] internal sealed partial class ResidualLayer;
[LayerNorm(70, Residual = true, Activation = Activation.Silu)] internal sealed partial class ResidualSiluLayer;
[RmsNorm(64, Activation = Activation.Tanh)] internal sealed partial class TanhRms;
[RmsNorm(33, Residual = true, Activation = Activation.Sigmoid)] internal sealed partial class ResidualSigmoidRms;
[RmsNorm(4097, Residual = true)] internal sealed partial class ResidualLongRms;

// Groups: their number, layouts, ranks, fixed positions.
[GroupNorm(1, 6, 4)] internal sealed partial class OneGroup;
[GroupNorm(2, 6, 4)] internal sealed partial class TwoGroups;
[GroupNorm(3, 6, 4)] internal sealed partial class ThreeGroups;
[GroupNorm(6, 6, 4)] internal sealed partial class SixGroups;
[GroupNorm(8, 64, 4)] internal sealed partial class WideGroups;
[GroupNorm(1, 6, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class OneLastGroup;
[GroupNorm(3, 12, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class LastGroups;
[GroupNorm(12, 12, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class LastGroupsOfOne;
[GroupNorm(4, 40, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class WideLastGroups;
[GroupNorm(3, 12, 2)] internal sealed partial class GroupsOfRows;
[GroupNorm(3, 12, 3)] internal sealed partial class GroupsOfLines;
[GroupNorm(2, 4, 5)] internal sealed partial class GroupsOfVolumes;
[GroupNorm(2, 6, 4, Spatial = [1, 1])] internal sealed partial class FixedGroups1x1;
[GroupNorm(2, 6, 3, Spatial = [5])] internal sealed partial class FixedGroups5;
[GroupNorm(2, 6, 4, Spatial = [7, 7])] internal sealed partial class FixedGroups7x7;
[GroupNorm(2, 6, 4, Spatial = [28, 28])] internal sealed partial class FixedGroups28x28;
[GroupNorm(2, 6, 4, Spatial = [7, 7], Layout = TensorLayout.ChannelsLast)] internal sealed partial class FixedLastGroups;
[GroupNorm(2, 6, 4, Scale = false)] internal sealed partial class UnscaledGroups;
[GroupNorm(2, 6, 4, Shift = false)] internal sealed partial class UnshiftedGroups;
[GroupNorm(2, 6, 4, Scale = false, Shift = false)] internal sealed partial class PlainGroups;
[GroupNorm(2, 6, 4, Preset = Framework.Onnx)] internal sealed partial class OnnxGroups;

[InstanceNorm(5, 4)] internal sealed partial class Instances;
[InstanceNorm(20, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class LastInstances;
[InstanceNorm(5, 4, Spatial = [7, 7])] internal sealed partial class FixedInstances;
[InstanceNorm(5, 3, Scale = false, Shift = false)] internal sealed partial class PlainInstances;
[InstanceNorm(5, 4, Preset = Framework.PyTorch)] internal sealed partial class PyTorchInstances;

// Groups with an activation or a residual.
[GroupNorm(2, 6, 4, Activation = Activation.Silu)] internal sealed partial class SiluGroups;
[GroupNorm(2, 6, 4, Residual = true)] internal sealed partial class ResidualGroups;
[GroupNorm(2, 6, 4, Residual = true, Activation = Activation.Gelu)] internal sealed partial class ResidualGeluGroups;
[GroupNorm(3, 12, 4, Residual = true, Activation = Activation.Tanh, Layout = TensorLayout.ChannelsLast)] internal sealed partial class ResidualLastGroups;
[InstanceNorm(5, 4, Activation = Activation.Sigmoid)] internal sealed partial class SigmoidInstances;

// Batch normalization with an activation or a residual.
[BatchNorm(7, 2, Activation = Activation.Silu)] internal sealed partial class SiluBatchRow;
[BatchNorm(6, 4, Activation = Activation.Gelu)] internal sealed partial class GeluBatch;
[BatchNorm(6, 4, Activation = Activation.Tanh, Spatial = [7, 7])] internal sealed partial class TanhFixedBatch;
[BatchNorm(6, 4, Activation = Activation.Sigmoid, Scale = false)] internal sealed partial class SigmoidBatch;
[BatchNorm(6, 4, Activation = Activation.Relu)] internal sealed partial class ReluBatch;
[BatchNorm(64, 4, Activation = Activation.HardSwish, Layout = TensorLayout.ChannelsLast)] internal sealed partial class HardSwishLastBatch;
[BatchNorm(5, 4, Residual = true)] internal sealed partial class ResidualBatch;
[BatchNorm(17, 2, Residual = true, Scale = false, Shift = false)] internal sealed partial class ResidualBatchRow;
[BatchNorm(5, 4, Residual = true, Activation = Activation.Gelu)] internal sealed partial class ResidualGeluBatch;
[BatchNorm(5, 4, Residual = true, Activation = Activation.Relu, Spatial = [7, 7])] internal sealed partial class ResidualReluFixedBatch;
[BatchNorm(7, 4, Residual = true, Activation = Activation.Tanh, Layout = TensorLayout.ChannelsLast)] internal sealed partial class ResidualLastBatch;
[BatchNorm(5, 4, Activation = Activation.LeakyRelu, ActivationSlope = 0.2, TrackMovingStatistics = false)] internal sealed partial class LeakyUntrackedBatch;
[BatchNorm(5, 4, Residual = true, Activation = Activation.Silu, TrackMovingStatistics = false)] internal sealed partial class ResidualUntrackedBatch;

// Epsilons that hide nothing.
#pragma warning disable BNG0021 // This small on purpose.
[LayerNorm(33, Epsilon = 1e-36)] internal sealed partial class BareLayer;
[LayerNorm(4097, Epsilon = 1e-36)] internal sealed partial class BareLongLayer;
[RmsNorm(33, Epsilon = 1e-36)] internal sealed partial class BareRms;
[RmsNorm(4097, Epsilon = 1e-36)] internal sealed partial class BareLongRms;
[GroupNorm(2, 6, 4, Epsilon = 1e-36)] internal sealed partial class BareGroups;
[GroupNorm(3, 12, 4, Epsilon = 1e-36, Layout = TensorLayout.ChannelsLast)] internal sealed partial class BareLastGroups;
[InstanceNorm(5, 4, Epsilon = 1e-36)] internal sealed partial class BareInstances;
#pragma warning restore BNG0021
