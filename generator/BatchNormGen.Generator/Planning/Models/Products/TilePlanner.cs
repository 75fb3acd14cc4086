using System;

namespace BatchNormGen.Generator.Planning.Models.Products;

/// <summary>
/// Chooses how many positions and groups of lanes are worked on at once. Their sums stay in registers while terms go by, so that each number that is read is multiplied as often as
/// possible.
/// </summary>
internal static class TilePlanner
{
    /// <summary>The registers of vectors of 512 bits, without one for the left factor.</summary>
    private const int OneVectorRegisters = 31;

    /// <summary>The most positions of a tile: the JIT inlines only so many operations into a method.</summary>
    private const int MaxPositions = 14;

    /// <summary>The most groups of a panel. More would read the left side less often, which is no longer what it waits for.</summary>
    private const int MaxGroups = 4;

    /// <summary>The positions of a tile where a group of lanes is two vectors and there are 16 registers: twelve sums, two right factors and a left one.</summary>
    private const int SeveralVectorsPositions = 6;

    /// <summary>The sums that must be under way to hide how long a multiplication takes: two a cycle, each of four cycles.</summary>
    private const double SumsUnderWay = 8;

    /// <summary>What a load costs beside products that hide it: of tiles that take as many cycles, the one that reads less is the better.</summary>
    private const double HiddenLoad = 0.05;

    /// <summary>The groups of a panel.</summary>
    /// <param name="positions">The positions of a line; 0 if that is not known.</param>
    /// <param name="outputs">The number of output channels.</param>
    public static int PanelGroups(int positions, int outputs)
    {
        int groups = (outputs + OutputAxis.Lanes - 1) / OutputAxis.Lanes, best = 1;
        for (int panel = 2; panel <= Math.Min(MaxGroups, groups); panel++)
        {
            if (Cost(positions, groups, panel) < Cost(positions, groups, best))
            {
                best = panel;
            }
        }

        return best;
    }

    /// <summary>The tiles of a machine whose lanes are one vector.</summary>
    /// <param name="positions">The positions of a line; 0 if that is not known.</param>
    /// <param name="groups">The groups of a panel.</param>
    public static TileSizes OneVector(int positions, int groups) => Tiles(positions, LargestTile(groups));

    /// <summary>The tiles of a machine whose lanes are several vectors.</summary>
    /// <param name="positions">The positions of a line; 0 if that is not known.</param>
    public static TileSizes SeveralVectors(int positions) => Tiles(positions, SeveralVectorsPositions);

    /// <summary>The cycles that a term of a position takes, by the slowest of what it needs: two products or two loads a cycle, and products that wait for those before them.</summary>
    private static double Cost(int positions, int groups, int panel)
    {
        int largest = LargestTile(panel), line = positions == 0 ? largest : positions, tiles = (line + largest - 1) / largest;
        double perTile = (double)line / tiles, cost = 0;
        for (int group = 0; group < groups; group += panel)
        {
            int width = Math.Min(panel, groups - group);
            cost += tiles * ((Math.Max(Math.Max(perTile * width, SumsUnderWay), perTile + width) / 2) + (HiddenLoad * (perTile + width)));
        }

        return cost / line;
    }

    private static int LargestTile(int groups) => Math.Min(MaxPositions, (OneVectorRegisters - groups) / groups);

    /// <summary>Tiles of nearly one size; where the number of positions is not known the largest, a middle one and single positions.</summary>
    private static TileSizes Tiles(int positions, int largest)
    {
        if (positions == 0)
        {
            int middle = largest / 3;
            return new(middle > 1 ? new([largest, middle, 1]) : new([largest, 1]), new([]));
        }

        int tiles = (positions + largest - 1) / largest, size = (positions + tiles - 1) / tiles, larger = positions - (tiles * (size - 1));
        return larger == tiles ? new(new([size]), new([tiles])) : new(new([size, size - 1]), new([larger, tiles - larger]));
    }
}
