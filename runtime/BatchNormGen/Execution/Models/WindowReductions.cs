using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>What becomes of the values of a window, channel by channel. They come row by row.</summary>
internal interface IWindowReduction
{
    /// <summary>Takes one more value to those before.</summary>
    static abstract TLanes Join<TLanes>(TLanes before, TLanes value)
        where TLanes : struct, ILanes<TLanes, float>;

    /// <summary>The result.</summary>
    /// <param name="joined">All values of the window.</param>
    /// <param name="reciprocal">1 / the number of values.</param>
    static abstract TLanes Finish<TLanes>(TLanes joined, float reciprocal)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>The largest value; a NaN where there is one, as in PyTorch.</summary>
internal readonly struct Largest : IWindowReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Join<TLanes>(TLanes before, TLanes value)
        where TLanes : struct, ILanes<TLanes, float>
    {
        // The value where it is larger or a NaN; but what is a NaN already stays one.
        TLanes larger = TLanes.SelectLessOrEqual(value, before, before, value);
        return TLanes.SelectLessOrEqual(before, before, larger, before);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Finish<TLanes>(TLanes joined, float reciprocal)
        where TLanes : struct, ILanes<TLanes, float> => joined;
}

/// <summary>The mean: the sum in the order in which the values come, times the reciprocal of their number.</summary>
internal readonly struct Mean : IWindowReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Join<TLanes>(TLanes before, TLanes value)
        where TLanes : struct, ILanes<TLanes, float> => before + value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Finish<TLanes>(TLanes joined, float reciprocal)
        where TLanes : struct, ILanes<TLanes, float> => joined * TLanes.Splat(reciprocal);
}
