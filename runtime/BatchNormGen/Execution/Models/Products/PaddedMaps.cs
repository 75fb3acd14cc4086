using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>Copies maps of one sample, channels last, to where they have zeros around them.</summary>
/// <param name="Channels">The channels that are copied, side by side.</param>
/// <param name="ChannelPitch">The channels of the sample.</param>
/// <param name="Height">The rows of the sample.</param>
/// <param name="Width">The columns of the sample.</param>
/// <param name="Offset">The row and column that the first value comes to.</param>
/// <param name="PaddedWidth">The columns of the copy.</param>
internal readonly unsafe record struct PaddedMaps(int Channels, int ChannelPitch, int Height, int Width, int Offset, int PaddedWidth)
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
            if (from < 0 || from >= Height)
            {
                new Span<float>(target, (int)pitch).Clear();
            }
            else
            {
                CopyRow(source + ((nint)from * Width * ChannelPitch), target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRow(float* source, float* target)
    {
        int before = Offset * Channels, length = Width * Channels;
        new Span<float>(target, before).Clear();
        new Span<float>(target + before + length, (PaddedWidth * Channels) - before - length).Clear();
        target += before;
        if (Channels == ChannelPitch)
        {
            new ReadOnlySpan<float>(source, length).CopyTo(new(target, length));
            return;
        }

        for (int column = 0; column < Width; column++)
        {
            new ReadOnlySpan<float>(source + ((nint)column * ChannelPitch), Channels).CopyTo(new(target + ((nint)column * Channels), Channels));
        }
    }
}
