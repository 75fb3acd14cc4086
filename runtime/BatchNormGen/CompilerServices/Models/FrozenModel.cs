using System.ComponentModel;
using BatchNormGen.Execution.Models;
using BatchNormGen.Models;

namespace BatchNormGen.CompilerServices;

/// <summary>A copy of a model for predictions alone: its numbers are packed once and for all.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FrozenModel
{
    private readonly ModelCore _model;
    private readonly PackedModel _packed;

    internal FrozenModel(ModelCore model, PackedModel packed, IReadOnlyList<FoldedNormalization> foldings)
    {
        _model = model;
        _packed = packed;
        Foldings = foldings;
    }

    /// <summary>The normalizations that became part of the layers before them.</summary>
    public IReadOnlyList<FoldedNormalization> Foldings { get; }

    /// <summary>Predicts a batch.</summary>
    /// <param name="x">The batch.</param>
    /// <param name="y">Receives the result.</param>
    /// <param name="batchSize">The number of samples.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    public void Forward(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        ModelChecks.Forward(_model.Settings, x, y, batchSize);
        if (batchSize > 0)
        {
            _model.Predict(_packed, x, y, batchSize);
        }
    }

    /// <summary>Predicts a batch; its size follows from the length.</summary>
    /// <param name="x">The batch.</param>
    /// <param name="y">Receives the result.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => Forward(x, y, ModelChecks.BatchSize(_model.Settings, x));
}
