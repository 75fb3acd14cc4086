using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>How a group of lanes is read and written: whole, or its first lanes only.</summary>
internal unsafe interface ILaneAccess
{
    TLanes Load<TLanes>(float* source)
        where TLanes : struct, ILanes<TLanes, float>;

    void Store<TLanes>(TLanes value, float* destination)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>All lanes.</summary>
internal readonly unsafe struct AllLanes : ILaneAccess
{
    /// <summary>The number of lanes of a group.</summary>
    public const int Count = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load<TLanes>(float* source)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Load(in *source, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes>(TLanes value, float* destination)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Store(value, ref *destination, 0);
}

/// <summary>The first lanes, and no number more; the others are read as zeros.</summary>
/// <param name="count">How many, fewer than all.</param>
internal readonly unsafe struct FirstLanes(int count) : ILaneAccess
{
    private readonly int _count = count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load<TLanes>(float* source)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.LoadFirst(in *source, 0, _count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes>(TLanes value, float* destination)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.StoreFirst(value, ref *destination, 0, _count);
}
