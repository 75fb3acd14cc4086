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

    public void EmitDivision()
    {
        writer.Line($"public static int BlockLength => {Literal.Of(plan.BlockLength)};");
        writer.Line();
        writer.Line($"public static bool AlignsStores => {Literal.Of(plan.AlignsStores)};");
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
        writer.Line($"/// <summary>{formula.Summary.Replace("each channel", "one channel")}</summary>");
        using (writer.Open(
            $"""
            public static void {formula.Name}<TLanes>(
                {Parameters(formula.Inputs)}, nint planes, nint positions,
                {_type} {formula.Center}, out double {formula.First}, out double {formula.Second})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """))
        {
            writer.Line($"TLanes {formula.Center}{Lanes} = TLanes.Splat({formula.Center});");
            writer.Line($"TLanes {formula.First}0 = TLanes.Zero, {formula.Second}0 = TLanes.Zero;");
            writer.Line($"TLanes {formula.First}{Second} = TLanes.Zero, {formula.Second}{Second} = TLanes.Zero;");
            writer.Line($"({formula.First}, {formula.Second}) = (0.0, 0.0);");
            writer.Line();
            writer.Line("// The terms that a lane may still add before its sum is widened to double.");
            writer.Line($"int terms = {Literal.Of(plan.ChainLength)};");
            string stride = plan.Fixed is { } extents
                ? Literal.Of((long)extents.Positions * plan.Features)
                : $"positions * {Literal.Of(plan.Features)}";
            writer.Line("nint start = 0;");
            using (writer.Open($"for (nint plane = planes; plane > 0; plane--, start += {stride})"))
            {
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
            writer.Line("nint at = 0;");
            using (writer.Open("for (nint channel = 0; channel < channels; channel++)"))
            {
                foreach (string constant in formula.Constants)
                {
                    writer.Line($"TLanes {constant}{Lanes} = TLanes.Splat(in {constant}, channel);");
                }

                EmitMapPlane(formula);
            }
        }
    }

    /// <summary>The offset of the second of two groups.</summary>
    private string Second => Literal.Of(plan.Lanes);

    private void EmitUnrolledPlane(ReductionFormula formula, PlaneExtents extents)
    {
        for (int i = 0; i < extents.AllGroups; i++)
        {
            string? count = i == extents.Groups ? Literal.Of(extents.LastLanes) : null;
            string lane = Literal.Of(i * plan.Lanes);
            string sums = Literal.Of(i % plan.ReductionGroups * plan.Lanes);
            EmitLines(formula, lane, sums, new GroupSource(i == 0 ? "start" : $"start + {lane}", count));
        }

        string terms = Literal.Of(plan.TermsOfUnrolledPlane);
        writer.Line();
        writer.Line($"terms -= {terms};");
        EmitWiden(formula, $"terms < {terms} || plane == 1");
    }

    private void EmitLoopedPlane(ReductionFormula formula)
    {
        string pair = Literal.Of(plan.ReductionGroups * plan.Lanes);
        string positions = plan.Fixed is { } extents ? Literal.Of(extents.Positions) : "positions";
        writer.Line("nint at = start;");
        writer.Line(plan.Fixed is { } known
            ? $"nint pairs = {Literal.Of(known.Groups / plan.ReductionGroups)};"
            : $"nint pairs = positions / {pair};");
        using (writer.Open("while (pairs > 0)"))
        {
            writer.Line("int run = (int)Math.Min(pairs, terms);");
            writer.Line("pairs -= run;");
            writer.Line("terms -= run;");
            using (writer.Open($"for (; run > 0; run--, at += {pair})"))
            {
                EmitLines(formula, "0", "0", new GroupSource("at", null));
                EmitLines(formula, Second, Second, new GroupSource($"at + {Second}", null));
            }

            writer.Line();
            EmitWiden(formula, "terms == 0");
        }

        if (plan.Fixed is { } literal)
        {
            EmitLiteralRest(formula, literal);
        }
        else
        {
            writer.Line();
            writer.Line($"int rest = (int)(start + {positions} - at);");
            using (writer.Open($"if (rest >= {Second})"))
            {
                EmitLines(formula, "0", "0", new GroupSource("at", null));
                writer.Line($"at += {Second};");
                writer.Line($"rest -= {Second};");
            }

            writer.Line();
            using (writer.Open("if (rest > 0)"))
            {
                EmitLines(formula, Second, Second, new GroupSource("at", "rest"));
            }

            writer.Line();
            writer.Line("terms--;");
            EmitWiden(formula, "terms == 0 || plane == 1");
        }
    }

    private void EmitLiteralRest(ReductionFormula formula, PlaneExtents extents)
    {
        // Named on from the pair of the loop above, whose names are taken.
        string next = Literal.Of(2 * plan.Lanes), last = Literal.Of(3 * plan.Lanes);
        bool group = extents.Groups % 2 == 1;
        if (group)
        {
            writer.Line();
            EmitLines(formula, next, "0", new GroupSource("at", null));
        }

        if (extents.LastLanes > 0)
        {
            writer.Line();
            EmitLines(formula, last, Second, new GroupSource(group ? $"at + {Second}" : "at", Literal.Of(extents.LastLanes)));
        }

        writer.Line();
        if (group || extents.LastLanes > 0)
        {
            writer.Line("terms--;");
            EmitWiden(formula, "terms == 0 || plane == 1");
        }
        else
        {
            EmitWiden(formula, "plane == 1");
        }
    }

    private void EmitLines(ReductionFormula formula, string group, string sums, GroupSource source)
    {
        foreach (string line in formula.Lines(group, sums, formula.Center + Lanes, source))
        {
            writer.Line(line);
        }
    }

    private void EmitWiden(ReductionFormula formula, string condition)
    {
        using (writer.Open($"if ({condition})"))
        {
            writer.Line($"{formula.First} += TLanes.Sum({formula.First}0 + {formula.First}{Second});");
            writer.Line($"{formula.Second} += TLanes.Sum({formula.Second}0 + {formula.Second}{Second});");
            writer.Line($"{formula.First}0 = {formula.First}{Second} = {formula.Second}0 = {formula.Second}{Second} = TLanes.Zero;");
            writer.Line($"terms = {Literal.Of(plan.ChainLength)};");
        }
    }

    private void EmitMapPlane(MapFormula formula)
    {
        if (plan.Fixed is { IsUnrolled: true } unrolled)
        {
            EmitMapGroups(formula, unrolled.Groups);
            if (unrolled.LastLanes > 0)
            {
                writer.Line(formula.Line(Lanes, new GroupSource(At(unrolled.Groups), Literal.Of(unrolled.LastLanes))));
            }

            writer.Line($"at += {Literal.Of(unrolled.Positions)};");
            return;
        }

        string tile = Literal.Of(plan.MapGroups * plan.Lanes);
        string positions = plan.Fixed is { } extents ? Literal.Of(extents.Positions) : "positions";
        writer.Line($"nint end = at + {positions};");
        writer.Line();
        writer.Line("// Streaming stores begin at whole 64 bytes; for others there is nothing to do.");
        writer.Line($"int ahead = TLanes.LanesToAligned(ref {formula.Output}, at);");
        using (writer.Open("if (ahead > 0)"))
        {
            writer.Line("ahead = (int)Math.Min(ahead, end - at);");
            writer.Line(formula.Line(Lanes, new GroupSource("at", "ahead")));
            writer.Line("at += ahead;");
        }

        writer.Line();
        using (writer.Open($"for (; at <= end - {tile}; at += {tile})"))
        {
            EmitMapGroups(formula, plan.MapGroups);
        }

        writer.Line();
        using (writer.Open($"for (; at <= end - {Second}; at += {Second})"))
        {
            EmitMapGroups(formula, 1);
        }

        writer.Line();
        writer.Line("int rest = (int)(end - at);");
        using (writer.Open("if (rest > 0)"))
        {
            writer.Line(formula.Line(Lanes, new GroupSource("at", "rest")));
            writer.Line("at = end;");
        }
    }

    private void EmitMapGroups(MapFormula formula, int groups)
    {
        for (int i = 0; i < groups; i++)
        {
            writer.Line(formula.Line(Lanes, new GroupSource(At(i), null)));
        }
    }

    private string At(int group) => group == 0 ? "at" : $"at + {Literal.Of(group * plan.Lanes)}";

    private string Parameters(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"ref readonly {_type} {name}"));
}
