using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission;

/// <summary>Writes the bodies of row kernels that add up each lane of a stripe.</summary>
internal sealed class RowReductionEmitter(SourceWriter writer, RowPlan plan)
{
    private readonly string _type = Literal.Of(plan.ElementType);
    private readonly StripeWalkEmitter _walk = new(writer, plan);

    /// <summary>The number of values of a stripe and what fills its last group of lanes.</summary>
    private int PaddedStripe => (plan.StripeLength + plan.Lanes - 1) / plan.Lanes * plan.Lanes;

    public void Emit(ReductionFormula formula)
    {
        RowReduction reduction = Plan(formula);
        if (!reduction.FitsOneVectorRegisters)
        {
            using (OpenMethod(formula, formula.Name, "public", "NoInlining", ", bool cached", $", ref {_type} partials"))
            {
                EmitBody(formula, reduction.Walk);
            }

            return;
        }

        string inRegisters = formula.Name + "InRegisters", inOrder = formula.Name + "InOrder";
        using (OpenMethod(formula, formula.Name, "public", "AggressiveInlining", ", bool cached", $", ref {_type} partials"))
        {
            writer.Line("// Where lanes are one vector, there are registers for all sums of a stripe.");
            using (writer.Open("if (TLanes.IsOneVector)"))
            {
                writer.Line($"{inRegisters}<TLanes>({Arguments(formula, string.Empty, string.Empty)});");
            }

            using (writer.Open("else"))
            {
                writer.Line($"{inOrder}<TLanes>({Arguments(formula, ", cached", ", ref partials")});");
            }
        }

        writer.Line();
        using (OpenMethod(formula, inRegisters, "private", "NoInlining", string.Empty, string.Empty))
        {
            EmitBody(formula, StripeWalk.OneTile);
        }

        writer.Line();
        using (OpenMethod(formula, inOrder, "private", "NoInlining", ", bool cached", $", ref {_type} partials"))
        {
            EmitBody(formula, reduction.Walk);
        }
    }

    private static string Arguments(ReductionFormula formula, string cached, string partials) =>
        $"{References(formula.Inputs)}, rows{cached}, {References(formula.Constants)}, ref {formula.First}s, ref {formula.Second}{partials}";

    private static string References(IEnumerable<string> names) => string.Join(", ", names.Select(static name => "in " + name));

    private RowReduction Plan(ReductionFormula formula) => formula.Inputs.Count == 1 ? plan.Moments : plan.GradientSums;

    private SourceWriter.Block OpenMethod(ReductionFormula formula, string name, string access, string inlining, string cached, string partials)
    {
        writer.Line($"/// <summary>{formula.Summary}</summary>");
        return writer.Open(
            $"""
            [MethodImpl(MethodImplOptions.{inlining})]
            {access} static void {name}<TLanes>(
                {formula.InputParameters(plan.ElementType)}, nint rows{cached},
                {formula.ConstantParameters(plan.ElementType)}, ref double {formula.First}s, ref double {formula.Second}{partials})
                where TLanes : struct, ILanes<TLanes, {_type}>
            """);
    }

    private void EmitBody(ReductionFormula formula, StripeWalk walk)
    {
        string band = Literal.Of(Plan(formula).Band);
        if (plan.StripeRows > 1)
        {
            _walk.EmitStripeCount();
            writer.Line();
        }

        writer.Line($"// {band} stripes at a time: a lane adds no more terms before its sum is widened to double.");
        using (writer.Open($"for (nint first = 0; first < {_walk.Stripes}; first += {band})"))
        {
            writer.Line($"nint band = Math.Min({band}, {_walk.Stripes} - first);");
            writer.Line();
            if (walk == StripeWalk.InOrder)
            {
                EmitInOrder(formula);
            }
            else if (walk == StripeWalk.OneTile)
            {
                EmitOneTile(formula);
            }
            else
            {
                _walk.EmitTiles(Plan(formula).Tiles, (lane, groups) => EmitTile(formula, lane, groups));
            }
        }

        _walk.EmitRowsBehind(source => EmitBehind(formula, source));
    }

    /// <summary>A stripe as one tile, down a band: all sums in registers, and the estimates from the cache.</summary>
    private void EmitOneTile(ReductionFormula formula)
    {
        writer.Line("// The sums of a lane stay in registers.");
        IReadOnlyList<LaneGroup> groups = _walk.AllGroups;
        foreach (LaneGroup group in groups)
        {
            writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Zero, {formula.Second}{group.Name} = TLanes.Zero;");
        }

        using (writer.Open($"for (nint at = first * {_walk.Stripe}, end = at + (band * {_walk.Stripe}); at < end; at += {_walk.Stripe})"))
        {
            foreach (LaneGroup group in groups)
            {
                foreach (string line in formula.Lines(group.Name, group.Name, $"TLanes.Load(in {formula.Center}, {group.Name})", group.Source))
                {
                    writer.Line(line);
                }
            }
        }

        writer.Line();
        foreach (LaneGroup group in groups)
        {
            EmitWiden(formula, group, null);
        }
    }

    /// <summary>The stripes of a band in the order of memory; the sums of one lane lie in scratch memory meanwhile.</summary>
    private void EmitInOrder(ReductionFormula formula)
    {
        writer.Line("// The sums of a lane wait in the cache.");
        using (writer.Open($"for (nint lane = 0; lane < {Literal.Of(2 * PaddedStripe)}; lane += {Literal.Of(plan.Lanes)})"))
        {
            writer.Line("TLanes.Store(TLanes.Zero, ref partials, lane);");
        }

        writer.Line();
        _walk.EmitOrderedStripes(
            $"first * {_walk.Stripe}", $"stripe + (band * {_walk.Stripe})", plan.GroupsAbreast / formula.Inputs.Count, Plan(formula).Tiles,
            (stripes, lane, groups) => EmitStripes(formula, stripes, lane, groups));

        writer.Line();
        using (writer.Open($"for (nint lane = 0; lane < {_walk.Stripe}; lane += {Literal.Of(plan.Lanes)})"))
        {
            writer.Line($"TLanes.AddTo(TLanes.Load(in partials, lane), ref {formula.First}s, lane);");
            writer.Line($"TLanes.AddTo(TLanes.Load(in partials, lane + {Literal.Of(PaddedStripe)}), ref {formula.Second}, lane);");
        }
    }

    private void EmitStripes(ReductionFormula formula, int stripes, string? lane, IReadOnlyList<LaneGroup> groups)
    {
        foreach (LaneGroup group in groups)
        {
            string at = group.Lane(lane), second = (group with { Offset = group.Offset + PaddedStripe }).Lane(lane);
            writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, {at});");
            writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Load(in partials, {at}), {formula.Second}{group.Name} = TLanes.Load(in partials, {second});");
            foreach (LaneGroup value in _walk.Abreast(group, stripes))
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

    private void EmitTile(ReductionFormula formula, string? lane, IReadOnlyList<LaneGroup> groups)
    {
        foreach (LaneGroup group in groups)
        {
            writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, {group.Lane(lane)});");
        }

        foreach (LaneGroup group in groups)
        {
            writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Zero, {formula.Second}{group.Name} = TLanes.Zero;");
        }

        string start = LaneGroup.Sum($"(first * {_walk.Stripe})", groups[0].Lane(lane));
        using (writer.Open($"for (nint at = {start}, end = at + (band * {_walk.Stripe}); at < end; at += {_walk.Stripe})"))
        {
            foreach (LaneGroup group in groups)
            {
                foreach (string line in formula.Lines(group.Name, group.Name, formula.Center + group.Name, group.Source))
                {
                    writer.Line(line);
                }
            }
        }

        writer.Line();
        foreach (LaneGroup group in groups)
        {
            EmitWiden(formula, group, lane);
        }
    }

    private void EmitBehind(ReductionFormula formula, GroupSource source)
    {
        LaneGroup group = default;
        writer.Line($"TLanes {formula.Center}{group.Name} = TLanes.Load(in {formula.Center}, restLane);");
        writer.Line($"TLanes {formula.First}{group.Name} = TLanes.Zero, {formula.Second}{group.Name} = TLanes.Zero;");
        foreach (string line in formula.Lines(group.Name, group.Name, formula.Center + group.Name, source))
        {
            writer.Line(line);
        }

        EmitWiden(formula, group, "restLane");
    }

    private void EmitWiden(ReductionFormula formula, LaneGroup group, string? lane)
    {
        writer.Line($"TLanes.AddTo({formula.First}{group.Name}, ref {formula.First}s, {group.Lane(lane)});");
        writer.Line($"TLanes.AddTo({formula.Second}{group.Name}, ref {formula.Second}, {group.Lane(lane)});");
    }
}
