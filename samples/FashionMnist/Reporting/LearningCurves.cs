using FashionMnist.Training;
using ScottPlot;
using SkiaSharp;

namespace FashionMnist.Reporting;

/// <summary>Draws loss and accuracy of the networks over the epochs.</summary>
internal static class LearningCurves
{
    private const int Width = 1200;
    private const int Height = 520;

    // The first that is there; a system's own default may have serifs.
    private static readonly string FontName =
        SKFontManager.Default.FontFamilies.Intersect(["Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Arial"]).FirstOrDefault(Fonts.Default);

    private static readonly Color[] RunColors = [Color.FromHex("#0072B2"), Color.FromHex("#D55E00")];

    /// <summary>Writes learning-curves.png and learning-curves.svg; returns their paths.</summary>
    public static IReadOnlyList<string> Save(string folder, IReadOnlyList<TrainingRun> runs)
    {
        var figure = new Multiplot();
        figure.AddPlots(2);
        figure.Layout = new ScottPlot.MultiplotLayouts.Columns();
        DrawLoss(figure.GetPlot(0), runs);
        DrawAccuracy(figure.GetPlot(1), runs);

        string png = Path.Combine(folder, "learning-curves.png");
        // Twice the pixels, so that it is sharp on every screen.
        using (var surface = SKSurface.Create(new SKImageInfo(2 * Width, 2 * Height)))
        {
            surface.Canvas.Scale(2);
            figure.Render(surface.Canvas, new PixelRect(0, Width, Height, 0));
            using SKImage image = surface.Snapshot();
            using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
            using FileStream file = File.Create(png);
            data.SaveTo(file);
        }

        string svg = Path.Combine(folder, "learning-curves.svg");
        using (FileStream file = File.Create(svg))
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), file))
        {
            figure.Render(canvas, new PixelRect(0, Width, Height, 0));
        }

        return [png, svg];
    }

    private static void DrawLoss(Plot plot, IReadOnlyList<TrainingRun> runs)
    {
        foreach ((TrainingRun run, Color color) in runs.Zip(RunColors))
        {
            AddCurve(plot, run.Name, run.Results, result => result.Loss, color, faint: false);
        }

        Dress(plot, "Training loss", "cross-entropy", runs[0].Results.Count);
        plot.Axes.SetLimitsY(0, 1.15 * runs.SelectMany(run => run.Results).Max(result => result.Loss));
    }

    private static void DrawAccuracy(Plot plot, IReadOnlyList<TrainingRun> runs)
    {
        foreach ((TrainingRun run, Color color) in runs.Zip(RunColors))
        {
            // The faint curves have no entry of their own in the legend: the title tells them apart.
            AddCurve(plot, run.Name, run.Results, result => 100 * result.TestAccuracy, color, faint: false);
            AddCurve(plot, "", run.Results, result => 100 * result.TrainAccuracy, color, faint: true);
        }

        Dress(plot, "Accuracy in testing, and in training (faint)", "images classified rightly, %", runs[0].Results.Count);
        plot.Axes.SetLimitsY(0, 100);
    }

    private static void AddCurve(
        Plot plot, string label, IReadOnlyList<EpochResult> results, Func<EpochResult, double> value, Color color, bool faint)
    {
        double[] epochs = [.. Enumerable.Range(1, results.Count).Select(epoch => (double)epoch)];
        ScottPlot.Plottables.Scatter curve = plot.Add.Scatter(epochs, results.Select(value).ToArray());
        curve.LegendText = label;
        // Not dotted: the SVG canvas cannot draw line patterns.
        curve.Color = faint ? color.WithOpacity(0.45) : color;
        curve.LineWidth = faint ? 1.5f : 2.5f;
        // Markers are in the way of a long training's line, and a single epoch has nothing else.
        bool markers = results.Count == 1 || (results.Count <= 30 && !faint);
        curve.MarkerSize = markers ? 7 : 0;
    }

    private static void Dress(Plot plot, string title, string yLabel, int epochs)
    {
        plot.Font.Set(FontName);
        plot.Title(title, size: 18);
        plot.XLabel("epoch", size: 14);
        plot.YLabel(yLabel, size: 14);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Bottom.MinorTickStyle.Length = 0; // There is nothing between two epochs.
        plot.Axes.Right.MinimumSize = 24;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Colors.Black.WithOpacity(0.08);
        plot.Legend.FontSize = 13;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom); // Inside, it would cover a curve.
        plot.Axes.SetLimitsX(1 - 0.03 * epochs, 1.03 * epochs);
    }
}
