using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of maps of planes.</summary>
/// <remarks>
/// The planes of a run lie side by side, so that groups run on from one to the next: but for the ends of a run, each is read and written as a whole.
/// In a group that two planes share, the first lanes take the constants of one channel, the others those of the next.
/// </remarks>
internal sealed class PlaneMapEmitter(SourceWriter writer, PlanePlan plan)
{
    private readonly FormulaText _text = new(plan.ElementType);

    /// <summary>What the names of lanes that hold a channel's constants end with.</summary>
    private const string Lanes = "Lanes";

    /// <summary>The local that holds how far on lies what is read soon.</summary>
    private const string Next = "next";

    private string Positions => plan.Fixed is { } extents ? Literal.Of(extents.Positions) : "positions";

    public void Emit(MapFormula formula)
    {
        writer.Line("nint at = 0;");
        writer.Line();
        if (plan.Fixed is { Groups: 0 })
        {
            EmitPlanesOfPartGroups(formula);
            return;
        }

        if (plan.Fixed is null)
        {
            using (writer.Open($"if (positions < {Length(1)})"))
            {
                EmitPlanesOfPartGroups(formula);
                writer.Line();
                writer.Line("return;");
            }

            writer.Line();
        }

        EmitAhead(formula);
        writer.Line("nint end = 0;");
        using (writer.Open($"for (nint {plan.Statistic} = 0; {plan.Statistic} < {plan.Statistic}s; {plan.Statistic}++)"))
        {
            EmitConstants(formula, plan.Statistic);
            EmitFirst(formula, "end");
            writer.Line($"end += {Positions};");
            EmitOwnGroups(formula);
            EmitSharedGroup(formula);
        }

        writer.Line();
        writer.Line("// The last values of the last plane.");
        writer.Line("int rest = (int)(end - at);");
        using (writer.Open("if (rest > 0)"))
        {
            EmitConstants(formula, $"{plan.Statistic}s - 1");
            EmitGroup(formula, "at", "rest", position: $"at - end + {Positions}");
        }
    }

    private void EmitPlanesOfPartGroups(MapFormula formula)
    {
        writer.Line("// Planes of less than a group.");
        using (writer.Open($"for (nint {plan.Statistic} = 0; {plan.Statistic} < {plan.Statistic}s; {plan.Statistic}++, at += {Positions})"))
        {
            EmitConstants(formula, plan.Statistic);
            EmitGroup(formula, "at", plan.Fixed is null ? "(int)positions" : Positions, position: "0");
        }
    }

    /// <summary>What lies before the first whole 64 bytes of a result that is streamed: less than a group, hence than a plane.</summary>
    private void EmitAhead(MapFormula formula)
    {
        writer.Line("// Streaming stores begin at whole 64 bytes; for others there is nothing to do.");
        writer.Line($"int ahead = TLanes.LanesToAligned(ref {formula.Outputs[0].Name}, 0);");
        using (writer.Open("if (ahead > 0)"))
        {
            EmitConstants(formula, "0");
            EmitGroup(formula, "0", "ahead", position: "0");
            writer.Line("at = ahead;");
        }

        writer.Line();
    }

    /// <summary>The groups that are of one plane alone: as many as are there wherever its first one begins, and the one that may be.</summary>
    private void EmitOwnGroups(MapFormula formula)
    {
        if (plan.Fixed is not { } extents)
        {
            EmitLoop(formula, plan.MapGroupsOf(formula));
            if (plan.MapGroupsOf(formula) > 1)
            {
                EmitLoop(formula, 1);
            }

            return;
        }

        int groups = plan.MapGroupsOf(formula), tiles = plan.MapTilesOf(formula), behind = plan.MapGroupsBehind(formula);
        if (tiles > 0)
        {
            using (writer.Open($"for (nint tiles = {Literal.Of(tiles)}; tiles > 0; tiles--, at += {Length(groups)})"))
            {
                EmitGroups(formula, groups);
            }

            writer.Line();
        }

        if (behind > 0)
        {
            EmitGroups(formula, behind);
            writer.Line($"at += {Length(behind)};");
            writer.Line();
        }

        if (extents.Groups > extents.InnerGroups)
        {
            writer.Line("// One more, if it fits: the plane may have begun within a group.");
            using (writer.Open($"if (at <= end - {Length(1)})"))
            {
                EmitGroups(formula, 1);
                writer.Line($"at += {Length(1)};");
            }

            writer.Line();
        }
    }

    private void EmitLoop(MapFormula formula, int groups)
    {
        using (writer.Open($"for (; at <= end - {Length(groups)}; at += {Length(groups)})"))
        {
            EmitGroups(formula, groups);
        }

        writer.Line();
    }

    /// <summary>The group within which a plane ends and the next one begins.</summary>
    private void EmitSharedGroup(MapFormula formula)
    {
        using (writer.Open($"if (at < end && {plan.Statistic} + 1 < {plan.Statistic}s)"))
        {
            writer.Line($"// Two planes share this group: the lanes behind this one's own are of the next {plan.Statistic}.");
            writer.Line("int own = (int)(end - at);");
            foreach (string constant in formula.Constants)
            {
                writer.Line($"{constant}{Lanes} = TLanes.Join({constant}{Lanes}, TLanes.Splat(in {constant}, {plan.Statistic} + 1), own);");
            }

            EmitGroups(formula, 1);
            writer.Line($"at += {Length(1)};");
        }
    }

    private void EmitConstants(MapFormula formula, string channel)
    {
        foreach (string constant in formula.Constants)
        {
            writer.Line($"TLanes {constant}{Lanes} = TLanes.Splat(in {constant}, {channel});");
        }
    }

    private void EmitGroups(MapFormula formula, int groups)
    {
        for (int i = 0; i < groups; i++)
        {
            EmitGroup(formula, i == 0 ? "at" : $"at + {Length(i)}", count: null);
        }
    }

    private void EmitGroup(MapFormula formula, string at, string? count, string? position = null)
    {
        foreach (string line in _text.Lines(formula, Constant, new GroupSource(at, count, Next)))
        {
            writer.Line(line);
        }

        // Behind the end of these constants they begin again, for the groups that two planes share.
        string Constant(string name) => formula.CrossConstants.Contains(name) ? $"TLanes.Load(in {name}, {position ?? $"{at} - first"})" : name + Lanes;
    }

    /// <summary>Where the plane begins, for the constants of its positions.</summary>
    private void EmitFirst(MapFormula formula, string first)
    {
        if (formula.CrossConstants.Count > 0)
        {
            writer.Line($"nint first = {first};");
        }
    }

    /// <summary>The number of lanes of some groups.</summary>
    private string Length(int groups) => Literal.Of(groups * plan.Lanes);
}
