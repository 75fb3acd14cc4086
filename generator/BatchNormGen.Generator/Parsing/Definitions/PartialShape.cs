using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>A shape of which some extents may be unknown, behind a layer that is at fault: what follows is checked as far as it can be.</summary>
/// <param name="IsMaps">Whether it has a height and a width.</param>
/// <param name="Channels">The number of channels, or of features.</param>
/// <param name="Height">The number of rows; 1 for features.</param>
/// <param name="Width">The number of columns; 1 for features.</param>
internal readonly record struct PartialShape(bool IsMaps, int? Channels, int? Height, int? Width)
{
    /// <summary>The shape, where all of it is known.</summary>
    public FlowShape? Whole => (Channels, Height, Width) switch
    {
        ({ } channels, { } height, { } width) => IsMaps ? FlowShape.Maps(channels, height, width) : FlowShape.Features(channels),
        _ => null,
    };

    public static PartialShape Maps(int? channels, int? height, int? width) => new(true, channels, height, width);

    public static PartialShape Features(int? count) => new(false, count, 1, 1);

    public static PartialShape Of(FlowShape shape) => new(shape.IsMaps, shape.Channels, shape.Height, shape.Width);
}
