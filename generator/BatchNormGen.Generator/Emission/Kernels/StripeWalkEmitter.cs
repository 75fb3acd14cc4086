using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes how a row kernel goes through stripes, their tiles, and the rows that make no stripe.</summary>
internal sealed class StripeWalkEmitter(SourceWriter writer, RowPlan plan)
{
    /// <summary>The number of values of a stripe.</summary>
    public string Stripe { get; } = Literal.Of(plan.StripeLength);

    /// <summary>The local or the parameter that holds the number of stripes.</summary>
    public string Stripes { get; } = plan.StripeRows == 1 ? "rows" : "stripes";

    /// <summary>The number of stripes, where a stripe is not a row.</summary>
    public void EmitStripeCount() => writer.Line($"nint stripes = rows / {Literal.Of(plan.StripeRows)};");

    /// <summary>A loop over the whole tiles of a stripe, or its one tile, and then the last tile.</summary>
    public void EmitTiles(StripeTiles tiles, Action<string?, IReadOnlyList<LaneGroup>> emitTile)
    {
        int tileLanes = tiles.Groups * plan.Lanes;
        int wholeLanes = tiles.WholeTiles * tileLanes;
        IReadOnlyList<LaneGroup> whole = [.. Enumerable.Range(0, tiles.Groups).Select(i => new LaneGroup(0, i * plan.Lanes, null))];
        if (tiles.WholeTiles > 1)
        {
            writer.Line($"// {Extent(0, wholeLanes)}, {Literal.Of(tileLanes)} at a time.");
            using (writer.Open($"for (nint lane = 0; lane < {Literal.Of(wholeLanes)}; lane += {Literal.Of(tileLanes)})"))
            {
                emitTile("lane", whole);
            }
        }
        else if (tiles.WholeTiles == 1)
        {
            writer.Line($"// {Extent(0, wholeLanes)}.");
            EmitScope(() => emitTile(null, whole), isNeeded: tiles.LastGroups > 0 || tiles.LastLanes > 0);
        }

        List<LaneGroup> last = [.. Enumerable.Range(0, tiles.LastGroups).Select(i => new LaneGroup(wholeLanes, i * plan.Lanes, null))];
        if (tiles.LastLanes > 0)
        {
            last.Add(new LaneGroup(wholeLanes, tiles.LastGroups * plan.Lanes, Literal.Of(tiles.LastLanes)));
        }

        if (last.Count == 0)
        {
            return;
        }

        if (tiles.WholeTiles > 0)
        {
            writer.Line();
        }

        string lanes = tiles.LastLanes switch
        {
            0 => ".",
            1 => "; the last group has one lane.",
            _ => $"; the last group has {Literal.Of(tiles.LastLanes)} lanes.",
        };
        writer.Line($"// {Extent(wholeLanes, plan.StripeLength)}{lanes}");
        EmitScope(() => emitTile(null, last), isNeeded: tiles.WholeTiles > 0);
    }

    /// <summary>Stripes from the caches side by side, the others one by one in the order of memory.</summary>
    public void EmitOrderedStripes(string first, string end, int abreast, StripeTiles tiles, Action<int, string?, IReadOnlyList<LaneGroup>> emit)
    {
        writer.Line($"nint stripe = {first}, end = {end};");
        if (abreast == 1)
        {
            writer.Line();
        }
        else
        {
            string length = Literal.Of(abreast * plan.StripeLength);
            using (writer.Open("if (cached)"))
            {
                writer.Line($"// {Literal.Of(abreast)} stripes side by side, which share what is loaded for a lane.");
                using (writer.Open($"for (; stripe <= end - {length}; stripe += {length})"))
                {
                    EmitTiles(plan.AbreastTiles, (lane, groups) => emit(abreast, lane, groups));
                }
            }

            writer.Line();
        }

        writer.Line("// Stripe by stripe, in the order of memory.");
        using (writer.Open($"for (; stripe < end; stripe += {Stripe})"))
        {
            EmitTiles(tiles, (lane, groups) => emit(1, lane, groups));
        }
    }

    /// <summary>All groups of a stripe.</summary>
    public IReadOnlyList<LaneGroup> AllGroups =>
        [.. Enumerable.Range(0, (plan.StripeLength + plan.Lanes - 1) / plan.Lanes).Select(i => i * plan.Lanes).Select(first =>
            new LaneGroup(0, first, plan.StripeLength - first < plan.Lanes ? Literal.Of(plan.StripeLength - first) : null))];

    /// <summary>A group of several stripes side by side.</summary>
    public IEnumerable<LaneGroup> Abreast(LaneGroup group, int stripes) =>
        Enumerable.Range(0, stripes).Select(i => group with { Offset = group.Offset + (i * plan.StripeLength) });

    /// <summary>The rows at the end that make no stripe: as many groups as they fill, and one that is not full.</summary>
    public void EmitRowsBehind(Action<GroupSource> emit)
    {
        if (plan.StripeRows == 1)
        {
            return;
        }

        string lanes = Literal.Of(plan.Lanes);
        writer.Line();
        writer.Line("// The rows behind the last stripe.");
        writer.Line($"nint behind = stripes * {Stripe}, rest = (rows % {Literal.Of(plan.StripeRows)}) * {Literal.Of(plan.Features)}, restLane = 0;");
        bool hasFull = (plan.StripeRows - 1) * plan.Features >= plan.Lanes, hasPartial = plan.Features % plan.Lanes != 0;
        if (hasFull)
        {
            using (writer.Open($"for (; restLane <= rest - {lanes}; restLane += {lanes})"))
            {
                emit(new GroupSource("behind + restLane", null));
            }
        }

        if (hasFull && hasPartial)
        {
            writer.Line();
        }

        if (hasPartial)
        {
            using (writer.Open("if (restLane < rest)"))
            {
                writer.Line("int count = (int)(rest - restLane);");
                emit(new GroupSource("behind + restLane", "count"));
            }
        }
    }

    /// <summary>Lanes in words: channels or values, where a stripe is a row.</summary>
    private string Extent(int first, int end)
    {
        string what = plan.StripeRows == 1 ? char.ToUpperInvariant(plan.Statistic[0]) + plan.Statistic.Substring(1) : "Lane";
        return end - first == 1 ? $"{what} {Literal.Of(first)}" : $"{what}s {Literal.Of(first)} to {Literal.Of(end - 1)}";
    }

    private void EmitScope(Action emit, bool isNeeded)
    {
        if (!isNeeded)
        {
            emit();
            return;
        }

        using (writer.OpenScope())
        {
            emit();
        }
    }
}
