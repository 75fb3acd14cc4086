using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the bodies of plane kernels: planes of known extents as literals, others by loops.</summary>
internal sealed class PlaneKernelEmitter(SourceWriter writer, PlanePlan plan) : IKernelBodyEmitter
{
    /// <summary>What the names of lanes that hold a channel's constants end with.</summary>
    private const string Lanes = "Lanes";

    private readonly string _type = Literal.Of(plan.ElementType);

    public void EmitDivision() => writer.Line($"public static int BlockLength => {Literal.Of(plan.BlockLength)};");

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
                {Parameters(formula.Inputs)}, nint channels, nint positions,
                {Parameters(formula.Constants)}, ref double {formula.First}s, ref double {formula.Second})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            writer.Line("nint at = 0;");
            using (writer.Open("for (nint channel = 0; channel < channels; channel++)"))
            {
                writer.Line($"TLanes {formula.Center}{Lanes} = TLanes.Splat(in {formula.Center}, channel);");
                if (plan.Fixed is { IsUnrolled: true } unrolled)
                {
                    EmitUnrolledPlane(formula, unrolled);
                }
                else
                {
                    EmitLoopedPlane(formula);
                }
            }
        }
    }

    /// <remarks>
    /// The planes of a run lie side by side. Its groups run on from plane to plane: a plane has some of its own, and one that it shares with what follows.
    /// </remarks>
    private void EmitMap(MapFormula formula)
    {
        writer.Line($"/// <summary>{formula.Summary}</summary>");
        using (writer.Open(
            $"""
            [MethodImpl(MethodImplOptions.NoInlining)]
            public static void {formula.Name}<TLanes>(
                {Parameters(formula.Inputs)}, ref {_type} {formula.Output}, nint channels, nint positions,
                {Parameters(formula.Constants)})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            writer.Line($"nint at = 0, end = {Positions};");
            if (plan.MayStream)
            {
                EmitAhead(formula);
            }

            writer.Line("nint channel = 0;");
            using (writer.Open("while (channel < channels)"))
            {
                EmitConstants(formula, "channel");
                EmitOwnGroups(formula);
                EmitSharedGroup(formula);
            }
        }
    }

    private void EmitUnrolledPlane(ReductionFormula formula, PlaneExtents extents)
    {
        // A plane of fewer groups than sums needs no more sums.
        int sums = System.Math.Min(plan.ReductionGroups, extents.AllGroups);
        EmitZeros(formula, sums);
        for (int i = 0; i < extents.AllGroups; i++)
        {
            string? count = i == extents.Groups ? Literal.Of(extents.LastLanes) : null;
            EmitLines(formula, i, i % sums, new GroupSource(At(i), count));
        }

        writer.Line();
        EmitWiden(formula, sums);
        writer.Line($"at += {Literal.Of(extents.Positions)};");
    }

    private void EmitLoopedPlane(ReductionFormula formula)
    {
        string tile = Literal.Of(plan.ReductionGroups * plan.Lanes);
        writer.Line(plan.Fixed is { } known
            ? $"nint tiles = {Literal.Of(known.Groups / plan.ReductionGroups)};"
            : $"nint tiles = positions / {tile};");
        writer.Line("do");
        using (writer.OpenScope())
        {
            string most = Literal.Of(plan.TilesOfRun);
            writer.Line($"// {most} tiles at a time{(plan.HasRest ? " and, behind the last of them, the rest" : string.Empty)}: {Literal.Of(plan.ChainLength)} terms may be added to a lane before its sum is widened to double.");
            EmitZeros(formula, plan.ReductionGroups);
            writer.Line($"nint run = Math.Min(tiles, {most});");
            writer.Line("tiles -= run;");
            using (writer.Open($"for (; run > 0; run--, at += {tile})"))
            {
                for (int i = 0; i < plan.ReductionGroups; i++)
                {
                    EmitLines(formula, i, i, new GroupSource(At(i), null));
                }
            }

            if (plan.HasRest)
            {
                writer.Line();
                using (writer.Open("if (tiles == 0)"))
                {
                    EmitRest(formula);
                }
            }

            writer.Line();
            EmitWiden(formula, plan.ReductionGroups);
        }

        writer.Line("while (tiles > 0);");
    }

    /// <summary>What does not make a tile: named on from the groups of the tile, whose names are taken.</summary>
    private void EmitRest(ReductionFormula formula)
    {
        int groups = plan.ReductionGroups;
        if (plan.Fixed is { } extents)
        {
            int full = extents.Groups % groups;
            for (int i = 0; i < full; i++)
            {
                EmitLines(formula, groups + i, i, new GroupSource(At(i), null));
            }

            if (extents.LastLanes > 0)
            {
                EmitLines(formula, groups + full, full, new GroupSource(At(full), Literal.Of(extents.LastLanes)));
            }

            writer.Line($"at += {Literal.Of(extents.Positions % (groups * plan.Lanes))};");
            return;
        }

        string lanes = Literal.Of(plan.Lanes);
        writer.Line($"int rest = (int)(positions % {Literal.Of(groups * plan.Lanes)});");
        using (writer.Open($"for (; rest >= {lanes}; rest -= {lanes}, at += {lanes})"))
        {
            EmitLines(formula, groups, 0, new GroupSource("at", null));
        }

        writer.Line();
        using (writer.Open("if (rest > 0)"))
        {
            EmitLines(formula, groups + 1, groups - 1, new GroupSource("at", "rest"));
            writer.Line("at += rest;");
        }
    }

    private void EmitZeros(ReductionFormula formula, int sums)
    {
        for (int i = 0; i < sums; i++)
        {
            writer.Line($"TLanes {formula.First}{Lane(i)} = TLanes.Zero, {formula.Second}{Lane(i)} = TLanes.Zero;");
        }
    }

    private void EmitLines(ReductionFormula formula, int group, int sums, GroupSource source)
    {
        foreach (string line in formula.Lines(Lane(group), Lane(sums), formula.Center + Lanes, source))
        {
            writer.Line(line);
        }
    }

    private void EmitWiden(ReductionFormula formula, int sums)
    {
        string first = string.Join(" + ", Enumerable.Range(0, sums).Select(i => formula.First + Lane(i)));
        string second = string.Join(" + ", Enumerable.Range(0, sums).Select(i => formula.Second + Lane(i)));
        writer.Line($"TLanes.AddSumTo({first}, ref {formula.First}s, channel);");
        writer.Line($"TLanes.AddSumTo({second}, ref {formula.Second}, channel);");
    }

    /// <summary>What lies before the first whole 64 bytes of a result that is streamed.</summary>
    private void EmitAhead(MapFormula formula)
    {
        writer.Line();
        writer.Line("// Streaming stores begin at whole 64 bytes; for others there is nothing to do.");
        writer.Line($"int ahead = TLanes.LanesToAligned(ref {formula.Output}, 0);");
        using (writer.Open("if (ahead > 0)"))
        {
            if (plan.Fixed is null)
            {
                writer.Line("ahead = (int)Math.Min(ahead, positions);");
            }

            EmitConstants(formula, "0");
            writer.Line(formula.Line(Lanes, new GroupSource("0", "ahead")));
            writer.Line("at = ahead;");
        }

        writer.Line();
    }

    /// <summary>The groups that are of one plane alone.</summary>
    private void EmitOwnGroups(MapFormula formula)
    {
        string tile = Literal.Of(plan.MapGroups * plan.Lanes);
        if (plan.Fixed is not { } extents)
        {
            EmitGroupLoop(formula, plan.MapGroups);
            EmitGroupLoop(formula, 1);
            return;
        }

        int written = extents.InnerGroups;
        if (written >= 2 * plan.MapGroups)
        {
            using (writer.Open($"for (nint tiles = {Literal.Of(written / plan.MapGroups)}; tiles > 0; tiles--, at += {tile})"))
            {
                EmitMapGroups(formula, plan.MapGroups);
            }

            writer.Line();
            written %= plan.MapGroups;
        }

        if (written > 0)
        {
            EmitMapGroups(formula, written);
            writer.Line($"at += {Lane(written)};");
        }

        if (extents.Groups > extents.InnerGroups)
        {
            using (writer.Open($"if (at <= end - {Lane(1)})"))
            {
                EmitMapGroups(formula, 1);
                writer.Line($"at += {Lane(1)};");
            }

            writer.Line();
        }
    }

    private void EmitGroupLoop(MapFormula formula, int groups)
    {
        using (writer.Open($"for (; at <= end - {Lane(groups)}; at += {Lane(groups)})"))
        {
            EmitMapGroups(formula, groups);
        }

        writer.Line();
    }

    /// <summary>The group in which a plane ends: behind the end, its lanes take the constants of the channels they are of.</summary>
    private void EmitSharedGroup(MapFormula formula)
    {
        using (writer.Open("if (at == end)"))
        {
            writer.Line("channel++;");
            writer.Line($"end += {Positions};");
            writer.Line("continue;");
        }

        writer.Line();
        writer.Line("// The plane ends within a group: lanes behind its end are of the next channel.");
        using (writer.Open($"while (end - at < {Lane(1)} && channel + 1 < channels)"))
        {
            writer.Line("int own = (int)(end - at);");
            writer.Line("channel++;");
            writer.Line($"end += {Positions};");
            foreach (string constant in formula.Constants)
            {
                writer.Line($"{constant}{Lanes} = TLanes.Join({constant}{Lanes}, TLanes.Splat(in {constant}, channel), own);");
            }
        }

        writer.Line();
        using (writer.Open($"if (end - at < {Lane(1)})"))
        {
            writer.Line("// The last channel ends.");
            writer.Line(formula.Line(Lanes, new GroupSource("at", "(int)(end - at)")));
            writer.Line("return;");
        }

        writer.Line();
        EmitMapGroups(formula, 1);
        writer.Line($"at += {Lane(1)};");
    }

    private void EmitConstants(MapFormula formula, string channel)
    {
        foreach (string constant in formula.Constants)
        {
            writer.Line($"TLanes {constant}{Lanes} = TLanes.Splat(in {constant}, {channel});");
        }
    }

    private void EmitMapGroups(MapFormula formula, int groups)
    {
        for (int i = 0; i < groups; i++)
        {
            writer.Line(formula.Line(Lanes, new GroupSource(At(i), null)));
        }
    }

    private string Positions => plan.Fixed is { } extents ? Literal.Of(extents.Positions) : "positions";

    /// <summary>The first lane of a group: what the names of its locals end with.</summary>
    private string Lane(int group) => Literal.Of(group * plan.Lanes);

    private string At(int group) => group == 0 ? "at" : $"at + {Lane(group)}";

    private string Parameters(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"ref readonly {_type} {name}"));
}
