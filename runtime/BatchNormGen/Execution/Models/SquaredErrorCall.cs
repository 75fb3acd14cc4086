using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>One call of the mean squared error.</summary>
internal unsafe struct SquaredErrorCall : ILaneWork
{
    /// <summary>The values whose squares are added before their sum is widened: 32 a lane.</summary>
    private const int ShortSum = 32 * AllLanes.Count;

    private float* _y;
    private float* _target;
    private float* _gradient;
    private nint _length;
    private double _sum;

    /// <summary>The loss; the gradient is written where it is not null.</summary>
    public static double Run(float* y, float* target, float* gradient, nint length)
    {
        SquaredErrorCall call = new() { _y = y, _target = target, _gradient = gradient, _length = length };
        LaneWork.For<SquaredErrorCall>(pieces: 1, threads: 1, &call);
        return call._sum / length;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ILaneWork.Run<TLanes>(void* call, nint piece)
    {
        SquaredErrorCall* batch = (SquaredErrorCall*)call;
        nint length = batch->_length, at = 0;
        TLanes scale = TLanes.Splat((float)(2.0 / length));
        double total = 0;
        while (at <= length - AllLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            for (nint end = Math.Min(length, at + ShortSum); at <= end - AllLanes.Count; at += AllLanes.Count)
            {
                sum += batch->Square<TLanes, AllLanes>(at, scale, default);
            }

            TLanes.AddSumTo(sum, ref total, 0);
        }

        if (at < length)
        {
            TLanes.AddSumTo(batch->Square<TLanes, FirstLanes>(at, scale, new((int)(length - at))), ref total, 0);
        }

        batch->_sum = total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TLanes Square<TLanes, TAccess>(nint at, TLanes scale, TAccess access)
        where TLanes : struct, ILanes<TLanes, float>
        where TAccess : struct, ILaneAccess
    {
        TLanes difference = access.Load<TLanes>(_y + at) - access.Load<TLanes>(_target + at);
        if (_gradient != null)
        {
            access.Store(difference * scale, _gradient + at);
        }

        return difference * difference;
    }
}
