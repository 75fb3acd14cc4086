using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>What is pooled: maps of one sample, (Height, Width, Channels) in memory, by square windows.</summary>
/// <param name="Channels">The number of channels, which are adjacent.</param>
/// <param name="Height">The rows of the input.</param>
/// <param name="Width">The columns of the input.</param>
/// <param name="OutputHeight">The rows of the output: <c>(Height + 2 · Padding − Kernel) / Stride + 1</c>, rounded down.</param>
/// <param name="OutputWidth">The columns of the output, likewise.</param>
/// <param name="Kernel">The height and width of a window.</param>
/// <param name="Stride">The rows and columns from one window to the next.</param>
/// <param name="Padding">The rows and columns of padding on each side; fewer than <paramref name="Kernel"/>, so that every window has a value.</param>
internal readonly record struct PoolShape(int Channels, int Height, int Width, int OutputHeight, int OutputWidth, int Kernel, int Stride, int Padding)
{
    /// <summary>The values of a sample of the input.</summary>
    public nint InputLength => (nint)Height * Width * Channels;

    /// <summary>The values of a sample of the output.</summary>
    public nint OutputLength => (nint)OutputHeight * OutputWidth * Channels;

    /// <summary>The rows, or columns, of the input that lie in a window: the first, and the one behind the last.</summary>
    /// <param name="window">Which row, or column, of the output.</param>
    /// <param name="extent">The rows, or columns, of the input.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int First, int End) InWindow(int window, int extent)
    {
        int first = (window * Stride) - Padding;
        return (Math.Max(0, first), Math.Min(extent, first + Kernel));
    }

    /// <summary>The windows that a row, or column, of the input lies in: the first, and the one behind the last; none where windows leave gaps.</summary>
    /// <param name="place">Which row, or column, of the input.</param>
    /// <param name="windows">The rows, or columns, of the output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int First, int End) WindowsOver(int place, int windows)
    {
        int fromFirst = place + Padding;
        return (fromFirst < Kernel ? 0 : ((fromFirst - Kernel) / Stride) + 1, Math.Min(windows, (fromFirst / Stride) + 1));
    }
}
