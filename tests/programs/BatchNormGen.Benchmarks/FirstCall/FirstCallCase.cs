using BatchNormGen.Benchmarks.Shapes;
using static BatchNormGen.TensorLayout;

namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>A layer type and the batch that it is called with.</summary>
/// <param name="Shape">The batch.</param>
/// <param name="Layer">The layer type.</param>
/// <param name="IsFurther">Whether a type of the same kind was called before it, so that only what is its own is compiled anew.</param>
internal sealed record FirstCallCase(TensorShape Shape, Type Layer, bool IsFurther)
{
    /// <summary>In the order in which a process calls them, one after the other.</summary>
    public static IReadOnlyList<FirstCallCase> All { get; } =
    [
        new(new TensorShape(8, 64, ChannelsFirst, 28, 28), typeof(FirstCallLayers.Planes64), IsFurther: false),
        new(new TensorShape(32, 256, ChannelsFirst), typeof(FirstCallLayers.Rows256), IsFurther: false),
        new(new TensorShape(1, 48, ChannelsFirst), typeof(FirstCallLayers.Rows48), IsFurther: true),
        new(new TensorShape(8, 32, ChannelsFirst, 14, 14), typeof(FirstCallLayers.Planes32), IsFurther: true),
        new(new TensorShape(32, 128, ChannelsFirst), typeof(FirstCallLayers.Rows128), IsFurther: true),
        new(new TensorShape(8, 64, ChannelsLast, 28, 28), typeof(FirstCallLayers.Last64), IsFurther: true),
    ];
}
