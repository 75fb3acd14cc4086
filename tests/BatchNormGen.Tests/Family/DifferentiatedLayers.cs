namespace BatchNormGen.Tests.Family;

// The declarations whose gradients are compared with finite differences: every kind, every activation, with and without residual and parameters.
[LayerNorm(6, ElementType = typeof(double))] internal sealed partial class DoubleLayer;
[LayerNorm(2, 3, 2, ElementType = typeof(double), Scale = false)] internal sealed partial class DoubleUnscaledLayer;
[LayerNorm(9, ElementType = typeof(double), Shift = false, Activation = Activation.Silu)] internal sealed partial class DoubleSiluLayer;
[LayerNorm(9, ElementType = typeof(double), Scale = false, Shift = false)] internal sealed partial class DoublePlainLayer;
[LayerNorm(9, ElementType = typeof(double), Residual = true)] internal sealed partial class DoubleResidualLayer;
[LayerNorm(9, ElementType = typeof(double), Residual = true, Activation = Activation.Gelu)] internal sealed partial class DoubleResidualGeluLayer;
[LayerNorm(9, ElementType = typeof(double), Scale = false, Shift = false, Residual = true, Activation = Activation.Tanh)] internal sealed partial class DoublePlainResidualLayer;
[RmsNorm(6, ElementType = typeof(double))] internal sealed partial class DoubleRms;
[RmsNorm(9, ElementType = typeof(double), Shift = true, Activation = Activation.Tanh)] internal sealed partial class DoubleTanhRms;
[RmsNorm(9, ElementType = typeof(double), Scale = false, Activation = Activation.HardSwish)] internal sealed partial class DoublePlainRms;
[RmsNorm(9, ElementType = typeof(double), Residual = true)] internal sealed partial class DoubleResidualRms;
[RmsNorm(9, ElementType = typeof(double), Residual = true, Activation = Activation.Relu)] internal sealed partial class DoubleResidualReluRms;

[GroupNorm(2, 4, 4, ElementType = typeof(double))] internal sealed partial class DoubleGroups;
[GroupNorm(2, 4, 4, ElementType = typeof(double), Layout = TensorLayout.ChannelsLast)] internal sealed partial class DoubleLastGroups;
[GroupNorm(2, 4, 4, ElementType = typeof(double), Spatial = [2, 3], Scale = false, Activation = Activation.Sigmoid)] internal sealed partial class DoubleFixedGroups;
[GroupNorm(2, 4, 3, ElementType = typeof(double), Scale = false, Shift = false)] internal sealed partial class DoublePlainGroups;
[GroupNorm(2, 4, 4, ElementType = typeof(double), Residual = true, Shift = false)] internal sealed partial class DoubleResidualGroups;
[GroupNorm(2, 4, 4, ElementType = typeof(double), Residual = true, Activation = Activation.Relu6)] internal sealed partial class DoubleResidualRelu6Groups;
[GroupNorm(2, 4, 4, ElementType = typeof(double), Layout = TensorLayout.ChannelsLast, Residual = true, Activation = Activation.LeakyRelu)] internal sealed partial class DoubleResidualLastGroups;
[InstanceNorm(3, 4, ElementType = typeof(double))] internal sealed partial class DoubleInstances;
[InstanceNorm(3, 4, ElementType = typeof(double), Layout = TensorLayout.ChannelsLast, Activation = Activation.Silu)] internal sealed partial class DoubleLastInstances;
[InstanceNorm(3, 4, ElementType = typeof(double), Residual = true, Activation = Activation.HardSwish)] internal sealed partial class DoubleResidualInstances;

[BatchNorm(3, 4, ElementType = typeof(double), Activation = Activation.Relu)] internal sealed partial class DoubleReluBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Activation = Activation.Relu6, Layout = TensorLayout.ChannelsLast)] internal sealed partial class DoubleRelu6Batch;
[BatchNorm(5, 2, ElementType = typeof(double), Activation = Activation.LeakyRelu, ActivationSlope = -0.3)] internal sealed partial class DoubleLeakyBatch;
[BatchNorm(5, 2, ElementType = typeof(double), Activation = Activation.Sigmoid, Scale = false)] internal sealed partial class DoubleSigmoidBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Activation = Activation.Tanh, Shift = false)] internal sealed partial class DoubleTanhBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Activation = Activation.Silu, Scale = false, Shift = false)] internal sealed partial class DoubleSiluBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Activation = Activation.Gelu, TrackMovingStatistics = false)] internal sealed partial class DoubleGeluBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Activation = Activation.HardSwish, Spatial = [2, 3])] internal sealed partial class DoubleHardSwishBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Residual = true)] internal sealed partial class DoubleResidualBatch;
[BatchNorm(5, 2, ElementType = typeof(double), Residual = true, Activation = Activation.Silu)] internal sealed partial class DoubleResidualSiluBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Residual = true, Activation = Activation.Relu, Layout = TensorLayout.ChannelsLast)] internal sealed partial class DoubleResidualLastBatch;
[BatchNorm(3, 4, ElementType = typeof(double), Residual = true, Activation = Activation.Gelu, TrackMovingStatistics = false, Scale = false)] internal sealed partial class DoubleResidualUntrackedBatch;
