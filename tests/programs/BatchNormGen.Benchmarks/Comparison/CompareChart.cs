using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Yardsticks;
using ScottPlot;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>Bars: how fast memory is used by each contender, shape by shape.</summary>
internal static class CompareChart
{
    private const int Width = 1500;
    private const int PlotHeight = 420;

    public static void Save(OutputFolder output, IReadOnlyList<CaseResult> results)
    {
        foreach (IGrouping<int, CaseResult> threads in results.GroupBy(static result => result.Threads))
        {
            Action<Plot>[] plots =
            [
                .. from result in threads
                   group result by result.Direction into cases
                   orderby cases.Key
                   select (Action<Plot>)(plot => Draw(plot, cases.Key, [.. cases])),
            ];
            Figure.Save(output, $"compare-{threads.Key}-thread{(threads.Key == 1 ? "" : "s")}", Width, PlotHeight * plots.Length, plots);
        }
    }

    private static void Draw(Plot plot, Direction direction, IReadOnlyList<CaseResult> cases)
    {
        string[] names = [.. cases.SelectMany(static result => result.Timings.Keys).Distinct().Where(IsDrawn)];
        for (int contender = 0; contender < names.Length; contender++)
        {
            List<Bar> bars = [];
            for (int shape = 0; shape < cases.Count; shape++)
            {
                if (cases[shape].Timings.TryGetValue(names[contender], out Timing? timing))
                {
                    bars.Add(new Bar
                    {
                        Position = shape + ((contender - ((names.Length - 1) / 2.0)) * 0.8 / names.Length),
                        Value = cases[shape].LeastBytes / timing.Median,
                        Size = 0.8 / names.Length,
                        FillColor = Figure.Colors[contender % Figure.Colors.Count],
                        LineWidth = 0,
                    });
                }
            }

            plot.Add.Bars(bars).LegendText = names[contender];
        }

        Figure.Dress(plot, $"{direction}: {(direction == Direction.Backward ? "x, dy and dx" : "x and y")} in GB/s, higher is better", "", "GB/s");
        Figure.NameBars(plot, [.. cases.Select(static result => result.Shape.Name)]);
        Figure.ShowLegend(plot);
    }

    private static bool IsDrawn(string name) => name is not (
        GeneratedPeer.InPlace or GeneratedPeer.FreePositions or GeneratedPeer.AndRead or FrozenPeer.Frozen or Yardstick.Read or Yardstick.CopyAndRead);
}
