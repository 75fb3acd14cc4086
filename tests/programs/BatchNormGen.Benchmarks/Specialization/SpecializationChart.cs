using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Reporting;
using ScottPlot;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>Bars: how many times as long a layer takes that knows its shape at run time only.</summary>
internal static class SpecializationChart
{
    private const int Width = 1500;
    private const int Height = 480;
    private const double BarWidth = 0.26;

    public static void Save(OutputFolder output, IReadOnlyList<SpecializationCase> cases) =>
        Figure.Save(output, "specialization", Width, Height, plot => Draw(plot, cases));

    private static void Draw(Plot plot, IReadOnlyList<SpecializationCase> cases)
    {
        string[] shapes = [.. cases.Select(static one => one.Shape.Name).Distinct()];
        foreach (IGrouping<Direction, SpecializationCase> direction in cases.GroupBy(static one => one.Direction))
        {
            Bar[] bars =
            [
                .. direction.Select(one => new Bar
                {
                    Position = Array.IndexOf(shapes, one.Shape.Name) + (((int)direction.Key - 1) * BarWidth),
                    Value = one.Ratio.Value,
                    Size = BarWidth,
                    FillColor = Figure.Colors[(int)direction.Key + 1],
                    LineWidth = 0,
                }),
            ];
            plot.Add.Bars(bars).LegendText = $"{direction.Key}";
        }

        plot.Add.HorizontalLine(1, width: 1, color: Colors.Black);
        Figure.Dress(plot, "Time with the shape in variables ÷ time of the generated layer, one thread", "", "times as long");
        Figure.NameBars(plot, shapes);
        plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
    }
}
