namespace BatchNormGen.MpiJob;

[BatchNorm(7, 2)] internal sealed partial class Row7;
[BatchNorm(83, 2, CumulativeAverage = true)] internal sealed partial class Row83;
[BatchNorm(512, 4, Spatial = [7, 7], MovingVariance = VarianceEstimator.Unbiased)] internal sealed partial class Plane512;
[BatchNorm(2048, 4, Layout = TensorLayout.ChannelsLast, ElementType = typeof(double))] internal sealed partial class Last2048;
[BatchNorm(9, 4, Residual = true, Activation = Activation.Relu)] internal sealed partial class Residual9;
