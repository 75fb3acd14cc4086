namespace BatchNormGen.Tests.Layers;

/// <summary>The four methods of a layer.</summary>
public enum Direction
{
    ForwardTraining,
    ForwardInference,
    Backward,
    BackwardInference,
}

/// <summary>The ways of calling each of them.</summary>
public enum Entry
{
    /// <summary>Through <see cref="INormalizationLayer{T}"/>.</summary>
    Interface,

    /// <summary>On the class, spans and a batch size.</summary>
    Spans,

    /// <summary>On the class, spans alone: the batch size follows from the length.</summary>
    Lengths,

    /// <summary>On the class, tensor spans.</summary>
    Tensors,
}

internal static class Calls
{
    public static IReadOnlyList<Direction> Directions { get; } = Enum.GetValues<Direction>();

    public static bool IsBackward(this Direction direction) => direction is Direction.Backward or Direction.BackwardInference;

    /// <summary>The parameter name of the input and of the output that the direction is about.</summary>
    public static string OutputName(this Direction direction) => direction.IsBackward() ? "dx" : "y";

    /// <summary>The entries that a declaration offers.</summary>
    public static IEnumerable<Entry> EntriesOf(LayerDeclaration declaration) =>
        Enum.GetValues<Entry>().Where(entry => entry != Entry.Lengths || declaration.LengthTellsBatchSize);
}
