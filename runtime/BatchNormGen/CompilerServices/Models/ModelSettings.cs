using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>What was planned of a model. The values are not checked: the generator has done so.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelSettings
{
    /// <summary>The model's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The framework whose names the model's numbers have in files.</summary>
    public required Framework Preset { get; init; }

    /// <summary>The shape of one sample that comes in.</summary>
    public required IReadOnlyList<int> InputShape
    {
        get;
        init
        {
            field = value;
            InputLength = LengthOf(value);
        }
    }

    /// <summary>The shape of one sample that goes out.</summary>
    public required IReadOnlyList<int> OutputShape
    {
        get;
        init
        {
            field = value;
            OutputLength = LengthOf(value);
        }
    }

    /// <summary>The multiplications with an addition of one sample.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>The memory of a prediction: so many values for each sample.</summary>
    public required long ArenaLength { get; init; }

    /// <summary>The memory that training keeps until the gradients are computed: so many values for each sample.</summary>
    public required long KeptLength { get; init; }

    /// <summary>The memory of gradients: so many values for each sample.</summary>
    public required long GradientLength { get; init; }

    /// <summary>The largest copy of a sample with its padding.</summary>
    public required long ScratchLength { get; init; }

    /// <summary>The length of the packed weights.</summary>
    public required long PackedLength { get; init; }

    /// <summary>The most values that a sample has anywhere in the model.</summary>
    public required int LargestLength { get; init; }

    /// <summary>The fewest samples that can be trained on: 2 where features are normalized over the batch, otherwise 1.</summary>
    public required int LeastBatch { get; init; }

    internal int InputLength { get; private init; }

    internal int OutputLength { get; private init; }

    private static int LengthOf(IReadOnlyList<int> shape) => shape.Aggregate(1, static (length, extent) => length * extent);
}
