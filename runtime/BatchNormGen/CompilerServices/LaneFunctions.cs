using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace BatchNormGen.CompilerServices;

/// <summary>The functions of <see cref="Activation"/> over lanes, and the products of their derivatives with a gradient.</summary>
/// <remarks>
/// <para>
/// z is the value that a function is applied to, dy the gradient of its result. A NaN z gives a NaN. At a kink, and where z is a NaN or infinite,
/// results are those of libtorch; but the derivatives of silu and gelu at ±∞ are their limits, 0 and 1, where libtorch's are NaN.
/// </para>
/// <para>
/// Errors are in units in the last place (ulp) of the exact result, denormal ones included. docs/numerics.md tells the largest
/// that were found. The bits are the same for every type of lanes.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LaneFunctions
{
    /// <summary>max(z, 0), exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Relu<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => TLanes.SelectLessOrEqual(z, TLanes.Zero, TLanes.Zero, z);

    /// <summary>0 up to z = 0, dy beyond and where z is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ReluGradient<TLanes, T>(TLanes dy, TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => TLanes.SelectLessOrEqual(z, TLanes.Zero, TLanes.Zero, dy);

    /// <summary>min(max(z, 0), 6), exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Relu6<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes six = TLanes.Constant(6);
        return TLanes.SelectLessOrEqual(six, z, six, Relu<TLanes, T>(z));
    }

    /// <summary>dy between 0 and 6 and where z is a NaN, 0 elsewhere, at 0 and 6 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Relu6Gradient<TLanes, T>(TLanes dy, TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged =>
        TLanes.SelectLessOrEqual(TLanes.Constant(6), z, TLanes.Zero, ReluGradient<TLanes, T>(dy, z));

    /// <summary>z beyond 0, slope · z elsewhere, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LeakyRelu<TLanes, T>(TLanes z, TLanes slope)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => TLanes.SelectLessOrEqual(z, TLanes.Zero, z * slope, z);

    /// <summary>dy beyond z = 0; slope · dy elsewhere, at 0 and where z is a NaN too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LeakyReluGradient<TLanes, T>(TLanes dy, TLanes z, TLanes slope)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        // "At least the smallest positive number" is "greater than 0", and like it false for a NaN.
        TLanes smallest = TLanes.Constant(typeof(T) == typeof(float) ? float.Epsilon : double.Epsilon);
        return TLanes.SelectLessOrEqual(smallest, z, dy, dy * slope);
    }

    /// <summary>z · min(max(z + 3, 0), 6) / 6, within 2 ulp. At −∞ a NaN, as −∞ · 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes HardSwish<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => z * (Relu6<TLanes, T>(z + TLanes.Constant(3)) / TLanes.Constant(6));

    /// <summary>0 up to z = −3, dy from 3 on, dy · (z / 3 + 1/2) between, with a derivative within 4 ulp of 1 and of itself where it is larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes HardSwishGradient<TLanes, T>(TLanes dy, TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes between = dy * TLanes.MultiplyThenAdd(z, TLanes.Constant(1.0 / 3), 0.5);
        TLanes fromLower = TLanes.SelectLessOrEqual(z, TLanes.Constant(-3), TLanes.Zero, between);
        return TLanes.SelectLessOrEqual(TLanes.Constant(3), z, dy, fromLower);
    }
}
