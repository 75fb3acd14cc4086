namespace BatchNormGen.Tests.Layers;

// Layers that show the batch's statistics as they are: the moving averages are the last batch's, and epsilon hides nothing.
// That is what the warnings are about, and meant.
#pragma warning disable BNG0019, BNG0021
[BatchNorm(5, 2, Momentum = 1, Epsilon = 1e-36)] public sealed partial class BareRow;
[BatchNorm(16, 2, Momentum = 1, Epsilon = 1e-36)] public sealed partial class BareRow16;
[BatchNorm(3, 4, Momentum = 1, Epsilon = 1e-36)] public sealed partial class BarePlane;
[BatchNorm(2, 4, Momentum = 1, Epsilon = 1e-36, Spatial = [56, 56])] public sealed partial class BareFixed;
[BatchNorm(3, 4, Momentum = 1, Epsilon = 1e-36, Layout = TensorLayout.ChannelsLast)] public sealed partial class BareLast;
[BatchNorm(5, 2, Momentum = 1, Epsilon = 1e-36, ElementType = typeof(double))] public sealed partial class DoubleBareRow;
[BatchNorm(3, 4, Momentum = 1, Epsilon = 1e-36, ElementType = typeof(double))] public sealed partial class DoubleBarePlane;
[BatchNorm(3, 4, Momentum = 1, Epsilon = 1e-36, ElementType = typeof(double), Layout = TensorLayout.ChannelsLast)] public sealed partial class DoubleBareLast;
#pragma warning restore BNG0019, BNG0021
