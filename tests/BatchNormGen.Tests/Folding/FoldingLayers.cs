namespace BatchNormGen.Tests.Folding;

// The layers behind those of the reference vectors.
[BatchNorm(6, 4)] public sealed partial class ConvolutionNorm;
[BatchNorm(7, 2)] public sealed partial class LinearNorm;

[BatchNorm(3, 2)] public sealed partial class SmallNorm;
[BatchNorm(3, 2, Scale = false)] public sealed partial class ShiftNorm;
[BatchNorm(3, 2, Shift = false, Epsilon = 0.25)] public sealed partial class ScaleNorm;
[BatchNorm(3, 2, ElementType = typeof(double))] public sealed partial class DoubleNorm;

// Where the outputs are, unless said, depends on the preset.
[BatchNorm(3, 2, Preset = Framework.PyTorch)] public sealed partial class PyTorchNorm;
[BatchNorm(3, 2, Preset = Framework.MXNet)] public sealed partial class MXNetNorm;
[BatchNorm(3, 2, Preset = Framework.Onnx)] public sealed partial class OnnxNorm;
[BatchNorm(3, 2, Preset = Framework.Keras)] public sealed partial class KerasNorm;
[BatchNorm(3, 2, Preset = Framework.Flax)] public sealed partial class FlaxNorm;
