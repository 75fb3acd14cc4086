using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models.Products;

/// <summary>
/// Along one axis, every so many inputs of a convolution: those whose gradients are sums over the same taps. There are as many phases as windows are values apart.
/// </summary>
/// <param name="shape">The shape of the convolution.</param>
/// <param name="first">The number of the phase, and of its first input.</param>
internal readonly struct InputPhase(ProductShape shape, int first)
{
    /// <summary>The first tap that is the phase's; it has every so many of them.</summary>
    public int FirstTap { get; } = (first + shape.Padding) % shape.Stride;

    /// <summary>The number of its taps, which may be 0.</summary>
    public int Taps => FirstTap < shape.Kernel ? ((shape.Kernel - 1 - FirstTap) / shape.Stride) + 1 : 0;

    /// <summary>The last output that the first input is a part of, by the geometry alone: there may be none of that number.</summary>
    public int LastOutput => (first + shape.Padding - FirstTap) / shape.Stride;

    /// <summary>The inputs of the phase, of all those of an axis.</summary>
    public int Count(int inputs) => Math.Max(0, (inputs - first + shape.Stride - 1) / shape.Stride);

    /// <summary>The zeros in front of the gradients of the outputs, so that the windows of the first inputs lie within them.</summary>
    public static int ZerosBefore(ProductShape shape)
    {
        int zeros = 0;
        for (int first = 0; first < shape.Stride; first++)
        {
            InputPhase phase = new(shape, first);
            zeros = Math.Max(zeros, phase.Taps - 1 - phase.LastOutput);
        }

        return zeros;
    }

    /// <summary>The outputs, with the zeros in front of them, that the first inputs of all phases have windows in.</summary>
    public static int WindowOf(ProductShape shape)
    {
        int last = 0;
        for (int first = 0; first < shape.Stride; first++)
        {
            last = Math.Max(last, new InputPhase(shape, first).LastOutput);
        }

        return ZerosBefore(shape) + last + 1;
    }

    /// <summary>The outputs along an axis with zeros in front of them and behind.</summary>
    public static int PaddedExtent(ProductShape shape, int inputs, int outputs) =>
        Math.Max(ZerosBefore(shape) + outputs, ((inputs + shape.Stride - 1) / shape.Stride) - 1 + WindowOf(shape));
}
