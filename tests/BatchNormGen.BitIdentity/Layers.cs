namespace BatchNormGen.BitIdentity;

// One declaration of each kind of kernel, tail and averaging.
[BatchNorm(1, 2)] internal sealed partial class Row1;
[BatchNorm(7, 2)] internal sealed partial class Row7;
[BatchNorm(16, 2)] internal sealed partial class Row16;
[BatchNorm(33, 2)] internal sealed partial class Row33;
[BatchNorm(64, 2)] internal sealed partial class Row64;
[BatchNorm(1003, 2)] internal sealed partial class Row1003;
[BatchNorm(1, 4)] internal sealed partial class Plane1;
[BatchNorm(3, 4)] internal sealed partial class Plane3;
[BatchNorm(64, 4)] internal sealed partial class Plane64;
[BatchNorm(5, 3, CumulativeAverage = true)] internal sealed partial class Line5;
[BatchNorm(6, 5, MovingVariance = VarianceEstimator.Unbiased)] internal sealed partial class Volume6;
[BatchNorm(12, 4, Spatial = [7, 7])] internal sealed partial class Fixed7x7;
[BatchNorm(4, 4, Spatial = [3, 5], Scale = false)] internal sealed partial class Fixed3x5;
[BatchNorm(8, 4, Spatial = [56, 56], Shift = false)] internal sealed partial class Fixed56x56;
[BatchNorm(5, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class Last5;
[BatchNorm(32, 4, Layout = TensorLayout.ChannelsLast)] internal sealed partial class Last32;
[BatchNorm(515, 3, Layout = TensorLayout.ChannelsLast, Scale = false, Shift = false)] internal sealed partial class Last515;
[BatchNorm(5, 4, TrackMovingStatistics = false)] internal sealed partial class Untracked5;
[BatchNorm(21, 2, TrackMovingStatistics = false)] internal sealed partial class UntrackedRow21;
[BatchNorm(7, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow7;
[BatchNorm(64, 2, ElementType = typeof(double))] internal sealed partial class DoubleRow64;
[BatchNorm(3, 4, ElementType = typeof(double))] internal sealed partial class DoublePlane3;
[BatchNorm(4, 4, ElementType = typeof(double), Spatial = [7, 7])] internal sealed partial class DoubleFixed7x7;
[BatchNorm(33, 4, ElementType = typeof(double), Layout = TensorLayout.ChannelsLast)] internal sealed partial class DoubleLast33;
