using System.Text;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.ColdStart;

/// <summary>The results as tables.</summary>
internal sealed class ColdStartReport(IReadOnlyList<ColdStartResult> results, int processes)
{
    public string Markdown()
    {
        var table = new MarkdownTable("program", "first prediction after", "goal", "", "folder", "goal", "");
        foreach (ColdStartResult result in results)
        {
            table.Add(
                result.Program.Name,
                $"**{Duration.Text(result.Timing.Median)}** [{Duration.Text(result.Timing.Low)}–{Duration.Text(result.Timing.High)}]",
                result.Program.MostMilliseconds is { } time ? $"≤ {time} ms" : "–",
                Mark(result.IsFast),
                $"{result.Bytes / 1e6:F1} MB",
                result.Program.MostBytes is { } bytes ? $"≤ {bytes / 1e6:0.#} MB" : "–",
                Mark(result.IsSmall));
        }

        return Heading.Of("Cold start")
            + "From asking the system for a process until it says that it has read LeNet's weights and predicted one image. "
            + $"Medians of {processes} processes of each program, which take turns; in brackets the 10th and 90th percentile. The folder has all but the shared runtime of .NET, which NativeAOT does without.\n\n{table}";
    }

    public string Csv()
    {
        var text = new StringBuilder("program,median_ns,p10_ns,p90_ns,bytes\n");
        foreach (ColdStartResult result in results)
        {
            text.Append($"\"{result.Program.Name}\",{result.Timing.Median:F0},{result.Timing.Low:F0},{result.Timing.High:F0},{result.Bytes}\n");
        }

        return text.ToString();
    }

    private static string Mark(bool? isMet) => isMet switch
    {
        null => "",
        true => "met",
        false => "**missed**",
    };
}
