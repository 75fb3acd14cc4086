using System.Text;

namespace BatchNormGen.Benchmarks.Reporting;

/// <summary>A table whose first column is text and whose others are numbers.</summary>
internal sealed class MarkdownTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params IEnumerable<string> cells) => _rows.Add([.. cells]);

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, columns);
        Line(text, columns.Select(static (_, index) => index == 0 ? "---" : "---:"));
        foreach (string[] row in _rows)
        {
            Line(text, row);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
