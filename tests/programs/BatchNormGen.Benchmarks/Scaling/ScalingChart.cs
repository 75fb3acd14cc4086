using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Reporting;
using ScottPlot;

namespace BatchNormGen.Benchmarks.Scaling;

/// <summary>Lines: nanoseconds an element over the bytes of a tensor, both on scales of powers.</summary>
internal static class ScalingChart
{
    private const int Width = 1500;
    private const int Height = 520;

    public static void Save(OutputFolder output, IReadOnlyList<ScalingPoint> points, int threads) => Figure.Save(
        output, $"scaling-{threads}-thread{(threads == 1 ? "" : "s")}", Width, Height * 3,
        [.. Enum.GetValues<Direction>().Select(direction => (Action<Plot>)(plot => Draw(plot, direction, points)))]);

    private static void Draw(Plot plot, Direction direction, IReadOnlyList<ScalingPoint> points)
    {
        int color = 0;
        foreach (IGrouping<string, ScalingPoint> series in points.Where(point => point.Direction == direction).GroupBy(static point => point.Series))
        {
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
                series.Select(static point => Math.Log2(point.Shape.Bytes)).ToArray(),
                series.Select(static point => Math.Log10(point.NanosecondsAnElement)).ToArray());
            line.LegendText = series.Key;
            line.LineWidth = 2;
            line.Color = Figure.Colors[color++ % Figure.Colors.Count];
        }

        Figure.Dress(plot, $"{direction}: time of an element", "bytes of a tensor", "ns");
        double[] sizes = [.. Enumerable.Range(5, 12).Select(static power => 2.0 * power)];
        plot.Axes.Bottom.SetTicks(sizes, [.. sizes.Select(static power => ByteSize.Text(1L << (int)power))]);
        double[] powers = [-2, -1, 0, 1, 2];
        plot.Axes.Left.SetTicks(powers, [.. powers.Select(static power => $"{Math.Pow(10, power):G}")]);
        Figure.ShowLegend(plot);
    }
}
