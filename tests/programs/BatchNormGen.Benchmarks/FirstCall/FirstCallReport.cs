using System.Text;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>The results as tables.</summary>
internal sealed class FirstCallReport(IReadOnlyList<FirstCallResult> results, int processes)
{
    public static string Line(FirstCallResult result) =>
        $"{Name(result),-16} {result.Direction,-9} {string.Join("  ", result.Spans.Append(result.Steady).Select(static span => $"{Duration.Text(span.Median),8}"))}  "
        + $"from the second on up to {result.Slowness:F1} × steady";

    public string Summary()
    {
        FirstCallResult[] further = [.. results.Where(static result => result.IsFirstFast is not null)];
        return $"From the second call on within 2 × steady: {results.Count(static result => result.IsSteadyFromSecond)} of {results.Count}; "
            + $"first call of a further layer type within 10 ms: {further.Count(static result => result.IsFirstFast == true)} of {further.Length}.";
    }

    public string Markdown()
    {
        var text = new StringBuilder(Heading.Of("First calls"));
        text.Append(
            $"{Summary()}\n\nThe JIT's work included: one thread, medians of {processes} processes, each of which calls the layers from top to bottom, a hundred times each. "
            + "The first call includes the construction of the layer; calls in a span are averaged; *steady* is after all is compiled. A further layer type is one of whose kind another was called before.\n");
        foreach (IGrouping<Direction, FirstCallResult> direction in results.GroupBy(static result => result.Direction))
        {
            var table = new MarkdownTable(["layer", .. CallSpan.All.Select(static span => $"{span}"), "steady", "slowest from call 2 ÷ steady", "≤ 2", "first ≤ 10 ms"]);
            foreach (FirstCallResult result in direction)
            {
                table.Add(
                [
                    Name(result), .. result.Spans.Append(result.Steady).Select(static span => Duration.Text(span.Median)),
                    $"{result.Slowness:F1}", Mark(result.IsSteadyFromSecond), result.IsFirstFast is { } isFast ? Mark(isFast) : "–",
                ]);
            }

            text.Append($"\n## {direction.Key}\n\n{table}");
        }

        return text.ToString();
    }

    public string Csv()
    {
        var text = new StringBuilder("layer,direction,further,calls,median_ns,least_ns,most_ns\n");
        foreach (FirstCallResult result in results)
        {
            foreach (Timing span in result.Spans.Append(result.Steady))
            {
                text.Append($"{Name(result)},{result.Direction},{result.Case.IsFurther},{span.Name},{span.Median:F0},{span.Rounds.Min():F0},{span.Rounds.Max():F0}\n");
            }
        }

        return text.ToString();
    }

    private static string Name(FirstCallResult result) => $"{result.Case.Shape}{(result.Case.Shape.Layout == TensorLayout.ChannelsLast ? " last" : "")}";

    private static string Mark(bool isMet) => isMet ? "met" : "**missed**";
}
