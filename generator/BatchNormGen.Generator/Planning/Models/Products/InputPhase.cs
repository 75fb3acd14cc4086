using System;
using System.Collections.Generic;
using System.Linq;

namespace BatchNormGen.Generator.Planning.Models.Products;

/// <summary>
/// Along one axis, every so many inputs of a convolution: those whose gradients are sums over the same taps. Where windows are one value apart there is one phase, and all taps are
/// its; where they are further apart, each phase has some of them, or none.
/// </summary>
/// <param name="First">The first input.</param>
/// <param name="Taps">The number of taps.</param>
/// <param name="LastOutput">The last output that the first input is a part of, by the geometry alone: there may be none of that number.</param>
internal readonly record struct InputPhase(int First, int Taps, int LastOutput)
{
    /// <summary>The phases of an axis, as many as the stride.</summary>
    public static IReadOnlyList<InputPhase> Of(int kernel, int stride, int padding) => [.. Enumerable.Range(0, stride).Select(first => Of(first, kernel, stride, padding))];

    /// <summary>The inputs of the phase, of all those of an axis.</summary>
    public int Count(int inputs, int stride) => Math.Max(0, (inputs - First + stride - 1) / stride);

    private static InputPhase Of(int first, int kernel, int stride, int padding)
    {
        int tap = (first + padding) % stride;
        return new(first, tap < kernel ? ((kernel - 1 - tap) / stride) + 1 : 0, (first + padding - tap) / stride);
    }
}
