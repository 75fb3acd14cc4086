using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;
using BatchNormGen.Memory;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>The sums of each channel over rows: the gradients of a bias.</summary>
internal static unsafe class ChannelSums
{
    /// <summary>The rows that are added one after the other, in four chains; longer sums are added up from such blocks.</summary>
    private const int BlockRows = 512;

    /// <summary>Adds the sum of each column to a vector.</summary>
    public static void Add(float* rows, nint count, int channels, Span<float> sums)
    {
        fixed (float* first = sums)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Add<Lanes512<float, CachedStores>>(rows, count, channels, first);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Add<Lanes256<float, CachedStores>>(rows, count, channels, first);
            }
            else
            {
                Add<Lanes128<float, CachedStores>>(rows, count, channels, first);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TLanes>(float* rows, nint count, int channels, float* sums)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int lanes = CacheLine.Length<float>();
        for (int channel = 0; channel < channels; channel += lanes)
        {
            int width = Math.Min(lanes, channels - channel);
            TLanes total = TLanes.LoadFirst(in *sums, channel, width);
            for (nint block = 0; block < count; block += BlockRows)
            {
                nint row = block, end = Math.Min(block + BlockRows, count);
                TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
                for (; row + 4 <= end; row += 4)
                {
                    nint at = (row * channels) + channel;
                    a += TLanes.LoadFirst(in *rows, at, width);
                    b += TLanes.LoadFirst(in *rows, at + channels, width);
                    c += TLanes.LoadFirst(in *rows, at + (2 * channels), width);
                    d += TLanes.LoadFirst(in *rows, at + (3 * channels), width);
                }

                for (; row < end; row++)
                {
                    a += TLanes.LoadFirst(in *rows, (row * channels) + channel, width);
                }

                total += (a + b) + (c + d);
            }

            TLanes.StoreFirst(total, ref *sums, channel, width);
        }
    }
}
