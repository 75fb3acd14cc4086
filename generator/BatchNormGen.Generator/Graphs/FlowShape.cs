using System.Collections.Generic;
using System.Linq;

namespace BatchNormGen.Generator.Graphs;

/// <summary>The shape of one sample between two layers of a model: feature maps, (C, H, W), or features, (C).</summary>
internal readonly record struct FlowShape
{
    private FlowShape(bool isMaps, int channels, int height, int width)
    {
        IsMaps = isMaps;
        Channels = channels;
        Height = height;
        Width = width;
    }

    /// <summary>Whether it has a height and a width.</summary>
    public bool IsMaps { get; }

    /// <summary>The number of channels, or of features.</summary>
    public int Channels { get; }

    /// <summary>The number of rows; 1 for features.</summary>
    public int Height { get; }

    /// <summary>The number of columns; 1 for features.</summary>
    public int Width { get; }

    public int Positions => Height * Width;

    /// <summary>The number of values. The parser has made sure that it is a number.</summary>
    public int Length => Channels * Positions;

    public IEnumerable<int> Extents => IsMaps ? [Channels, Height, Width] : [Channels];

    public static FlowShape Maps(int channels, int height, int width) => new(true, channels, height, width);

    public static FlowShape Features(int count) => new(false, count, 1, 1);

    /// <summary>As messages and summaries print it: <c>(6, 24, 24)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", Extents.Select(static extent => NumberText.Of(extent)))})";
}
