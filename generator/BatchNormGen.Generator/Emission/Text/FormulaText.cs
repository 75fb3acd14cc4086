using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Formulas as the lines of a kernel, for one group of lanes.</summary>
/// <param name="element">The type of the numbers.</param>
internal sealed class FormulaText(ElementType element)
{
    /// <summary>The lines that add one group to the sums.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="group">Suffix of the group's locals.</param>
    /// <param name="sums">Suffix of the sums that it is added to.</param>
    /// <param name="constant">The lanes that hold a constant.</param>
    /// <param name="source">Where the group is read.</param>
    public IEnumerable<string> Lines(ReductionFormula formula, string group, string sums, Func<string, string> constant, GroupSource source)
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
    /// <param name="constant">The lanes that hold a constant.</param>
    /// <param name="source">Where the group is read and written.</param>
    public IEnumerable<string> Lines(MapFormula formula, Func<string, string> constant, GroupSource source)
    {
        if (formula is { Outputs: [var only], Locals.Count: 0 })
        {
            return [source.Store(Value(only.Value), only.Name)];
        }

        // An output may be an input, in place: the values are there before the first is stored.
        return
        [
            "{",
            .. formula.Locals.Select(local => $"    TLanes {local.Name}Value = {Value(local.Value)};"),
            .. formula.Outputs.Where(static output => output.Value is not LocalExpression).Select(output => $"    TLanes {output.Name}Value = {Value(output.Value)};"),
            .. formula.Outputs.Select(output => $"    {source.Store(((output.Value as LocalExpression)?.Name ?? output.Name) + "Value", output.Name)}"),
            "}",
        ];

        string Value(LaneExpression expression) => Of(expression, "Value", constant, source);
    }

    /// <summary>An expression; every operation in parentheses, but for the outermost.</summary>
    private string Of(LaneExpression expression, string group, Func<string, string> constant, GroupSource source)
    {
        return expression switch
        {
            InputExpression input => source.Load(input.Name),
            ConstantExpression named => constant(named.Name),
            LocalExpression local => local.Name + group,
            SumExpression sum => $"{Operand(sum.Left)} + {Operand(sum.Right)}",
            DifferenceExpression difference => $"{Operand(difference.Left)} - {Operand(difference.Right)}",
            ProductExpression product => $"{Operand(product.Left)} * {Operand(product.Right)}",
            FunctionExpression function => $"LaneFunctions.{function.Function}<TLanes, {Literal.Of(element)}>({string.Join(", ", function.Arguments.Select(argument => Of(argument, group, constant, source)))})",
            LiteralExpression literal => $"TLanes.Constant({Literal.Of(literal.Value)})",
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
/// <param name="Next">How far on lies what is read soon; null if that is left to the processor.</param>
internal readonly record struct GroupSource(string Offset, string? Count, string? Next = null)
{
    public string Load(string tensor) => Count is null
        ? $"TLanes.Load(in {tensor}, {Offset}{(Next is null ? string.Empty : ", " + Next)})"
        : $"TLanes.LoadFirst(in {tensor}, {Offset}, {Count})";

    /// <summary>A value of the group, zero in the lanes that are not there.</summary>
    public string Keep(string value) => Count is null ? value : $"TLanes.KeepFirst({value}, {Count})";

    public string Store(string value, string tensor) => Count is null
        ? $"TLanes.Store({value}, ref {tensor}, {Offset});"
        : $"TLanes.StoreFirst({value}, ref {tensor}, {Offset}, {Count});";
}
