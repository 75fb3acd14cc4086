namespace BatchNormGen.Benchmarks.Data;

internal enum Direction
{
    Inference,
    Forward,
    Backward,
}
