using BatchNormGen;

namespace Trainer;

/// <summary>Rank 2, with a tail shorter than any vector.</summary>
[BatchNorm(13, 2)]
public sealed partial class DenseNorm;

/// <summary>Rank 4, channels first, any height and width.</summary>
[BatchNorm(8, 4)]
public sealed partial class FreeNorm;

/// <summary>Rank 4, channels first, one height and width; large enough for several threads.</summary>
[BatchNorm(16, 4, Spatial = [56, 57], MovingVariance = VarianceEstimator.Unbiased)]
public sealed partial class FixedNorm;

/// <summary>Rank 4, channels last.</summary>
[BatchNorm(24, 4, Layout = TensorLayout.ChannelsLast, Momentum = 0.01, Epsilon = 1e-3)]
public sealed partial class LastNorm;

/// <summary>Rank 3, in double.</summary>
[BatchNorm(5, 3, ElementType = typeof(double), CumulativeAverage = true)]
public sealed partial class PreciseNorm;

/// <summary>A model whose layers are its own.</summary>
public sealed partial class Model
{
    [BatchNorm(6, 4, Spatial = [28, 28], Shift = false)]
    private sealed partial class Norm1;

    [BatchNorm(120, 2, TrackMovingStatistics = false)]
    private sealed partial class Norm3;

    private readonly Norm1 _norm1 = new();
    private readonly Norm3 _norm3 = new();

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<INormalizationLayer<float>> Layers => [_norm1, _norm3];
}
