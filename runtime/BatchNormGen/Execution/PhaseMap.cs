using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>The last phase of a computation, over some of its channels.</summary>
internal readonly unsafe struct PhaseMap<T, TTraversal, TPhases>(Pass<T>* pass, ChannelRange channels) : IMap<T>
    where T : unmanaged
    where TTraversal : struct, ITraversal<T>
    where TPhases : struct, IPhases<T>
{
    public nint Units => TTraversal.Units(pass->Samples, pass->Positions, channels);

    public bool Streams => pass->Streams;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Map<TLanes, TResult>(nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => TPhases.Map<TLanes, TResult>(pass, channels, first, end);
}
