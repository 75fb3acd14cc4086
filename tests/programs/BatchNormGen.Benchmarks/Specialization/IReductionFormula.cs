using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>What a reduction adds up, with d = x − center.</summary>
internal interface IReductionFormula
{
    /// <summary>The stripes that are worked on side by side where tensors come from the caches: four, or two of two tensors.</summary>
    static abstract int Abreast { get; }

    static abstract TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at)
        where TLanes : struct, ILanes<TLanes, float>;

    /// <summary>The same for a group that is not full.</summary>
    static abstract TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at, int count)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>Σd and Σd².</summary>
internal readonly struct MomentsFormula : IReductionFormula
{
    public static int Abreast => 4;

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
    public static int Abreast => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Load(in dy, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term<TLanes>(TLanes d, ref readonly float dy, nint at, int count)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.LoadFirst(in dy, at, count);
}
