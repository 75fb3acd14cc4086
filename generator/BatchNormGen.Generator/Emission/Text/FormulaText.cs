using System;
using System.Collections.Generic;
using System.Linq;
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
            yield return $"TLanes {local.Name}{group} = {Kept(local.Value)};";
        }

        foreach (LaneSum sum in formula.Sums)
        {
            yield return $"{sum.Name}{sums} += {Kept(sum.Term)};";
        }

        // Lanes that are not there must add nothing.
        string Kept(LaneExpression expression)
        {
            string value = Of(expression, group, constant, source);
            return expression.VanishesWithInputs ? value : source.Keep(value);
        }
    }

    /// <summary>The lines that map one group.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="constants">Suffix of the lanes that hold the constants.</param>
    /// <param name="source">Where the group is read and written.</param>
    public static IEnumerable<string> Lines(MapFormula formula, string constants, GroupSource source)
    {
        if (formula.Outputs.Count == 1)
        {
            return [source.Store(Value(formula.Outputs[0]), formula.Outputs[0].Name)];
        }

        // An output may be an input, in place: the values are there before the first is stored.
        return
        [
            "{",
            .. formula.Outputs.Select(output => $"    TLanes {output.Name}Value = {Value(output)};"),
            .. formula.Outputs.Select(output => $"    {source.Store(output.Name + "Value", output.Name)}"),
            "}",
        ];

        string Value(LaneOutput output) => Of(output.Value, constants, name => name + constants, source);
    }

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
