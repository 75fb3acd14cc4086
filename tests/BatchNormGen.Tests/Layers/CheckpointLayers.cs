namespace BatchNormGen.Tests.Layers;

// What a layer saves depends on its parameters, its statistics, its type and its names, not on its shape.
[BatchNorm(3, 2)] public sealed partial class CheckpointRow;
[BatchNorm(1, 2)] public sealed partial class CheckpointRow1;
[BatchNorm(3, 2, ElementType = typeof(double))] public sealed partial class DoubleCheckpointRow;
[BatchNorm(3, 2, Preset = Framework.PyTorch)] public sealed partial class PyTorchCheckpointRow;
[BatchNorm(3, 2, Preset = Framework.PyTorch, CumulativeAverage = true)] public sealed partial class CumulativeCheckpointRow;
[BatchNorm(3, 2, Preset = Framework.PyTorch, Scale = false)] public sealed partial class UnscaledCheckpointRow;
[BatchNorm(3, 2, Preset = Framework.PyTorch, Shift = false)] public sealed partial class UnshiftedCheckpointRow;
[BatchNorm(3, 2, Preset = Framework.PyTorch, TrackMovingStatistics = false)] public sealed partial class UntrackedCheckpointRow;
[BatchNorm(3, 2, Preset = Framework.PyTorch, Scale = false, Shift = false, TrackMovingStatistics = false)] public sealed partial class EmptyCheckpointRow;
[BatchNorm(3, 4, Preset = Framework.Keras, ElementType = typeof(double))] public sealed partial class DoubleCheckpointLast;
