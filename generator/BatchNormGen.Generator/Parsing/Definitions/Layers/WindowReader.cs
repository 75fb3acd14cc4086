using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Reads what convolutions and pooling have in common: a window that goes along rows and columns.</summary>
internal static class WindowReader
{
    public const string Kernel = "kernel";
    public const string Stride = "stride";
    public const string Padding = "padding";

    /// <summary>Checks that the window fits the input, and that it reads all of it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="channels">The channels of the output.</param>
    /// <param name="kernel">The window's height and width; null where it is unknown, as the others.</param>
    /// <param name="stride">The rows or columns from one place to the next.</param>
    /// <param name="padding">The rows or columns that are added on each side.</param>
    /// <param name="mostPadding">The most that may be.</param>
    /// <param name="create">Makes the operation.</param>
    public static LayerReading Read(
        LayerCall call, int? channels, int? kernel, int? stride, int? padding, int mostPadding, Func<Window, Operation?> create)
    {
        if ((kernel, stride, padding) is not ({ } size, { } step, { } border))
        {
            return new(null, PartialShape.Maps(channels, null, null));
        }

        Window window = new(size, step, border);
        bool fits = CheckFit(call, window, mostPadding);
        if (fits)
        {
            CheckUnread(call, window, mostPadding);
        }

        PartialShape output = PartialShape.Maps(channels, Extent(call.Shape.Height), Extent(call.Shape.Width));
        return new(fits ? create(window) : null, output);

        int? Extent(int? extent) => extent is { } known && window.Places(known) is > 0 and var places ? (int)places : null;
    }

    private static bool CheckFit(LayerCall call, Window window, int mostPadding)
    {
        (string Name, int Extent)[] tooSmall = [.. Axes(call).Where(axis => window.Places(axis.Extent) < 1)];
        if (tooSmall.Length == 0)
        {
            return true;
        }

        int smallest = tooSmall.Min(static axis => axis.Extent);
        string extents = string.Join(" and ", tooSmall.Select(static axis => $"{NumberText.Of(axis.Extent)} {axis.Name}"));
        string padded = window.Padding == 0 ? string.Empty
            : $", {string.Join(" and ", tooSmall.Select(axis => NumberText.Of(axis.Extent + (2L * window.Padding))))} with padding {NumberText.Of(window.Padding)} on each side";
        int needed = (window.Kernel - smallest + 1) / 2;
        string advice = $"choose a kernel of at most {NumberText.Of(smallest + (2L * window.Padding))}"
            + (needed <= mostPadding ? $", or padding: {NumberText.Of(needed)}" : string.Empty);
        call.Report(
            ModelDiagnostics.KernelDoesNotFit, call.LocationOf(Kernel),
            call.DisplayName, NumberText.Of(window.Kernel), TextOf(call.Shape), extents + padded, advice);
        return false;
    }

    /// <summary>Where a stride is larger than the kernel, the model skips rows on purpose; otherwise rows at the end are left by accident.</summary>
    private static void CheckUnread(LayerCall call, Window window, int mostPadding)
    {
        if (window.Kernel < window.Stride || call.Shape.Whole is not { } shape)
        {
            return;
        }

        string[] unread = [.. Unread(window.Unread(shape.Height), "row"), .. Unread(window.Unread(shape.Width), "column")];
        if (unread.Length > 0)
        {
            call.Report(
                ModelDiagnostics.RowsUnread, call.LocationOf(call.IsGiven(Stride) ? Stride : Kernel),
                call.DisplayName, NumberText.Of(window.Kernel), NumberText.Of(window.Stride), string.Join(" and the last ", unread), shape.ToString(),
                AdviceFor(window, shape, mostPadding));
        }
    }

    private static string AdviceFor(Window window, FlowShape shape, int mostPadding)
    {
        bool ReadsAll(Window other) => other.Unread(shape.Height) == 0 && other.Unread(shape.Width) == 0;

        Window padded = window with { Padding = window.Padding + 1 };
        Window larger = window with { Kernel = window.Kernel + (int)Math.Max(window.Unread(shape.Height), window.Unread(shape.Width)) };
        return padded.Padding <= mostPadding && ReadsAll(padded) ? $"padding: {NumberText.Of(padded.Padding)} would read all"
            : ReadsAll(larger) ? $"a kernel of {NumberText.Of(larger.Kernel)} would read all"
            : "choose another kernel, stride or padding";
    }

    private static IEnumerable<string> Unread(long count, string what) => count switch
    {
        0 => [],
        1 => [what],
        _ => [$"{NumberText.Of(count)} {what}s"],
    };

    private static IEnumerable<(string Name, int Extent)> Axes(LayerCall call)
    {
        if (call.Shape.Height is { } height)
        {
            yield return ("high", height);
        }

        if (call.Shape.Width is { } width)
        {
            yield return ("wide", width);
        }
    }

    /// <summary>A shape of which some extents may be unknown.</summary>
    private static string TextOf(PartialShape shape) =>
        $"({string.Join(", ", new[] { shape.Channels, shape.Height, shape.Width }.Select(static extent => extent is { } known ? NumberText.Of(known) : "?"))})";
}
