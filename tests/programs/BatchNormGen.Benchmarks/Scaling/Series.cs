using BatchNormGen.Benchmarks.Shapes;
using static BatchNormGen.TensorLayout;

namespace BatchNormGen.Benchmarks.Scaling;

/// <summary>Shapes in which one extent grows.</summary>
internal sealed record Series(string Name, IReadOnlyList<(TensorShape Shape, Type Layer)> Steps)
{
    private const int FirstBytes = 1024;

    private static readonly Type[] First =
    [
        typeof(ScalingLayers.Channels1), typeof(ScalingLayers.Channels4), typeof(ScalingLayers.Channels16),
        typeof(ScalingLayers.Channels64), typeof(ScalingLayers.Channels256), typeof(ScalingLayers.Channels1024),
        typeof(ScalingLayers.Channels4096), typeof(ScalingLayers.Channels16384), typeof(ScalingLayers.Channels65536),
    ];

    private static readonly Type[] Last =
    [
        typeof(ScalingLayers.Last1), typeof(ScalingLayers.Last4), typeof(ScalingLayers.Last16),
        typeof(ScalingLayers.Last64), typeof(ScalingLayers.Last256), typeof(ScalingLayers.Last1024),
        typeof(ScalingLayers.Last4096), typeof(ScalingLayers.Last16384), typeof(ScalingLayers.Last65536),
    ];

    /// <summary>All series, as far as a tensor does not exceed a size.</summary>
    public static IEnumerable<Series> UpTo(long mostBytes)
    {
        yield return new Series("N × 256", [.. Sizes(2 * FirstBytes, mostBytes).Select(static bytes =>
            (new TensorShape((int)(bytes / (256 * sizeof(float))), 256, ChannelsFirst), typeof(ScalingLayers.Rows256)))]);
        yield return new Series("N × 64 × 14×14", [.. Sizes(64 * 196 * sizeof(float), mostBytes).Select(static bytes =>
            (new TensorShape((int)(bytes / (64 * 196 * sizeof(float))), 64, ChannelsFirst, 14, 14), typeof(ScalingLayers.Planes64)))]);
        yield return new Series("4 × 64 × L", [.. Sizes(FirstBytes, mostBytes).Select(static bytes =>
            (new TensorShape(4, 64, ChannelsFirst, (int)(bytes / (4 * 64 * sizeof(float)))), typeof(ScalingLayers.Signals64)))]);
        yield return Channels("16 × C × 16×16", ChannelsFirst, First, mostBytes);
        yield return Channels("16 × 16×16 × C, last", ChannelsLast, Last, mostBytes);
    }

    private static Series Channels(string name, TensorLayout layout, IReadOnlyList<Type> layers, long mostBytes) => new(
        name,
        [
            .. layers
                .Select((layer, index) => (Shape: new TensorShape(16, 1 << (2 * index), layout, 16, 16), Layer: layer))
                .TakeWhile(step => (long)step.Shape.Features * 16 * 256 * sizeof(float) <= mostBytes),
        ]);

    private static IEnumerable<long> Sizes(long first, long most)
    {
        for (long bytes = first; bytes <= most; bytes *= 4)
        {
            yield return bytes;
        }
    }
}
