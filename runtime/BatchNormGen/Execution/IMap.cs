using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>A computation of one value for each value, divided into units that may be done in any order.</summary>
internal interface IMap<T>
    where T : unmanaged
{
    nint Units { get; }

    /// <summary>Whether the result is written past the caches.</summary>
    bool Streams { get; }

    /// <summary>Maps some units.</summary>
    /// <typeparam name="TLanes">The lanes.</typeparam>
    /// <typeparam name="TResult">The lanes that write the result: the same, or streaming.</typeparam>
    void Map<TLanes, TResult>(nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>;
}
