namespace BatchNormGen.Benchmarks.Data;

internal enum Direction
{
    Inference,
    Forward,
    Backward,
}

internal static class DirectionExtensions
{
    /// <summary>The tensors that a call reads or writes: x and y, or x, dy and dx.</summary>
    public static int Tensors(this Direction direction) => direction == Direction.Backward ? 3 : 2;
}
