using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>The gradient through the batch's own statistics (Ioffe and Szegedy, 2015): sum, finish, apply.</summary>
/// <remarks>
/// With d = x − mean and v = 1/√(variance + epsilon): dbeta = Σdy, dgamma = v Σ(dy·d), and
/// dx = gamma·v·(dy − Σdy/n − d·v²·Σ(dy·d)/n).
/// </remarks>
internal readonly unsafe struct GradientPhases<T, TTraversal> : IPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    public static void Reduce<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.SumGradients<TLanes>(pass, channels, chunk);

    /// <remarks>A method of its own, so that the JIT inlines every operation on vectors, those included that it makes of narrower ones.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Finish(Pass<T>* pass, ChannelRange channels)
    {
        ParameterGradients.Add(pass, channels);
        ChannelWork.Run(channels, new Constants(pass));
        TTraversal.SpreadConstants(pass);
    }

    public static void Map<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => TTraversal.ApplyGradients<TLanes, TResult>(pass, channels, first, end);

    private readonly struct Constants(Pass<T>* pass) : IChannelWork
    {
        private readonly double _count = pass->Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Vector512<double> values = Vector512.Create(_count);
            Vector512<double> remainder = ChannelVector.Load(pass->MeanRemainder, c, count);
            Vector512<double> inverseDeviation = ChannelVector.Load(pass->InverseDeviation, c, count);
            Vector512<double> meanGradient = ChannelVector.Load(pass->GradientSums, c, count) / values;
            Vector512<double> slope = inverseDeviation * inverseDeviation * (ChannelVector.Load(pass->GradientProducts, c, count) / values);

            // x − mean is computed as x less the rounded mean; the remainder of it moves into the offset.
            ChannelVector.Store(pass->Slope, c, count, slope);
            ChannelVector.Store(pass->GradientOffset, c, count, meanGradient - (slope * remainder));
            ChannelVector.Store(
                pass->Scale, c, count, pass->Gamma is null ? inverseDeviation : ChannelVector.Load(pass->Gamma, c, count) * inverseDeviation);
        }
    }
}

/// <summary>The gradient with the statistics held constant: dx = dy · gamma · v.</summary>
internal readonly unsafe struct FrozenGradientPhases<T, TTraversal> : IPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    public static void Reduce<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.SumGradients<TLanes>(pass, channels, chunk);

    public static void Finish(Pass<T>* pass, ChannelRange channels)
    {
        ParameterGradients.Add(pass, channels);

        // The sums were about the moving mean; the map is (dy − 0) · scale + 0.
        new Span<T>(pass->Mean + channels.First, channels.Count).Clear();
        TTraversal.SpreadConstants(pass);
    }

    public static void Map<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => TTraversal.Apply<TLanes, TResult>(pass, pass->Dy, channels, first, end);
}
