using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>A generated kernel of what becomes of values one by one: of sums of products as soon as they are summed, or of a whole tensor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwiseKernel
{
    /// <summary>Computes the values of some positions.</summary>
    /// <typeparam name="TLanes">The lanes that the runtime chose for the machine.</typeparam>
    /// <param name="arguments">What the kernel works on.</param>
    /// <param name="output">Where the first value is written.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="lanes">The channels of a position, side by side.</param>
    /// <param name="positions">The number of positions.</param>
    /// <param name="step">How far apart two positions are.</param>
    static abstract void Run<TLanes>(in ProductArguments arguments, nint output, nint channel, nint lanes, nint positions, nint step)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>Leaves sums as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unfinished : IElementwiseKernel
{
    /// <inheritdoc/>
    public static void Run<TLanes>(in ProductArguments arguments, nint output, nint channel, nint lanes, nint positions, nint step)
        where TLanes : struct, ILanes<TLanes, float>
    {
    }
}
