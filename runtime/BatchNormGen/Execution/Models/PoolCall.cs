namespace BatchNormGen.Execution.Models;

/// <summary>One call of a pooling, for its threads.</summary>
internal unsafe struct PoolCall
{
    public PoolShape Shape;
    public RowPieces Pieces;
    public nint Samples;

    /// <summary>Whether padding counts in the number of values that a mean is of.</summary>
    public bool CountsPadding;

    public float* X;
    public float* Y;
    public float* Dy;
    public float* Dx;

    /// <summary>Behind the last value of the input, or of its gradient.</summary>
    public readonly float* EndOf(float* input) => input + (Samples * Shape.InputLength);

    /// <summary>Behind the last value of the output's gradient.</summary>
    public readonly float* EndOfDy => Dy + (Samples * Shape.OutputLength);
}
