namespace BatchNormGen.BitIdentity.Layers;

// Ranks with free positions.
[BatchNorm(5, 3)] public sealed partial class Line5;
[BatchNorm(6, 5)] public sealed partial class Volume6;
[BatchNorm(7, 3, Layout = TensorLayout.ChannelsLast)] public sealed partial class LastLine7;
[BatchNorm(10, 5, Layout = TensorLayout.ChannelsLast)] public sealed partial class LastVolume10;

// Fixed positions: one, fewer than a vector, odd, whole vectors, a real network's, more than a block.
[BatchNorm(6, 4, Spatial = [1, 1])] public sealed partial class Fixed1x1;
[BatchNorm(5, 3, Spatial = [13])] public sealed partial class FixedLine13;
[BatchNorm(4, 4, Spatial = [3, 5])] public sealed partial class Fixed3x5;
[BatchNorm(12, 4, Spatial = [7, 7])] public sealed partial class Fixed7x7;
[BatchNorm(3, 4, Spatial = [16, 16])] public sealed partial class Fixed16x16;
[BatchNorm(8, 4, Spatial = [56, 56])] public sealed partial class Fixed56x56;
[BatchNorm(2, 4, Spatial = [67, 71])] public sealed partial class Fixed67x71;
[BatchNorm(3, 5, Spatial = [2, 3, 5])] public sealed partial class FixedVolume;
[BatchNorm(11, 4, Layout = TensorLayout.ChannelsLast, Spatial = [5, 3])] public sealed partial class FixedLast5x3;

// Many channels.
[BatchNorm(256, 2)] public sealed partial class Row256;
[BatchNorm(1003, 2)] public sealed partial class Row1003;
[BatchNorm(2048, 2)] public sealed partial class Row2048;
[BatchNorm(257, 4)] public sealed partial class Plane257;
[BatchNorm(515, 3, Layout = TensorLayout.ChannelsLast)] public sealed partial class Last515;

// Parameters.
[BatchNorm(7, 2, Scale = false)] public sealed partial class UnscaledRow7;
[BatchNorm(7, 2, Shift = false)] public sealed partial class UnshiftedRow7;
[BatchNorm(5, 4, Scale = false)] public sealed partial class UnscaledPlane5;
[BatchNorm(5, 4, Scale = false, Shift = false)] public sealed partial class PlainPlane5;
[BatchNorm(4, 4, Spatial = [9, 9], Shift = false)] public sealed partial class UnshiftedFixed9x9;

// Moving averages.
[BatchNorm(4, 2, MovingVariance = VarianceEstimator.Unbiased)] public sealed partial class UnbiasedRow4;
[BatchNorm(4, 4, CumulativeAverage = true)] public sealed partial class CumulativePlane4;
[BatchNorm(4, 4, CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased, ElementType = typeof(double))] public sealed partial class DoubleCumulativePlane4;
[BatchNorm(6, 2, Decay = 0.75, Epsilon = 1e-3)] public sealed partial class DecayRow6;
[BatchNorm(5, 4, TrackMovingStatistics = false)] public sealed partial class UntrackedPlane5;
[BatchNorm(21, 2, TrackMovingStatistics = false)] public sealed partial class UntrackedRow21;
[BatchNorm(6, 4, TrackMovingStatistics = false, Layout = TensorLayout.ChannelsLast)] public sealed partial class UntrackedLast6;

// Double.
[BatchNorm(64, 2, ElementType = typeof(double))] public sealed partial class DoubleRow64;
[BatchNorm(4, 4, ElementType = typeof(double), Spatial = [7, 7])] public sealed partial class DoubleFixed7x7;
[BatchNorm(3, 4, ElementType = typeof(double), Spatial = [28, 28])] public sealed partial class DoubleFixed28x28;
[BatchNorm(515, 2, ElementType = typeof(double))] public sealed partial class DoubleRow515;
