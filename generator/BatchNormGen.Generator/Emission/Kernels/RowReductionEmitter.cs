using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of row kernels that add up each lane of a stripe.</summary>
internal sealed class RowReductionEmitter(SourceWriter writer, RowPlan plan)
{
    private readonly FormulaText _text = new(plan.ElementType);
    private readonly StripeWalkEmitter _walk = new(writer, plan);

    /// <summary>Writes a body that goes through stripes in one way.</summary>
    public void Emit(ReductionFormula formula, StripeWalk walk)
    {
        RowReduction reduction = plan.For(formula);
        string band = Literal.Of(reduction.Band);
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
                EmitInOrder(formula, reduction);
            }
            else if (walk == StripeWalk.OneTile)
            {
                EmitOneTile(formula);
            }
            else
            {
                _walk.EmitTiles(reduction.Tiles, (lane, groups) => EmitTile(formula, lane, groups));
            }
        }

        _walk.EmitRowsBehind(source => EmitBehind(formula, source));
    }

    /// <summary>A stripe as one tile, down a band: all sums in registers, and the constants from the cache.</summary>
    private void EmitOneTile(ReductionFormula formula)
    {
        writer.Line("// The sums of a lane stay in registers.");
        IReadOnlyList<LaneGroup> groups = _walk.AllGroups;
        foreach (LaneGroup group in groups)
        {
            EmitZeros(formula, group);
        }

        using (OpenBand(formula, $"first * {_walk.Stripe}"))
        {
            foreach (LaneGroup group in groups)
            {
                EmitLines(_text.Lines(formula, group.Name, group.Name, constant => Constant(formula, constant, $"TLanes.Load(in {constant}, {group.Name})"), group.Source));
            }
        }

        writer.Line();
        foreach (LaneGroup group in groups)
        {
            EmitWiden(formula, group, null);
        }
    }

    /// <summary>The stripes of a band in the order of memory; the sums of a lane lie in scratch memory meanwhile.</summary>
    private void EmitInOrder(ReductionFormula formula, RowReduction reduction)
    {
        writer.Line("// The sums of a lane wait in the cache.");
        using (writer.Open($"for (nint lane = 0; lane < {Literal.Of(formula.Sums.Count * plan.PaddedStripe)}; lane += {Literal.Of(plan.Lanes)})"))
        {
            writer.Line("TLanes.Store(TLanes.Zero, ref partials, lane);");
        }

        writer.Line();
        _walk.EmitOrderedStripes(
            $"first * {_walk.Stripe}", $"stripe + (band * {_walk.Stripe})", reduction.StripesAbreast, reduction.Tiles,
            (stripes, lane, groups) => EmitStripes(formula, stripes, lane, groups));

        writer.Line();
        using (writer.Open($"for (nint lane = 0; lane < {_walk.Stripe}; lane += {Literal.Of(plan.Lanes)})"))
        {
            for (int i = 0; i < formula.Sums.Count; i++)
            {
                string at = LaneGroup.Sum("lane", Literal.Of(i * plan.PaddedStripe));
                writer.Line($"TLanes.AddTo(TLanes.Load(in partials, {at}), ref {formula.Sums[i].Vector}, lane);");
            }
        }
    }

    private void EmitStripes(ReductionFormula formula, int stripes, string? lane, IReadOnlyList<LaneGroup> groups)
    {
        foreach (LaneGroup group in groups)
        {
            EmitConstants(formula, group, group.Lane(lane));
            writer.Line($"TLanes {string.Join(", ", formula.Sums.Select((sum, i) => $"{sum.Name}{group.Name} = TLanes.Load(in partials, {Partial(group, lane, i)})"))};");
            foreach (LaneGroup value in _walk.Abreast(group, stripes))
            {
                EmitLines(_text.Lines(formula, value.Name, group.Name, constant => constant + group.Name, value.SourceInStripe(lane)));
            }

            for (int i = 0; i < formula.Sums.Count; i++)
            {
                writer.Line($"TLanes.Store({formula.Sums[i].Name}{group.Name}, ref partials, {Partial(group, lane, i)});");
            }
        }
    }

    /// <summary>Where a sum of a group waits: the vectors of the sums lie one behind the other.</summary>
    private string Partial(LaneGroup group, string? lane, int sum) => (group with { Offset = group.Offset + (sum * plan.PaddedStripe) }).Lane(lane);

    private void EmitTile(ReductionFormula formula, string? lane, IReadOnlyList<LaneGroup> groups)
    {
        foreach (LaneGroup group in groups)
        {
            EmitConstants(formula, group, group.Lane(lane));
        }

        foreach (LaneGroup group in groups)
        {
            EmitZeros(formula, group);
        }

        string start = LaneGroup.Sum($"(first * {_walk.Stripe})", groups[0].Lane(lane));
        using (OpenBand(formula, start))
        {
            foreach (LaneGroup group in groups)
            {
                EmitLines(_text.Lines(formula, group.Name, group.Name, constant => Constant(formula, constant, constant + group.Name), group.Source));
            }
        }

        writer.Line();
        foreach (LaneGroup group in groups)
        {
            EmitWiden(formula, group, lane);
        }
    }

    /// <summary>A loop down the stripes of a band, with the constants of each, where the formula has such: a stripe is one row then.</summary>
    private SourceWriter.Block OpenBand(ReductionFormula formula, string start)
    {
        bool hasRowConstants = formula.CrossConstants.Count > 0;
        (string row, string nextRow) = hasRowConstants ? (", row = first", ", row++") : (string.Empty, string.Empty);
        SourceWriter.Block block = writer.Open(
            $"for (nint at = {start}, end = at + (band * {_walk.Stripe}){row}; at < end; at += {_walk.Stripe}{nextRow})");
        if (hasRowConstants)
        {
            writer.Line($"TLanes {string.Join(", ", formula.CrossConstants.Select(static name => $"{name}Row = TLanes.Splat(in {name}, row)"))};");
        }

        return block;
    }

    private static string Constant(ReductionFormula formula, string name, string ofLane) => formula.CrossConstants.Contains(name) ? name + "Row" : ofLane;

    private void EmitBehind(ReductionFormula formula, GroupSource source)
    {
        LaneGroup group = default;
        EmitConstants(formula, group, "restLane");
        EmitZeros(formula, group);
        EmitLines(_text.Lines(formula, group.Name, group.Name, constant => constant + group.Name, source));
        EmitWiden(formula, group, "restLane");
    }

    private void EmitConstants(ReductionFormula formula, LaneGroup group, string lane)
    {
        if (formula.Constants.Count > 0)
        {
            writer.Line($"TLanes {string.Join(", ", formula.Constants.Select(constant => $"{constant}{group.Name} = TLanes.Load(in {constant}, {lane})"))};");
        }
    }

    private void EmitZeros(ReductionFormula formula, LaneGroup group) =>
        writer.Line($"TLanes {string.Join(", ", formula.Sums.Select(sum => $"{sum.Name}{group.Name} = TLanes.Zero"))};");

    private void EmitWiden(ReductionFormula formula, LaneGroup group, string? lane)
    {
        foreach (LaneSum sum in formula.Sums)
        {
            writer.Line($"TLanes.AddTo({sum.Name}{group.Name}, ref {sum.Vector}, {group.Lane(lane)});");
        }
    }

    private void EmitLines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Line(line);
        }
    }
}
