using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>What a reduction adds up, with d = x − center.</summary>
internal interface IReductionFormula
{
    static abstract TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at)
        where TLanes : struct, ILanes<TLanes, float>;

    /// <summary>The same for a group that is not full.</summary>
    static abstract TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at, int count)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>Σd and Σd².</summary>
internal readonly struct MomentsFormula : IReductionFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at)
        where TLanes : struct, ILanes<TLanes, float> => d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at, int count)
        where TLanes : struct, ILanes<TLanes, float> => d;
}

/// <summary>Σdy and Σdy · d.</summary>
internal readonly struct GradientSumsFormula : IReductionFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Load(in dy, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at, int count)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.LoadFirst(in dy, at, count);
}
