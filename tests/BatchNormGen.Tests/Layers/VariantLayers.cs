namespace BatchNormGen.Tests.Layers;

// Ranks and layouts with free positions.
[BatchNorm(5, 3)] public sealed partial class FreeLine;
[BatchNorm(6, 5)] public sealed partial class FreeVolume;
[BatchNorm(7, 3, Layout = TensorLayout.ChannelsLast)] public sealed partial class LastLine;
[BatchNorm(9, 5, Layout = TensorLayout.ChannelsLast)] public sealed partial class LastVolume;
[BatchNorm(10, 2, Layout = TensorLayout.ChannelsLast)] public sealed partial class LastRow;

// Fixed positions: one value, fewer than a vector, odd, whole vectors, a real network's.
[BatchNorm(6, 4, Spatial = [1, 1])] public sealed partial class Fixed1x1;
[BatchNorm(5, 3, Spatial = [13])] public sealed partial class FixedLine;
[BatchNorm(4, 4, Spatial = [3, 5])] public sealed partial class Fixed3x5;
[BatchNorm(12, 4, Spatial = [7, 7])] public sealed partial class Fixed7x7;
[BatchNorm(3, 4, Spatial = [16, 16])] public sealed partial class Fixed16x16;
[BatchNorm(8, 4, Spatial = [56, 56])] public sealed partial class Fixed56x56;
[BatchNorm(3, 5, Spatial = [2, 3, 5])] public sealed partial class FixedVolume;
[BatchNorm(11, 4, Layout = TensorLayout.ChannelsLast, Spatial = [5, 3])] public sealed partial class FixedLast;

// Many channels.
[BatchNorm(1000, 2)] public sealed partial class WideRow;
[BatchNorm(4099, 2)] public sealed partial class WiderRow;
[BatchNorm(257, 4)] public sealed partial class WidePlane;
[BatchNorm(515, 4, Layout = TensorLayout.ChannelsLast)] public sealed partial class WideLast;

// Parameters.
[BatchNorm(5, 2, Scale = false)] public sealed partial class UnscaledRow;
[BatchNorm(5, 2, Shift = false)] public sealed partial class UnshiftedRow;
[BatchNorm(5, 2, Scale = false, Shift = false)] public sealed partial class PlainRow;
[BatchNorm(5, 4, Scale = false)] public sealed partial class UnscaledPlane;
[BatchNorm(5, 4, Shift = false)] public sealed partial class UnshiftedPlane;
[BatchNorm(5, 4, Scale = false, Shift = false)] public sealed partial class PlainPlane;

// Moving averages.
[BatchNorm(4, 2, MovingVariance = VarianceEstimator.Unbiased)] public sealed partial class UnbiasedRow;
[BatchNorm(4, 4, MovingVariance = VarianceEstimator.Unbiased)] public sealed partial class UnbiasedPlane;
[BatchNorm(4, 2, CumulativeAverage = true)] public sealed partial class CumulativeRow;
[BatchNorm(4, 4, CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased)] public sealed partial class CumulativePlane;
[BatchNorm(4, 2, Momentum = 0.25)] public sealed partial class QuarterRow;
[BatchNorm(4, 2, Decay = 0.75)] public sealed partial class DecayRow;
[BatchNorm(4, 4, Decay = 0.99)] public sealed partial class SlowPlane;
[BatchNorm(4, 2, Decay = 0.75, ElementType = typeof(double))] public sealed partial class DoubleDecayRow;
[BatchNorm(4, 4, CumulativeAverage = true, ElementType = typeof(double))] public sealed partial class DoubleCumulativePlane;

// No moving averages.
[BatchNorm(5, 2, TrackMovingStatistics = false)] public sealed partial class UntrackedRow;
[BatchNorm(5, 4, TrackMovingStatistics = false)] public sealed partial class UntrackedPlane;
[BatchNorm(5, 4, TrackMovingStatistics = false, Spatial = [7, 7])] public sealed partial class UntrackedFixed;
[BatchNorm(21, 4, TrackMovingStatistics = false, Layout = TensorLayout.ChannelsLast)] public sealed partial class UntrackedLast;
[BatchNorm(3, 4, TrackMovingStatistics = false, Scale = false, Shift = false)] public sealed partial class UntrackedPlain;

// The declarations whose gradients are compared with finite differences.
[BatchNorm(5, 3, ElementType = typeof(double))] public sealed partial class DoubleLine;
[BatchNorm(3, 5, ElementType = typeof(double), Spatial = [2, 3, 2])] public sealed partial class DoubleFixedVolume;
[BatchNorm(4, 4, ElementType = typeof(double), Spatial = [3, 3])] public sealed partial class DoubleFixed3x3;
[BatchNorm(5, 4, ElementType = typeof(double), Spatial = [2, 3], Layout = TensorLayout.ChannelsLast)] public sealed partial class DoubleFixedLast;
[BatchNorm(5, 2, ElementType = typeof(double), Scale = false)] public sealed partial class DoubleUnscaledRow;
[BatchNorm(5, 2, ElementType = typeof(double), Shift = false)] public sealed partial class DoubleUnshiftedRow;
[BatchNorm(5, 2, ElementType = typeof(double), Scale = false, Shift = false)] public sealed partial class DoublePlainRow;
[BatchNorm(3, 4, ElementType = typeof(double), Scale = false)] public sealed partial class DoubleUnscaledPlane;
[BatchNorm(3, 4, ElementType = typeof(double), Shift = false)] public sealed partial class DoubleUnshiftedPlane;
[BatchNorm(3, 4, ElementType = typeof(double), Scale = false, Shift = false)] public sealed partial class DoublePlainPlane;
[BatchNorm(5, 2, ElementType = typeof(double), TrackMovingStatistics = false)] public sealed partial class DoubleUntrackedRow;
[BatchNorm(3, 4, ElementType = typeof(double), TrackMovingStatistics = false)] public sealed partial class DoubleUntrackedPlane;
[BatchNorm(3, 4, ElementType = typeof(double), TrackMovingStatistics = false, Layout = TensorLayout.ChannelsLast)] public sealed partial class DoubleUntrackedLast;
[BatchNorm(3, 4, ElementType = typeof(double), TrackMovingStatistics = false, Scale = false)] public sealed partial class DoubleUntrackedUnscaled;
[BatchNorm(3, 4, ElementType = typeof(double), TrackMovingStatistics = false, Shift = false)] public sealed partial class DoubleUntrackedUnshifted;
[BatchNorm(4, 2, ElementType = typeof(double), Epsilon = 0.5)] public sealed partial class DoubleLargeEpsilonRow;
[BatchNorm(4, 4, ElementType = typeof(double), Epsilon = 0.5)] public sealed partial class DoubleLargeEpsilonPlane;

/// <summary>A model class with its layers inside, as a user writes it.</summary>
public sealed partial class SmallNet
{
    private readonly Norm1 _norm1 = new();
    private readonly Norm2 _norm2 = new();

    [BatchNorm(6, 4)] private sealed partial class Norm1;
    [BatchNorm(120, 2)] private sealed partial class Norm2;

    public IReadOnlyList<INormalizationLayer<float>> Layers => [_norm1, _norm2];
}
