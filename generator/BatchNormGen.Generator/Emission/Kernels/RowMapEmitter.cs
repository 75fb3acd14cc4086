using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of row kernels that map each value.</summary>
internal sealed class RowMapEmitter(SourceWriter writer, RowPlan plan)
{
    /// <summary>The local that holds how far on lies what is read soon.</summary>
    private const string Next = "next";

    private readonly FormulaText _text = new(plan.ElementType);
    private readonly StripeWalkEmitter _walk = new(writer, plan);

    public void Emit(MapFormula formula)
    {
        RowMap map = plan.For(formula);
        if (plan.StripeRows > 1)
        {
            _walk.EmitStripeCount();
        }

        if (map.Walk == StripeWalk.InOrder)
        {
            _walk.EmitOrderedStripes(
                "0", $"{_walk.Stripes} * {_walk.Stripe}", map.StripesAbreast, map.Tiles, (stripes, lane, groups) => EmitStripes(formula, 0, stripes, lane, groups));
        }
        else
        {
            EmitInBands(formula, map);
        }

        _walk.EmitRowsBehind(source => EmitBehind(formula, source));
    }

    private void EmitInBands(MapFormula formula, RowMap map)
    {
        string band = Literal.Of(map.Band);
        writer.Line($"// {band} stripes at a time: the constants of a tile stay in registers, and the stripes in the cache.");
        using (writer.Open($"for (nint first = 0; first < {_walk.Stripes}; first += {band})"))
        {
            writer.Line($"nint band = Math.Min({band}, {_walk.Stripes} - first);");
            writer.Line();
            _walk.EmitTiles(map.Tiles, (lane, groups) => EmitBand(formula, map.KeptConstants, lane, groups));
        }
    }

    /// <summary>One tile down the stripes of a band: as many of its constants as the plan says stay in registers.</summary>
    private void EmitBand(MapFormula formula, int kept, string? lane, IReadOnlyList<LaneGroup> groups)
    {
        foreach (LaneGroup group in groups)
        {
            EmitConstants(formula.Constants.Take(kept), lane, group);
        }

        using (writer.Open($"for (nint stripe = first * {_walk.Stripe}, end = stripe + (band * {_walk.Stripe}); stripe < end; stripe += {_walk.Stripe})"))
        {
            EmitStripes(formula, kept, 1, lane, groups);
        }
    }

    private void EmitStripes(MapFormula formula, int kept, int stripes, string? lane, IReadOnlyList<LaneGroup> groups)
    {
        foreach (LaneGroup group in groups)
        {
            EmitConstants(formula.Constants.Skip(kept), lane, group);
            foreach (LaneGroup value in _walk.Abreast(group, stripes))
            {
                GroupSource source = value.SourceInStripe(lane);

                // Stripes side by side come from the caches.
                EmitLines(formula, group.Name, stripes > 1 ? source : source with { Next = Next });
            }
        }
    }

    private void EmitBehind(MapFormula formula, GroupSource source)
    {
        LaneGroup group = default;
        EmitConstants(formula.Constants, "restLane", group);
        EmitLines(formula, group.Name, source with { Next = Next });
    }

    private void EmitLines(MapFormula formula, string constants, GroupSource source)
    {
        foreach (string line in _text.Lines(formula, name => name + constants, source))
        {
            writer.Line(line);
        }
    }

    private void EmitConstants(IEnumerable<string> names, string? lane, LaneGroup group)
    {
        string constants = string.Join(", ", names.Select(name => $"{name}{group.Name} = TLanes.Load(in {name}, {group.Lane(lane)})"));
        if (constants.Length > 0)
        {
            writer.Line($"TLanes {constants};");
        }
    }
}
