using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>A computation in three phases: reduce each channel's chunks, finish each channel, map all values.</summary>
internal unsafe interface IPhases<T>
    where T : unmanaged
{
    /// <summary>Reduces one chunk of some channels.</summary>
    static abstract void Reduce<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Merges the chunks of some channels, and computes the constants of the map.</summary>
    static abstract void Finish(Pass<T>* pass, ChannelRange channels);

    /// <summary>Maps some units of some channels.</summary>
    /// <typeparam name="TLanes">The lanes.</typeparam>
    /// <typeparam name="TResult">The lanes that write the result: the same, or streaming.</typeparam>
    static abstract void Map<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>;
}
