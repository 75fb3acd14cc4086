namespace BatchNormGen.Tests.Layers;

// Each framework's layer as it is.
[BatchNorm(6, 4, Preset = Framework.Textbook)] public sealed partial class TextbookPlane;
[BatchNorm(6, 4, Preset = Framework.PyTorch)] public sealed partial class PyTorchPlane;
[BatchNorm(6, 4, Preset = Framework.Keras)] public sealed partial class KerasPlane;
[BatchNorm(6, 4, Preset = Framework.Flax)] public sealed partial class FlaxPlane;
[BatchNorm(6, 4, Preset = Framework.MXNet)] public sealed partial class MXNetPlane;
[BatchNorm(6, 4, Preset = Framework.Onnx)] public sealed partial class OnnxPlane;

// For files of reference vectors. Beside the preset stands only what the file's layer has other than its framework's default.
[BatchNorm(7, 2, Preset = Framework.Textbook)] public sealed partial class TextbookVectors2d;
[BatchNorm(3, 4, Preset = Framework.Textbook)] public sealed partial class TextbookVectors4d;
[BatchNorm(8, 2, Preset = Framework.PyTorch)] public sealed partial class PyTorchVectors2d;
[BatchNorm(6, 3, Preset = Framework.PyTorch)] public sealed partial class PyTorchVectors3d;
[BatchNorm(5, 4, Preset = Framework.PyTorch)] public sealed partial class PyTorchVectors4d;
[BatchNorm(3, 5, Preset = Framework.PyTorch)] public sealed partial class PyTorchVectors5d;
[BatchNorm(5, 4, Preset = Framework.PyTorch, ElementType = typeof(double))] public sealed partial class PyTorchVectorsFloat64;
[BatchNorm(3, 4, Preset = Framework.PyTorch, CumulativeAverage = true)] public sealed partial class PyTorchVectorsCumulative;
[BatchNorm(3, 4, Preset = Framework.PyTorch, Epsilon = 1e-3)] public sealed partial class PyTorchVectorsEpsilon;
[BatchNorm(3, 4, Preset = Framework.PyTorch, Decay = 0.99)] public sealed partial class PyTorchVectorsDecay;
[BatchNorm(33, 4, Preset = Framework.Keras)] public sealed partial class KerasVectors4d;
[BatchNorm(7, 2, Preset = Framework.Keras, Epsilon = 1e-5, Momentum = 0.1)] public sealed partial class KerasVectors2d;
[BatchNorm(7, 2, Preset = Framework.Flax, Decay = 0.9)] public sealed partial class FlaxVectors2d;
[BatchNorm(3, 4, Preset = Framework.Flax, Decay = 0.9)] public sealed partial class FlaxVectors4d;
#pragma warning disable BNG0021 // This small on purpose: the files say so.
[BatchNorm(7, 2, Preset = Framework.MXNet, Epsilon = 1e-12)] public sealed partial class MXNetVectors2d;
[BatchNorm(3, 4, Preset = Framework.MXNet, Epsilon = 1e-12)] public sealed partial class MXNetVectors4d;
#pragma warning restore BNG0021
[BatchNorm(3, 4, Preset = Framework.Onnx)] public sealed partial class OnnxVectors4d;
