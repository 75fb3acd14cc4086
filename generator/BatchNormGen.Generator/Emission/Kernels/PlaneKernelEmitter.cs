using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of plane kernels: planes of known extents as literals, others by loops.</summary>
internal sealed class PlaneKernelEmitter(SourceWriter writer, PlanePlan plan) : IKernelBodyEmitter
{
    private readonly FormulaText _text = new(plan.ElementType);

    /// <summary>What the names of lanes that hold a channel's constants end with.</summary>
    private const string Lanes = "Lanes";

    public void Emit(KernelFormula formula)
    {
        if (formula is MapFormula map)
        {
            new PlaneMapEmitter(writer, plan).Emit(map);
            return;
        }

        EmitReduction((ReductionFormula)formula);
    }

    private void EmitReduction(ReductionFormula formula)
    {
        writer.Line("nint at = 0;");
        using (writer.Open($"for (nint {plan.Statistic} = 0; {plan.Statistic} < {plan.Statistic}s; {plan.Statistic}++)"))
        {
            if (formula.CrossConstants.Count > 0)
            {
                writer.Line("nint first = at;");
            }

            foreach (string constant in formula.Constants)
            {
                writer.Line($"TLanes {constant}{Lanes} = TLanes.Splat(in {constant}, {plan.Statistic});");
            }

            if (plan.Unrolls(formula) && plan.Fixed is { } unrolled)
            {
                EmitUnrolledPlane(formula, unrolled);
            }
            else
            {
                EmitLoopedPlane(formula);
            }
        }
    }

    private void EmitUnrolledPlane(ReductionFormula formula, PlaneExtents extents)
    {
        int sums = plan.UnrolledSums;
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
        if (plan is { IsOneRun: true, Fixed: { } extents })
        {
            EmitZeros(formula, plan.ReductionGroups);
            EmitTiles(formula, $"nint tiles = {Literal.Of(extents.Groups / plan.ReductionGroups)}", "tiles");
            if (plan.HasRest)
            {
                writer.Line();
                EmitRest(formula);
            }

            writer.Line();
            EmitWiden(formula, plan.ReductionGroups);
            return;
        }

        EmitRuns(formula);
    }

    /// <summary>The tiles of a plane in runs that are no longer than a chain.</summary>
    private void EmitRuns(ReductionFormula formula)
    {
        writer.Line(plan.Fixed is { } known
            ? $"nint tiles = {Literal.Of(known.Groups / plan.ReductionGroups)};"
            : $"nint tiles = positions / {Literal.Of(plan.ReductionGroups * plan.Lanes)};");
        writer.Line("do");
        using (writer.OpenScope())
        {
            string most = Literal.Of(plan.TilesOfRun);
            writer.Line($"// {most} tiles at a time{(plan.HasRest ? " and, behind the last of them, the rest" : string.Empty)}: {Literal.Of(plan.ChainLength)} terms may be added to a lane before its sum is widened to double.");
            EmitZeros(formula, plan.ReductionGroups);
            writer.Line($"nint run = Math.Min(tiles, {most});");
            writer.Line("tiles -= run;");
            EmitTiles(formula, string.Empty, "run");
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

    private void EmitTiles(ReductionFormula formula, string begin, string count)
    {
        string tile = Literal.Of(plan.ReductionGroups * plan.Lanes);
        using (writer.Open($"for ({begin}; {count} > 0; {count}--, at += {tile})"))
        {
            for (int i = 0; i < plan.ReductionGroups; i++)
            {
                EmitLines(formula, i, i, new GroupSource(At(i), null));
            }
        }
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
        string add = plan.HasShortSums ? "AddShortSumTo" : "AddSumTo";
        foreach (LaneSum sum in formula.Sums)
        {
            writer.Line($"TLanes.{add}({string.Join(" + ", Enumerable.Range(0, sums).Select(i => sum.Name + Lane(i)))}, ref {sum.Vector}, {plan.Statistic});");
        }
    }

    /// <summary>The first lane of a group: what the names of its locals end with.</summary>
    private string Lane(int group) => Literal.Of(group * plan.Lanes);

    private string At(int group) => group == 0 ? "at" : $"at + {Lane(group)}";
}
