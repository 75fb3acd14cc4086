using System.ComponentModel;
using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Models;

/// <summary>What a normalization of a model has learned and measured.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
public sealed class NormalizationParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchNormCore<T>? _averages;

    /// <summary>For generated models.</summary>
    /// <param name="core">What holds the layer's numbers; these are views of them.</param>
    /// <param name="gammaKey">What files call gamma, with the layer's name.</param>
    /// <param name="betaKey">What files call beta, with the layer's name.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NormalizationParameters(LayerCore<T> core, string gammaKey, string betaKey)
    {
        ArgumentNullException.ThrowIfNull(core);
        Gamma = core.Gamma?.Renamed(gammaKey);
        Beta = core.Beta?.Renamed(betaKey);
        _averages = core as BatchNormCore<T>;
    }

    /// <summary>The factor of each channel or feature; null in a layer without.</summary>
    public Parameter<T>? Gamma { get; }

    /// <summary>The offset of each channel or feature; null in a layer without.</summary>
    public Parameter<T>? Beta { get; }

    /// <summary>The moving mean of each channel, a live view; empty in layers other than batch normalizations, which keep none.</summary>
    public Span<T> MovingMean => _averages is { } averages ? averages.MovingMean : [];

    /// <summary>The moving variance of each channel, a live view; empty in layers other than batch normalizations, which keep none.</summary>
    public Span<T> MovingVariance => _averages is { } averages ? averages.MovingVariance : [];

    /// <summary>The number of batches in the moving statistics; 0 in layers without.</summary>
    public long BatchesTracked => _averages?.BatchesTracked ?? 0;

    /// <summary>The weight of a new batch in the moving statistics, in (0, 1], which a schedule may change; 0 in layers without, where it cannot be set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    /// <exception cref="InvalidOperationException">The layer keeps no moving statistics, or another call is training the model or changing it.</exception>
    public double Momentum
    {
        get => _averages?.Momentum ?? 0;
        set
        {
            if (_averages is null)
            {
                throw new InvalidOperationException("This normalization keeps no moving statistics, so that there is no momentum to set: only batch normalizations have one.");
            }

            _averages.Momentum = value;
        }
    }
}
