using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchNormGen.Models;

/// <summary>What losses check before they write.</summary>
internal static class LossChecks
{
    /// <exception cref="ArgumentException">A span is not as long as another.</exception>
    public static void Lengths(string loss, string parameter, string other, int expected, int length)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{loss}: expected {parameter} to have as many values as {other}, {expected}; got {length}.", parameter);
        }
    }

    /// <exception cref="ArgumentException">A gradient shares memory with an input of the same length without being the same.</exception>
    public static void Overlap(string loss, string parameter, ReadOnlySpan<float> gradient, string other, ReadOnlySpan<float> input)
    {
        if (gradient.Overlaps(input) && !Unsafe.AreSame(in MemoryMarshal.GetReference(gradient), in MemoryMarshal.GetReference(input)))
        {
            throw new ArgumentException($"{loss}: {parameter} overlaps {other}. Pass {other} itself, or memory of its own.", parameter);
        }
    }
}
