using BatchNormGen.Benchmarks.Shapes;
using static BatchNormGen.TensorLayout;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>Rows of all kinds: channels that fill lanes in several rows, some that do not, and so many that stripes are worked on in bands.</summary>
public static partial class RowLayers
{
    internal static IReadOnlyList<BenchmarkShape> Shapes { get; } =
    [
        Shape<Rows1>(1000, 1), Shape<Rows3>(333, 3), Shape<Rows24>(100, 24), Shape<Rows51>(101, 51), Shape<Rows65>(100, 65), Shape<Rows200>(333, 200),
        Shape<Rows1001>(100, 1001), Shape<Rows2048>(333, 2048), Shape<Rows200>(2001, 200),
    ];

    private static BenchmarkShape Shape<TLayer>(int samples, int features)
        where TLayer : INormalizationLayer<float>, new() =>
        new("rows", new TensorShape(samples, features, ChannelsFirst), static () => new TLayer(), null, IsQuick: false);

    [BatchNorm(1, 2)]
    public sealed partial class Rows1;

    [BatchNorm(3, 2)]
    public sealed partial class Rows3;

    [BatchNorm(24, 2)]
    public sealed partial class Rows24;

    /// <summary>16 rows make a stripe, which is so long that it is worked on in bands.</summary>
    [BatchNorm(51, 2)]
    public sealed partial class Rows51;

    [BatchNorm(65, 2)]
    public sealed partial class Rows65;

    [BatchNorm(200, 2)]
    public sealed partial class Rows200;

    [BatchNorm(1001, 2)]
    public sealed partial class Rows1001;

    [BatchNorm(2048, 2)]
    public sealed partial class Rows2048;
}
