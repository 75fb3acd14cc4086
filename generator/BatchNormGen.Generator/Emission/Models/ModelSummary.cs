using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>A model as a table: a line for each layer with the shape of its output, its parameters and its multiplications.</summary>
internal static class ModelSummary
{
    public static string Of(ModelGraph graph)
    {
        List<string[]> rows = [["layer", "output", "parameters", "multiply-adds"]];
        rows.AddRange(graph.Nodes.Select(static node => (string[])[node.DisplayName, node.Shape.ToString(), Number(node.ParameterCount), Number(node.MultiplyAdds)]));
        rows.Add(["total", string.Empty, Number(graph.ParameterCount), Number(graph.MultiplyAdds)]);
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        return string.Join("\n", rows.Select(row => $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}".TrimEnd()));
    }

    /// <summary>A number, its digits in groups of three.</summary>
    private static string Number(long number)
    {
        string digits = Literal.Of(number);
        for (int comma = digits.Length - 3; comma > 0; comma -= 3)
        {
            digits = digits.Insert(comma, ",");
        }

        return digits;
    }
}
