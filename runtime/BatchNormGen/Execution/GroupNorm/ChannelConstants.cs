using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.GroupNorm;

/// <summary>From the statistics of groups to the constants of their channels.</summary>
internal static unsafe class ChannelConstants<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>mean, scale = gamma / deviation and shift = beta − remainder · scale of each channel.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="first">The first group, of those of all samples.</param>
    /// <param name="groups">The groups, measured.</param>
    /// <param name="channels">Receives the constants.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(GroupNormCore<T> layer, nint first, in BatchCall<T> groups, in BatchCall<T> channels)
    {
        int perGroup = layer.GroupChannels;
        for (int group = 0; group < groups.Division.Features; group++)
        {
            // The parameters of a group are those of its place in a sample.
            int parameter = (int)((first + group) % layer.Settings.NumGroups) * perGroup;
            Work work = new(layer, in groups, in channels, group, group * perGroup, parameter);
            StatisticWork.Run(new StatisticRange(0, perGroup), work);
        }
    }

    private readonly struct Work : IStatisticWork
    {
        private readonly T* _gamma;
        private readonly T* _beta;
        private readonly T* _channelMean;
        private readonly T* _channelScale;
        private readonly T* _channelShift;
        private readonly double _mean;
        private readonly double _remainder;
        private readonly double _inverseDeviation;
        private readonly bool _isConstant;

        public Work(GroupNormCore<T> layer, in BatchCall<T> groups, in BatchCall<T> channels, int group, int channel, int parameter)
        {
            _gamma = layer.GammaPointer is null ? null : layer.GammaPointer + parameter;
            _beta = layer.Settings.Shift ? layer.BetaPointer + parameter : null;
            _channelMean = channels.Mean + channel;
            _channelScale = channels.Constants.Scale + channel;
            _channelShift = channels.Constants.Shift + channel;
            _mean = double.CreateTruncating(groups.Mean[group]);
            _remainder = groups.MeanRemainder[group];
            _inverseDeviation = double.CreateTruncating(groups.InverseDeviation[group]);
            _isConstant = groups.IsConstant[group] > T.Zero;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> scale = Vector512.Create(_inverseDeviation);
            if (_gamma is not null)
            {
                scale = StatisticVector.Round<T>(StatisticVector.Load(_gamma, c, count) * scale);
            }

            if (_isConstant)
            {
                // 0 · ∞ is NaN.
                scale = Vector512.AndNot(scale, Vector512.Equals(Vector512.Abs(scale), Vector512.Create(double.PositiveInfinity)));
            }

            Vector512<double> beta = _beta is null ? Vector512<double>.Zero : StatisticVector.Load(_beta, c, count);
            StatisticVector.Store(_channelMean, c, count, Vector512.Create(_mean));
            StatisticVector.Store(_channelScale, c, count, scale);
            StatisticVector.Store(_channelShift, c, count, beta - (Vector512.Create(_remainder) * scale));
        }
    }
}
