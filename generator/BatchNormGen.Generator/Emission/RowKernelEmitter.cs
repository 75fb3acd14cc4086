using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the bodies of row kernels: tiles of channels, worked on down all rows.</summary>
internal sealed class RowKernelEmitter(SourceWriter writer, RowPlan plan) : IKernelBodyEmitter
{
    private readonly string _type = Literal.Of(plan.ElementType);
    private readonly string _features = Literal.Of(plan.Features);

    public void EmitBlock() => writer.Line($"public static int BlockRows => {Literal.Of(plan.BlockRows)};");

    public void Emit(KernelFormula formula)
    {
        if (formula is ReductionFormula reduction)
        {
            EmitReduction(reduction);
        }
        else
        {
            EmitMap((MapFormula)formula);
        }
    }

    private void EmitReduction(ReductionFormula formula)
    {
        writer.Line($"/// <summary>{formula.Summary}</summary>");
        using (writer.Open(
            $"""
            public static void {formula.Name}<TLanes>(
                {Parameters(formula.Inputs)}, nint rows,
                {Parameters(formula.Constants)}, ref double {formula.First}s, ref double {formula.Second})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            string band = Literal.Of(plan.ChainLength);
            writer.Line($"// {band} rows at a time: that many terms a lane may add before its sum is widened to double.");
            using (writer.Open($"for (nint first = 0; first < rows; first += {band})"))
            {
                writer.Line($"nint band = Math.Min({band}, rows - first);");
                writer.Line();
                EmitTiles(plan.ReductionTiles, (channel, groups) => EmitReductionTile(formula, channel, groups));
            }
        }
    }

    private void EmitMap(MapFormula formula)
    {
        writer.Line($"/// <summary>{formula.Summary}</summary>");
        using (writer.Open(
            $"""
            public static void {formula.Name}<TLanes>(
                {Parameters(formula.Inputs)}, ref {_type} {formula.Output}, nint rows,
                {Parameters(formula.Constants)})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            EmitTiles(plan.MapTiles, (channel, groups) => EmitMapTile(formula, channel, groups));
        }
    }

    /// <summary>A loop over the whole tiles of a row, or its one tile, and then the last tile.</summary>
    private void EmitTiles(RowTiles tiles, System.Action<string?, IReadOnlyList<Group>> emitTile)
    {
        int tileChannels = tiles.Groups * plan.Lanes;
        int wholeChannels = tiles.WholeTiles * tileChannels;
        IReadOnlyList<Group> whole = [.. Enumerable.Range(0, tiles.Groups).Select(i => new Group(0, i * plan.Lanes, null))];
        if (tiles.WholeTiles > 1)
        {
            writer.Line($"// Channels 0 to {Literal.Of(wholeChannels - 1)}, {Literal.Of(tileChannels)} at a time.");
            using (writer.Open($"for (nint channel = 0; channel < {Literal.Of(wholeChannels)}; channel += {Literal.Of(tileChannels)})"))
            {
                emitTile("channel", whole);
            }
        }
        else if (tiles.WholeTiles == 1)
        {
            writer.Line($"// Channels 0 to {Literal.Of(wholeChannels - 1)}.");
            EmitScope(() => emitTile(null, whole), isNeeded: tiles.LastGroups > 0 || tiles.LastLanes > 0);
        }

        List<Group> last = [.. Enumerable.Range(0, tiles.LastGroups).Select(i => new Group(wholeChannels, i * plan.Lanes, null))];
        if (tiles.LastLanes > 0)
        {
            last.Add(new Group(wholeChannels, tiles.LastGroups * plan.Lanes, Literal.Of(tiles.LastLanes)));
        }

        if (last.Count == 0)
        {
            return;
        }

        if (tiles.WholeTiles > 0)
        {
            writer.Line();
        }

        string channels = wholeChannels == plan.Features - 1 ? $"Channel {Literal.Of(wholeChannels)}" : $"Channels {Literal.Of(wholeChannels)} to {Literal.Of(plan.Features - 1)}";
        string lanes = tiles.LastLanes == 0 ? "." : tiles.LastLanes == 1 ? "; the last group has one lane." : $"; the last group has {Literal.Of(tiles.LastLanes)} lanes.";
        writer.Line($"// {channels}{lanes}");
        EmitScope(() => emitTile(null, last), isNeeded: tiles.WholeTiles > 0);
    }

    private void EmitScope(System.Action emit, bool isNeeded)
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

    private void EmitReductionTile(ReductionFormula formula, string? channel, IReadOnlyList<Group> groups)
    {
        foreach (Group group in groups)
        {
            writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, {group.Channel(channel)});");
        }

        foreach (Group group in groups)
        {
            writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Zero, {formula.Second}{group.Name} = TLanes.Zero;");
        }

        string start = Sum($"(first * {_features})", groups[0].Channel(channel));
        using (writer.Open($"for (nint at = {start}, end = at + (band * {_features}); at < end; at += {_features})"))
        {
            foreach (Group group in groups)
            {
                foreach (string line in formula.Lines(group.Name, group.Name, formula.Center + group.Name, group.Source))
                {
                    writer.Line(line);
                }
            }
        }

        writer.Line();
        foreach (Group group in groups)
        {
            writer.Line($"TLanes.AddTo({formula.First}{group.Name}, ref {formula.First}s, {group.Channel(channel)});");
            writer.Line($"TLanes.AddTo({formula.Second}{group.Name}, ref {formula.Second}, {group.Channel(channel)});");
        }
    }

    private void EmitMapTile(MapFormula formula, string? channel, IReadOnlyList<Group> groups)
    {
        foreach (Group group in groups)
        {
            string constants = string.Join(", ", formula.Constants.Select(name => $"{name}{group.Name} = TLanes.Load(in {name}, {group.Channel(channel)})"));
            writer.Line($"TLanes {constants};");
        }

        using (writer.Open($"for (nint at = {groups[0].Channel(channel)}, end = at + (rows * {_features}); at < end; at += {_features})"))
        {
            foreach (Group group in groups)
            {
                writer.Line(formula.Line(group.Name, group.Source));
            }
        }
    }

    private string Parameters(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"ref readonly {_type} {name}"));

    private static string Sum(string left, string right) => right == "0" ? left : $"{left} + {right}";

    /// <summary>A lane group of a tile.</summary>
    /// <param name="TileChannel">The first channel of the tile, where that is known.</param>
    /// <param name="Offset">The group's first channel within the tile.</param>
    /// <param name="Count">How many lanes there are; null for all of them.</param>
    private readonly record struct Group(int TileChannel, int Offset, string? Count)
    {
        /// <summary>What the names of the group's locals end with: the offset of its first lane.</summary>
        public string Name => Literal.Of(Offset);

        /// <summary>Where the group is, from the first channel of the tile on.</summary>
        public GroupSource Source => new(Offset == 0 ? "at" : $"at + {Literal.Of(Offset)}", Count);

        /// <summary>The group's first channel.</summary>
        public string Channel(string? tile) => tile is null ? Literal.Of(TileChannel + Offset) : Sum(tile, Literal.Of(Offset));
    }
}
