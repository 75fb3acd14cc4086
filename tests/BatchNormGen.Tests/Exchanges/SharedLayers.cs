namespace BatchNormGen.Tests.Exchanges;

// The moments of 82 channels fit the first frame of an exchange, those of 83 do not.
[BatchNorm(1, 2)] internal sealed partial class SharedRow1;
[BatchNorm(7, 2)] internal sealed partial class SharedRow7;
[BatchNorm(82, 2)] internal sealed partial class SharedRow82;
[BatchNorm(83, 2)] internal sealed partial class SharedRow83;
[BatchNorm(512, 2)] internal sealed partial class SharedRow512;
[BatchNorm(2048, 2)] internal sealed partial class SharedRow2048;

[BatchNorm(1, 4)] internal sealed partial class SharedPlane1;
[BatchNorm(7, 4, Spatial = [5, 5])] internal sealed partial class SharedPlane7;
[BatchNorm(82, 4)] internal sealed partial class SharedPlane82;
[BatchNorm(83, 4)] internal sealed partial class SharedPlane83;
[BatchNorm(512, 4, Spatial = [7, 7])] internal sealed partial class SharedPlane512;
[BatchNorm(2048, 4)] internal sealed partial class SharedPlane2048;

[BatchNorm(7, 2, ElementType = typeof(double))] internal sealed partial class SharedDoubleRow7;
[BatchNorm(83, 2, ElementType = typeof(double))] internal sealed partial class SharedDoubleRow83;
[BatchNorm(7, 4, ElementType = typeof(double))] internal sealed partial class SharedDoublePlane7;
[BatchNorm(83, 4, ElementType = typeof(double))] internal sealed partial class SharedDoublePlane83;

[BatchNorm(8, 2)] internal sealed partial class OtherChannels;
[BatchNorm(21, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class SharedLast;
[BatchNorm(5, 2, MovingVariance = VarianceEstimator.Unbiased)] internal sealed partial class SharedUnbiased;
[BatchNorm(5, 4, CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased)] internal sealed partial class SharedCumulative;
[BatchNorm(5, 4, TrackMovingStatistics = false, Scale = false)] internal sealed partial class SharedUntracked;
[BatchNorm(6, 4, Activation = Activation.Silu)] internal sealed partial class SharedSilu;
[BatchNorm(6, 4, Residual = true)] internal sealed partial class SharedResidual;
[BatchNorm(6, 2, Residual = true, Activation = Activation.Relu)] internal sealed partial class SharedResidualRelu;
