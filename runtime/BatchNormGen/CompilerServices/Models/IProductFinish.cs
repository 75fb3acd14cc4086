using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>What becomes of sums of products as soon as they are summed: generated for bias, normalization, residual and activation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProductFinish
{
    /// <summary>Finishes the sums of a tile.</summary>
    /// <typeparam name="TLanes">The lanes that the runtime chose for the machine.</typeparam>
    /// <param name="arguments">What the kernel works on.</param>
    /// <param name="output">Where the first sum lies.</param>
    /// <param name="channel">The output channel of the first sum.</param>
    /// <param name="lanes">The output channels of a position, side by side.</param>
    /// <param name="positions">The number of positions.</param>
    /// <param name="step">How far apart the sums of two positions are.</param>
    static abstract void Run<TLanes>(in ProductArguments arguments, nint output, nint channel, nint lanes, nint positions, nint step)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>Leaves sums as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unfinished : IProductFinish
{
    /// <inheritdoc/>
    public static void Run<TLanes>(in ProductArguments arguments, nint output, nint channel, nint lanes, nint positions, nint step)
        where TLanes : struct, ILanes<TLanes, float>
    {
    }
}
