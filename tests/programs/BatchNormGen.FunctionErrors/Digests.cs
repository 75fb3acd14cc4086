using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BatchNormGen.FunctionErrors;

/// <summary>Digests of the bits of each function's results, for comparing processors and levels of vector instructions.</summary>
public static class Digests
{
    private const int Count = 1 << 14;

    /// <summary>A line for each function, element type and width of lanes.</summary>
    public static IEnumerable<string> All()
    {
        // Odd steps, so that all exponents and both signs occur.
        float[] floats = [.. Enumerable.Range(0, Count).Select(static i => BitConverter.UInt32BitsToSingle((uint)i * 262_147))];
        double[] doubles = [.. Enumerable.Range(0, Count).Select(static i => BitConverter.UInt64BitsToDouble((ulong)i * 1_125_899_906_842_597))];
        foreach (TestedFunction function in TestedFunction.All)
        {
            foreach (int bits in (int[])[512, 256, 128])
            {
                yield return $"{function} float {bits} {Digest(bits, function.Floats, floats)}";
                yield return $"{function} double {bits} {Digest(bits, function.Doubles, doubles)}";
            }
        }
    }

    private static string Digest<T>(int bits, Evaluator<T> function, T[] z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = new T[z.Length];
        function(bits, z, y);

        // The payload of a NaN is nobody's promise.
        T[] plain = [.. y.Select(static value => T.IsNaN(value) ? T.NaN : value)];
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<T>(plain)).AsSpan(0, 8));
    }
}
