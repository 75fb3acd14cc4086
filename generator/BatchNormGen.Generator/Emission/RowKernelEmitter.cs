using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the bodies of row kernels: tiles of lanes, along the stripes or down bands of them.</summary>
internal sealed class RowKernelEmitter(SourceWriter writer, RowPlan plan) : IKernelBodyEmitter
{
    private readonly string _type = Literal.Of(plan.ElementType);
    private readonly string _stripe = Literal.Of(plan.StripeLength);
    private readonly string _stripes = plan.StripeRows == 1 ? "rows" : "stripes";

    public void EmitDivision()
    {
        writer.Line($"public static int StripeRows => {Literal.Of(plan.StripeRows)};");
        writer.Line();
        writer.Line($"public static int BlockStripes => {Literal.Of(plan.BlockStripes)};");
    }

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
            [MethodImpl(MethodImplOptions.NoInlining)]
            public static void {formula.Name}<TLanes>(
                {Parameters(formula.Inputs)}, nint rows, bool cached,
                {Parameters(formula.Constants)}, ref double {formula.First}s, ref double {formula.Second}, ref {_type} partials)
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            string band = Literal.Of(formula.Inputs.Count == 1 ? plan.MomentsBand : plan.GradientSumsBand);
            EmitStripeCount();
            writer.Line($"// {band} stripes at a time: a lane adds no more terms before its sum is widened to double.");
            using (writer.Open($"for (nint first = 0; first < {_stripes}; first += {band})"))
            {
                writer.Line($"nint band = Math.Min({band}, {_stripes} - first);");
                writer.Line();
                if (plan.ReductionWalk == StripeWalk.InOrder)
                {
                    EmitOrderedReduction(formula);
                }
                else
                {
                    EmitTiles(plan.ReductionTiles, (lane, groups) => EmitReductionTile(formula, lane, groups));
                }
            }

            EmitRowsBehind(source => EmitReductionBehind(formula, source));
        }
    }

    /// <summary>The stripes of a band in the order of memory; the sums of one lane lie in scratch memory meanwhile.</summary>
    private void EmitOrderedReduction(ReductionFormula formula)
    {
        writer.Line("// The sums of a lane wait in the cache.");
        using (writer.Open($"for (nint lane = 0; lane < {Literal.Of(2 * PaddedStripe)}; lane += {Literal.Of(plan.Lanes)})"))
        {
            writer.Line("TLanes.Store(TLanes.Zero, ref partials, lane);");
        }

        writer.Line();
        EmitOrderedStripes(
            $"first * {_stripe}", $"stripe + (band * {_stripe})", plan.ReductionTiles,
            (stripes, lane, groups) => EmitReductionOfStripes(formula, stripes, lane, groups));

        writer.Line();
        using (writer.Open($"for (nint lane = 0; lane < {_stripe}; lane += {Literal.Of(plan.Lanes)})"))
        {
            writer.Line($"TLanes.AddTo(TLanes.Load(in partials, lane), ref {formula.First}s, lane);");
            writer.Line($"TLanes.AddTo(TLanes.Load(in partials, lane + {Literal.Of(PaddedStripe)}), ref {formula.Second}, lane);");
        }
    }

    private void EmitReductionOfStripes(ReductionFormula formula, int stripes, string? lane, IReadOnlyList<Group> groups)
    {
        foreach (Group group in groups)
        {
            string at = group.Lane(lane), second = (group with { Offset = group.Offset + PaddedStripe }).Lane(lane);
            writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, {at});");
            writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Load(in partials, {at}), {formula.Second}{group.Name} = TLanes.Load(in partials, {second});");
            foreach (Group value in Abreast(group, stripes))
            {
                foreach (string line in formula.Lines(value.Name, group.Name, formula.Center + group.Name, value.SourceInStripe(lane)))
                {
                    writer.Line(line);
                }
            }

            writer.Line($"TLanes.Store({formula.First}{group.Name}, ref partials, {at});");
            writer.Line($"TLanes.Store({formula.Second}{group.Name}, ref partials, {second});");
        }
    }

    /// <summary>A group of several stripes side by side.</summary>
    private IEnumerable<Group> Abreast(Group group, int stripes) =>
        Enumerable.Range(0, stripes).Select(i => group with { Offset = group.Offset + (i * plan.StripeLength) });

    /// <summary>The number of values of a stripe and what fills its last group of lanes.</summary>
    private int PaddedStripe => (plan.StripeLength + plan.Lanes - 1) / plan.Lanes * plan.Lanes;

    private void EmitMap(MapFormula formula)
    {
        writer.Line($"/// <summary>{formula.Summary}</summary>");
        using (writer.Open(
            $"""
            [MethodImpl(MethodImplOptions.NoInlining)]
            public static void {formula.Name}<TLanes>(
                {Parameters(formula.Inputs)}, ref {_type} {formula.Output}, nint rows, bool cached,
                {Parameters(formula.Constants)})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            EmitStripeCount();
            if (plan.MapWalk == StripeWalk.InOrder)
            {
                EmitOrderedStripes(
                    "0", $"{_stripes} * {_stripe}", plan.MapTiles, (stripes, lane, groups) => EmitMapOfStripes(formula, 0, stripes, lane, groups));
                EmitRowsBehind(source => EmitMapBehind(formula, source));
                return;
            }

            string band = Literal.Of(plan.MapBand);
            writer.Line($"// {band} stripes at a time: the constants of a tile stay in registers, and the stripes in the cache.");
            using (writer.Open($"for (nint first = 0; first < {_stripes}; first += {band})"))
            {
                writer.Line($"nint band = Math.Min({band}, {_stripes} - first);");
                writer.Line();
                EmitTiles(plan.MapTiles, (lane, groups) => EmitMapOfBand(formula, lane, groups));
            }
        }
    }

    /// <summary>The number of stripes, where a stripe is not a row.</summary>
    private void EmitStripeCount()
    {
        if (plan.StripeRows > 1)
        {
            writer.Line($"nint stripes = rows / {Literal.Of(plan.StripeRows)};");
        }
    }

    /// <summary>The rows at the end that make no stripe: as many groups as they fill, and one that is not full.</summary>
    private void EmitRowsBehind(System.Action<GroupSource> emit)
    {
        if (plan.StripeRows == 1)
        {
            return;
        }

        string lanes = Literal.Of(plan.Lanes);
        writer.Line();
        writer.Line("// The rows behind the last stripe.");
        writer.Line($"nint behind = stripes * {_stripe}, rest = (rows % {Literal.Of(plan.StripeRows)}) * {Literal.Of(plan.Features)}, restLane = 0;");
        using (writer.Open($"for (; restLane <= rest - {lanes}; restLane += {lanes})"))
        {
            emit(new GroupSource("behind + restLane", null));
        }

        writer.Line();
        using (writer.Open("if (restLane < rest)"))
        {
            writer.Line("int count = (int)(rest - restLane);");
            emit(new GroupSource("behind + restLane", "count"));
        }
    }

    private void EmitReductionBehind(ReductionFormula formula, GroupSource source)
    {
        Group group = default;
        writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, restLane);");
        writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Zero, {formula.Second}{group.Name} = TLanes.Zero;");
        foreach (string line in formula.Lines(group.Name, group.Name, formula.Center + group.Name, source))
        {
            writer.Line(line);
        }

        EmitWiden(formula, group, "restLane");
    }

    private void EmitMapBehind(MapFormula formula, GroupSource source)
    {
        Group group = default;
        EmitConstants(formula.Constants, "restLane", group);
        writer.Line(formula.Line(group.Name, source));
    }

    /// <summary>Stripes from the caches side by side, the others one by one in the order of memory.</summary>
    private void EmitOrderedStripes(string first, string end, StripeTiles tiles, System.Action<int, string?, IReadOnlyList<Group>> emit)
    {
        string abreast = Literal.Of(plan.StripesAbreast * plan.StripeLength);
        writer.Line($"nint stripe = {first}, end = {end};");
        using (writer.Open("if (cached)"))
        {
            writer.Line($"// {Literal.Of(plan.StripesAbreast)} stripes side by side, which share what is loaded for a lane.");
            using (writer.Open($"for (; stripe <= end - {abreast}; stripe += {abreast})"))
            {
                EmitTiles(plan.AbreastTiles, (lane, groups) => emit(plan.StripesAbreast, lane, groups));
            }
        }

        writer.Line();
        writer.Line("// Stripe by stripe, in the order of memory.");
        using (writer.Open($"for (; stripe < end; stripe += {_stripe})"))
        {
            EmitTiles(tiles, (lane, groups) => emit(1, lane, groups));
        }
    }

    /// <summary>A loop over the whole tiles of a stripe, or its one tile, and then the last tile.</summary>
    private void EmitTiles(StripeTiles tiles, System.Action<string?, IReadOnlyList<Group>> emitTile)
    {
        int tileLanes = tiles.Groups * plan.Lanes;
        int wholeLanes = tiles.WholeTiles * tileLanes;
        IReadOnlyList<Group> whole = [.. Enumerable.Range(0, tiles.Groups).Select(i => new Group(0, i * plan.Lanes, null))];
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

        List<Group> last = [.. Enumerable.Range(0, tiles.LastGroups).Select(i => new Group(wholeLanes, i * plan.Lanes, null))];
        if (tiles.LastLanes > 0)
        {
            last.Add(new Group(wholeLanes, tiles.LastGroups * plan.Lanes, Literal.Of(tiles.LastLanes)));
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

    /// <summary>Lanes in words: channels, where a stripe is a row.</summary>
    private string Extent(int first, int end)
    {
        string what = plan.StripeRows == 1 ? "Channel" : "Lane";
        return end - first == 1 ? $"{what} {Literal.Of(first)}" : $"{what}s {Literal.Of(first)} to {Literal.Of(end - 1)}";
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

    private void EmitReductionTile(ReductionFormula formula, string? lane, IReadOnlyList<Group> groups)
    {
        foreach (Group group in groups)
        {
            writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, {group.Lane(lane)});");
        }

        foreach (Group group in groups)
        {
            writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Zero, {formula.Second}{group.Name} = TLanes.Zero;");
        }

        string start = Sum($"(first * {_stripe})", groups[0].Lane(lane));
        using (writer.Open($"for (nint at = {start}, end = at + (band * {_stripe}); at < end; at += {_stripe})"))
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
            EmitWiden(formula, group, lane);
        }
    }

    private void EmitWiden(ReductionFormula formula, Group group, string? lane)
    {
        writer.Line($"TLanes.AddTo({formula.First}{group.Name}, ref {formula.First}s, {group.Lane(lane)});");
        writer.Line($"TLanes.AddTo({formula.Second}{group.Name}, ref {formula.Second}, {group.Lane(lane)});");
    }

    /// <summary>One tile down the stripes of a band: as many of its constants as the plan says stay in registers.</summary>
    private void EmitMapOfBand(MapFormula formula, string? lane, IReadOnlyList<Group> groups)
    {
        int kept = formula.Inputs.Count == 1 ? plan.KeptByApply : plan.KeptByGradientApply;
        foreach (Group group in groups)
        {
            EmitConstants(formula.Constants.Take(kept), lane, group);
        }

        using (writer.Open($"for (nint stripe = first * {_stripe}, end = stripe + (band * {_stripe}); stripe < end; stripe += {_stripe})"))
        {
            EmitMapOfStripes(formula, kept, 1, lane, groups);
        }
    }

    private void EmitMapOfStripes(MapFormula formula, int kept, int stripes, string? lane, IReadOnlyList<Group> groups)
    {
        foreach (Group group in groups)
        {
            EmitConstants(formula.Constants.Skip(kept), lane, group);
            foreach (Group value in Abreast(group, stripes))
            {
                writer.Line(formula.Line(group.Name, value.SourceInStripe(lane)));
            }
        }
    }

    private void EmitConstants(IEnumerable<string> names, string? lane, Group group)
    {
        string constants = string.Join(", ", names.Select(name => $"{name}{group.Name} = TLanes.Load(in {name}, {group.Lane(lane)})"));
        if (constants.Length > 0)
        {
            writer.Line($"TLanes {constants};");
        }
    }

    private string Parameters(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"ref readonly {_type} {name}"));

    private static string Sum(string left, string right) => right == "0" ? left : $"{left} + {right}";

    /// <summary>A lane group of a tile.</summary>
    /// <param name="TileLane">The first lane of the tile, where that is known.</param>
    /// <param name="Offset">The group's first lane within the tile.</param>
    /// <param name="Count">How many lanes there are; null for all of them.</param>
    private readonly record struct Group(int TileLane, int Offset, string? Count)
    {
        /// <summary>What the names of the group's locals end with: the offset of its first lane.</summary>
        public string Name => Literal.Of(Offset);

        /// <summary>Where the group is, from the beginning of the stripe on.</summary>
        public GroupSource SourceInStripe(string? tile) => new(Sum("stripe", Lane(tile)), Count);

        /// <summary>Where the group is, from the first lane of the tile on.</summary>
        public GroupSource Source => new(Offset == 0 ? "at" : $"at + {Literal.Of(Offset)}", Count);

        /// <summary>The group's first lane of the stripe.</summary>
        public string Lane(string? tile) => tile is null ? Literal.Of(TileLane + Offset) : Sum(tile, Literal.Of(Offset));
    }
}
