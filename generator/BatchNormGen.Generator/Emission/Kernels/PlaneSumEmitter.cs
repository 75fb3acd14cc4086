using System;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the sums of one plane, from <c>at</c> on, which is then behind it.</summary>
/// <param name="writer">Receives the text.</param>
/// <param name="plan">The plan.</param>
/// <param name="add">The line that adds lanes to a sum.</param>
internal sealed class PlaneSumEmitter(SourceWriter writer, PlanePlan plan, Func<LaneSum, string, string> add)
{
    /// <summary>What the names of lanes that hold a plane's constants end with.</summary>
    private const string Lanes = "Lanes";

    private readonly FormulaText _text = new(plan.ElementType);

    public void Emit(ReductionFormula formula)
    {
        if (plan.Unrolls(formula) && plan.Fixed is { } unrolled)
        {
            EmitUnrolledPlane(formula, unrolled);
        }
        else
        {
            EmitLoopedPlane(formula);
        }
    }

    private void EmitUnrolledPlane(ReductionFormula formula, PlaneExtents extents)
    {
        int sums = plan.UnrolledSums(formula);
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
        if (plan.IsOneRun(formula) && plan.Fixed is { } extents)
        {
            EmitZeros(formula, plan.ReductionGroupsOf(formula));
            EmitTiles(formula, $"nint tiles = {Literal.Of(extents.Groups / plan.ReductionGroupsOf(formula))}", "tiles");
            if (plan.HasRest(formula))
            {
                writer.Line();
                EmitRest(formula);
            }

            writer.Line();
            EmitWiden(formula, plan.ReductionGroupsOf(formula));
            return;
        }

        EmitRuns(formula);
    }

    /// <summary>The tiles of a plane in runs that are no longer than a chain.</summary>
    private void EmitRuns(ReductionFormula formula)
    {
        writer.Line(plan.Fixed is { } known
            ? $"nint tiles = {Literal.Of(known.Groups / plan.ReductionGroupsOf(formula))};"
            : $"nint tiles = positions / {Literal.Of(plan.ReductionGroupsOf(formula) * plan.Lanes)};");
        writer.Line("do");
        using (writer.OpenScope())
        {
            string most = Literal.Of(plan.TilesOfRun(formula));
            writer.Line($"// {most} tiles at a time{(plan.HasRest(formula) ? " and, behind the last of them, the rest" : string.Empty)}: {Literal.Of(plan.ChainLength)} terms may be added to a lane before its sum is widened to double.");
            EmitZeros(formula, plan.ReductionGroupsOf(formula));
            writer.Line($"nint run = Math.Min(tiles, {most});");
            writer.Line("tiles -= run;");
            EmitTiles(formula, string.Empty, "run");
            if (plan.HasRest(formula))
            {
                writer.Line();
                using (writer.Open("if (tiles == 0)"))
                {
                    EmitRest(formula);
                }
            }

            writer.Line();
            EmitWiden(formula, plan.ReductionGroupsOf(formula));
        }

        writer.Line("while (tiles > 0);");
    }

    private void EmitTiles(ReductionFormula formula, string begin, string count)
    {
        string tile = Literal.Of(plan.ReductionGroupsOf(formula) * plan.Lanes);
        using (writer.Open($"for ({begin}; {count} > 0; {count}--, at += {tile})"))
        {
            for (int i = 0; i < plan.ReductionGroupsOf(formula); i++)
            {
                EmitLines(formula, i, i, new GroupSource(At(i), null));
            }
        }
    }

    /// <summary>What does not make a tile: named on from the groups of the tile, whose names are taken.</summary>
    private void EmitRest(ReductionFormula formula)
    {
        int groups = plan.ReductionGroupsOf(formula);
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
            writer.Line($"TLanes {string.Join(", ", formula.Sums.Select(sum => $"{sum.Name}{Lane(i)} = TLanes.Zero"))};");
        }
    }

    private void EmitLines(ReductionFormula formula, int group, int sums, GroupSource source)
    {
        foreach (string line in _text.Lines(formula, Lane(group), Lane(sums), Constant, source))
        {
            writer.Line(line);
        }

        string Constant(string name) => formula.CrossConstants.Contains(name) ? $"TLanes.Load(in {name}, {source.Offset} - first)" : name + Lanes;
    }

    private void EmitWiden(ReductionFormula formula, int sums)
    {
        foreach (LaneSum sum in formula.Sums)
        {
            writer.Line(add(sum, string.Join(" + ", Enumerable.Range(0, sums).Select(i => sum.Name + Lane(i)))));
        }
    }

    /// <summary>The first lane of a group: what the names of its locals end with.</summary>
    private string Lane(int group) => Literal.Of(group * plan.Lanes);

    private string At(int group) => group == 0 ? "at" : $"at + {Lane(group)}";
}
