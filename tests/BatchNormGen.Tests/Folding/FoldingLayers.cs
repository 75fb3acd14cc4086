namespace BatchNormGen.Tests.Folding;

// The layers behind those of the reference vectors.
[BatchNorm(6, 4)] public sealed partial class ConvolutionNorm;
[BatchNorm(7, 2)] public sealed partial class LinearNorm;

[BatchNorm(3, 2)] public sealed partial class SmallNorm;
[BatchNorm(3, 2, Scale = false)] public sealed partial class ShiftNorm;
[BatchNorm(3, 2, Shift = false, Epsilon = 0.25)] public sealed partial class ScaleNorm;
[BatchNorm(3, 2, ElementType = typeof(double))] public sealed partial class DoubleNorm;
