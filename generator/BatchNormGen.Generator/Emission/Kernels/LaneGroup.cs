using BatchNormGen.Generator.Emission.Text;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>A lane group of a tile.</summary>
/// <param name="TileLane">The first lane of the tile, where that is known.</param>
/// <param name="Offset">The group's first lane within the tile.</param>
/// <param name="Count">How many lanes there are; null for all of them.</param>
internal readonly record struct LaneGroup(int TileLane, int Offset, string? Count)
{
    /// <summary>What the names of the group's locals end with: the offset of its first lane.</summary>
    public string Name => Literal.Of(Offset);

    /// <summary>Where the group is, from the beginning of the stripe on.</summary>
    public GroupSource SourceInStripe(string? tile) => new(Sum("stripe", Lane(tile)), Count);

    /// <summary>Where the group is, from the first lane of the tile on.</summary>
    public GroupSource Source => new(Offset == 0 ? "at" : $"at + {Literal.Of(Offset)}", Count);

    /// <summary>The group's first lane of the stripe.</summary>
    public string Lane(string? tile) => tile is null ? Literal.Of(TileLane + Offset) : Sum(tile, Literal.Of(Offset));

    public static string Sum(string left, string right) => right == "0" ? left : $"{left} + {right}";
}
