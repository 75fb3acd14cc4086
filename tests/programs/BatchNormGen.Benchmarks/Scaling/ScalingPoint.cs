using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Scaling;

internal sealed record ScalingPoint(string Series, TensorShape Shape, Direction Direction, Timing Timing)
{
    public double NanosecondsAnElement => Timing.Median / Shape.Length;
}
