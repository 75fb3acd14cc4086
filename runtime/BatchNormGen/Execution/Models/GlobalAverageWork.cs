using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>Global average pooling: each piece is some samples.</summary>
internal readonly unsafe struct GlobalAverageForward : ILaneWork
{
    /// <summary>The positions that are added before their sum is widened: more would lose digits.</summary>
    private const int ShortSum = 32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        PoolCall* pool = (PoolCall*)call;
        nint channels = pool->Shape.Channels, positions = (nint)pool->Shape.Height * pool->Shape.Width;
        (nint sample, nint end) = pool->Pieces[piece];
        for (; sample < end; sample++)
        {
            float* x = pool->X + (sample * pool->Shape.InputLength), y = pool->Y + (sample * channels);
            nint channel = 0;
            for (; channel <= channels - AllLanes.Count; channel += AllLanes.Count)
            {
                Average<TLanes, AllLanes>(x + channel, y + channel, channels, positions, AllLanes.Count, default);
            }

            if (channel < channels)
            {
                int count = (int)(channels - channel);
                Average<TLanes, FirstLanes>(x + channel, y + channel, channels, positions, count, new(count));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Average<TLanes, TAccess>(float* x, float* y, nint channels, nint positions, int count, TAccess access)
        where TLanes : struct, ILanes<TLanes, float>
        where TAccess : struct, ILaneAccess
    {
        Unsafe.SkipInit(out Sums memory);
        double* sums = (double*)&memory;
        new Span<double>(sums, AllLanes.Count).Clear();
        for (nint position = 0; position < positions; position += ShortSum)
        {
            TLanes sum = access.Load<TLanes>(x);
            x += channels;
            for (nint left = Math.Min(ShortSum, positions - position) - 1; left > 0; left--, x += channels)
            {
                sum += access.Load<TLanes>(x);
            }

            TLanes.AddTo(sum, ref *sums, 0);
        }

        double reciprocal = 1.0 / positions;
        for (int i = 0; i < count; i++)
        {
            y[i] = (float)(sums[i] * reciprocal);
        }
    }

    [InlineArray(AllLanes.Count)]
    private struct Sums
    {
        private double _first;
    }
}

/// <summary>Its gradient: each piece is some rows of the input.</summary>
internal readonly unsafe struct GlobalAverageBackward : ILaneWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        PoolCall* pool = (PoolCall*)call;
        PoolShape shape = pool->Shape;
        nint channels = shape.Channels;
        TLanes scale = TLanes.Splat(1f / ((nint)shape.Height * shape.Width));
        (nint row, nint end) = pool->Pieces[piece];
        float* dx = pool->Dx + (row * shape.Width * channels), endOfDx = pool->Dx + (end * shape.Width * channels), endOfDy = pool->Dy + (pool->Samples * channels);
        for (; row < end; row++)
        {
            float* dy = pool->Dy + (row / shape.Height * channels);
            for (int column = 0; column < shape.Width; column++, dx += channels)
            {
                ScaledChannels.Write(dy, dx, channels, scale, endOfDy, endOfDx);
            }
        }
    }
}
