using System.Collections.Generic;
using System.Linq;
using System;
using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Formulas as the lines of a kernel, for one group of lanes.</summary>
internal static class FormulaText
{
    /// <summary>The lines that add one group to the sums.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="group">Suffix of the group's locals.</param>
    /// <param name="sums">Suffix of the sums that it is added to.</param>
    /// <param name="constant">The lanes that hold a constant.</param>
    /// <param name="source">Where the group is read.</param>
    public static IEnumerable<string> Lines(ReductionFormula formula, string group, string sums, Func<string, string> constant, GroupSource source)
    {
        foreach (LocalExpression local in formula.Locals)
        {
            string value = Of(local.Value, group, constant, source);

            // Lanes that are not there must add nothing.
            yield return $"TLanes {local.Name}{group} = {(local.VanishesWithInputs ? value : source.Keep(value))};";
        }

        foreach (LaneSum sum in formula.Sums)
        {
            yield return $"{sum.Name}{sums} += {Of(sum.Term, group, constant, source)};";
        }
    }

    /// <summary>The lines that map one group.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="constants">Suffix of the lanes that hold the constants.</param>
    /// <param name="source">Where the group is read and written.</param>
    public static IEnumerable<string> Lines(MapFormula formula, string constants, GroupSource source) =>
        formula.Outputs.Select(output => source.Store(Of(output.Value, constants, name => name + constants, source), output.Name));

    /// <summary>An expression; every operation in parentheses, but for the outermost.</summary>
    private static string Of(LaneExpression expression, string group, Func<string, string> constant, GroupSource source)
    {
        return expression switch
        {
            InputExpression input => source.Load(input.Name),
            ConstantExpression named => constant(named.Name),
            LocalExpression local => local.Name + group,
            SumExpression sum => $"{Operand(sum.Left)} + {Operand(sum.Right)}",
            DifferenceExpression difference => $"{Operand(difference.Left)} - {Operand(difference.Right)}",
            ProductExpression product => $"{Operand(product.Left)} * {Operand(product.Right)}",
            _ => throw new NotSupportedException($"No text for {expression}."),
        };

        string Operand(LaneExpression operand)
        {
            string text = Of(operand, group, constant, source);
            return operand is SumExpression or DifferenceExpression or ProductExpression ? $"({text})" : text;
        }
    }
}

/// <summary>Where a group of lanes is read and written.</summary>
/// <param name="Offset">The offset of its first lane.</param>
/// <param name="Count">How many lanes there are; null for all of them.</param>
internal readonly record struct GroupSource(string Offset, string? Count)
{
    public string Load(string tensor) => Count is null
        ? $"TLanes.Load(in {tensor}, {Offset})"
        : $"TLanes.LoadFirst(in {tensor}, {Offset}, {Count})";

    /// <summary>A value of the group, zero in the lanes that are not there.</summary>
    public string Keep(string value) => Count is null ? value : $"TLanes.KeepFirst({value}, {Count})";

    public string Store(string value, string tensor) => Count is null
        ? $"TLanes.Store({value}, ref {tensor}, {Offset});"
        : $"TLanes.StoreFirst({value}, ref {tensor}, {Offset}, {Count});";
}
