using ScottPlot;
using SkiaSharp;

namespace BatchNormGen.Benchmarks.Reporting;

/// <summary>Charts, as PNG and SVG.</summary>
internal static class Figure
{
    // The first that is there; a system's own default may have serifs.
    private static readonly string FontName =
        SKFontManager.Default.FontFamilies.Intersect(["Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Arial"]).FirstOrDefault(Fonts.Default);

    /// <summary>Colors that are told apart without seeing all of them: the palette of Okabe and Ito.</summary>
    public static IReadOnlyList<Color> Colors { get; } =
        [.. new[] { "#000000", "#0072B2", "#D55E00", "#56B4E9", "#009E73", "#E69F00", "#CC79A7", "#999999" }.Select(Color.FromHex)];

    /// <summary>Writes plots one below the other.</summary>
    public static void Save(OutputFolder output, string name, int width, int height, params IReadOnlyList<Action<Plot>> plots)
    {
        var figure = new Multiplot();
        figure.AddPlots(plots.Count);
        for (int i = 0; i < plots.Count; i++)
        {
            plots[i](figure.GetPlot(i));
        }

        figure.Layout = new ScottPlot.MultiplotLayouts.Rows();
        string png = output.File($"{name}.png");
        // Twice the pixels, so that it is sharp on every screen.
        using (var surface = SKSurface.Create(new SKImageInfo(2 * width, 2 * height)))
        {
            surface.Canvas.Scale(2);
            figure.Render(surface.Canvas, new PixelRect(0, width, height, 0));
            using SKImage image = surface.Snapshot();
            using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
            using FileStream file = File.Create(png);
            data.SaveTo(file);
        }

        string svg = output.File($"{name}.svg");
        using (FileStream file = File.Create(svg))
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), file))
        {
            figure.Render(canvas, new PixelRect(0, width, height, 0));
        }

        Console.WriteLine($"Wrote {png} and {svg}");
    }

    /// <summary>Names below bars, in two lines where they are long.</summary>
    public static void NameBars(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, names.Count).Select(static index => (double)index)], [.. names.Select(InTwoLines)]);
        plot.Axes.Margins(bottom: 0);
    }

    public static void Dress(Plot plot, string title, string xLabel, string yLabel)
    {
        plot.Font.Set(FontName);
        plot.Title(title, size: 16);
        plot.XLabel(xLabel, size: 13);
        plot.YLabel(yLabel, size: 13);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = ScottPlot.Colors.Black.WithOpacity(0.08);
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = ScottPlot.Colors.Transparent;
    }

    /// <summary>Below the plot: inside, it would cover something.</summary>
    public static void ShowLegend(Plot plot)
    {
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
    }

    private static string InTwoLines(string name)
    {
        const int Longest = 9;
        int middle = name.Length / 2;
        int at = Enumerable.Range(0, name.Length).Where(index => name[index] == '×').DefaultIfEmpty(0).MinBy(index => Math.Abs(index - middle));
        return name.Length > Longest && at > 0 ? name.Insert(at, "\n") : name;
    }
}
