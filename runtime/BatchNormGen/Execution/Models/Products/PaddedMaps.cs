using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>Copies maps of one sample, channels last, to where they have zeros around them, and between their values where windows are further apart than one value.</summary>
/// <param name="Channels">The channels that are copied, side by side.</param>
/// <param name="ChannelPitch">The channels of the sample.</param>
/// <param name="Height">The rows of the sample.</param>
/// <param name="Width">The columns of the sample.</param>
/// <param name="Offset">The row and column that the first value comes to; negative if rows and columns are left out.</param>
/// <param name="Dilation">The rows and columns from one value to the next.</param>
/// <param name="PaddedWidth">The columns of the copy.</param>
internal readonly unsafe record struct PaddedMaps(int Channels, int ChannelPitch, int Height, int Width, int Offset, int Dilation, int PaddedWidth)
{
    /// <summary>Writes some rows of the copy.</summary>
    /// <param name="source">The first of the channels of the first position.</param>
    /// <param name="padded">Where row 0 of the copy lies.</param>
    /// <param name="firstRow">The first row that is written.</param>
    /// <param name="endRow">The row behind the last one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(float* source, float* padded, int firstRow, int endRow)
    {
        nint pitch = (nint)PaddedWidth * Channels;
        for (int row = firstRow; row < endRow; row++)
        {
            float* target = padded + (row * pitch);
            int from = row - Offset;
            if (from < 0 || from % Dilation != 0 || from / Dilation >= Height)
            {
                new Span<float>(target, (int)pitch).Clear();
            }
            else
            {
                CopyRow(source + ((nint)(from / Dilation) * Width * ChannelPitch), target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRow(float* source, float* target)
    {
        // The first column that is not left out, and how many fit.
        int first = Offset >= 0 ? 0 : (-Offset + Dilation - 1) / Dilation;
        int place = Offset + (first * Dilation);
        int count = Math.Min(Width - first, place >= PaddedWidth ? 0 : ((PaddedWidth - 1 - place) / Dilation) + 1);
        if (Dilation == 1 && Channels == ChannelPitch && count > 0)
        {
            new Span<float>(target, place * Channels).Clear();
            new ReadOnlySpan<float>(source + (first * Channels), count * Channels).CopyTo(new(target + (place * Channels), count * Channels));
            new Span<float>(target + ((place + count) * Channels), (PaddedWidth - place - count) * Channels).Clear();
            return;
        }

        new Span<float>(target, PaddedWidth * Channels).Clear();
        for (int column = 0; column < count; column++)
        {
            new ReadOnlySpan<float>(source + ((nint)(first + column) * ChannelPitch), Channels)
                .CopyTo(new(target + ((nint)(place + (column * Dilation)) * Channels), Channels));
        }
    }
}
