using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>What a layer computes.</summary>
/// <param name="Kind">Which values are normalized together.</param>
/// <param name="NumGroups">The groups of channels of a GroupNorm.</param>
/// <param name="Activation">What is applied to the normalized values.</param>
/// <param name="Residual">Whether a second input is added in front of the activation.</param>
internal sealed record Normalization(
    NormalizationKind Kind, int NumGroups = 1, Activation Activation = Activation.None, bool Residual = false)
{
    public static Normalization BatchNorm { get; } = new(NormalizationKind.BatchNorm);

    /// <summary>Whether nothing is computed beside the normalization.</summary>
    public bool IsPlain => Activation == Activation.None && !Residual;

    /// <summary>Whether rows of features are normalized, each with a gamma for each of its values.</summary>
    public bool OfRows => Kind is NormalizationKind.LayerNorm or NormalizationKind.RmsNorm;

    /// <summary>Whether the mean is subtracted, and a shift added.</summary>
    public bool Centers => Kind != NormalizationKind.RmsNorm;

    public float Epsilon => Kind == NormalizationKind.RmsNorm ? 1e-6f : 1e-5f;

    /// <summary>The directions that are not the same computation as another one: only BatchNorm predicts by other statistics.</summary>
    public IReadOnlyList<Direction> Directions =>
        Kind == NormalizationKind.BatchNorm ? Enum.GetValues<Direction>() : [Direction.Forward, Direction.Backward];

    /// <summary>The tensors that a call reads or writes: x and y, or x, dy and dx; the residual and, backward, its gradient.</summary>
    public int Tensors(Direction direction) => direction == Direction.Backward ? 3 + (Residual ? 2 : 0) : 2 + (Residual ? 1 : 0);

    /// <summary>How many groups of values have their own statistics.</summary>
    public int GroupsOf(TensorShape shape) => Kind switch
    {
        NormalizationKind.BatchNorm => shape.Features,
        NormalizationKind.GroupNorm => shape.Samples * NumGroups,
        NormalizationKind.InstanceNorm => shape.Samples * shape.Features,
        _ => shape.Count,
    };

    /// <summary>The group of a value.</summary>
    public int GroupOf(TensorShape shape, int index) => Kind switch
    {
        NormalizationKind.BatchNorm => shape.ChannelOf(index),
        NormalizationKind.GroupNorm => (shape.SampleOf(index) * NumGroups) + (shape.ChannelOf(index) / (shape.Features / NumGroups)),
        NormalizationKind.InstanceNorm => (shape.SampleOf(index) * shape.Features) + shape.ChannelOf(index),
        _ => index / shape.Features,
    };

    /// <summary>The bytes from a group's first value to its last in a sample or row: of channels last, the values of all groups alternate.</summary>
    public long GroupSpan(TensorShape shape) =>
        shape.HasPlanes || OfRows ? shape.Bytes / GroupsOf(shape) : shape.WithSamples(1).Bytes;

    public override string ToString()
    {
        string groups = Kind == NormalizationKind.GroupNorm ? $"({NumGroups} groups)" : "";
        return $"{Kind}{groups}{(Residual ? " + residual" : "")}{(Activation == Activation.None ? "" : $" + {Activation}")}";
    }
}
