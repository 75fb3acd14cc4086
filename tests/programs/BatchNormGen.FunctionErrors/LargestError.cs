namespace BatchNormGen.FunctionErrors;

/// <summary>The largest error of a function, in units, and where it was found.</summary>
internal readonly record struct LargestError(double Units, float At, float Result, double Exact)
{
    private const int Chunk = 1 << 16;

    /// <summary>Over every so many floats, from the lowest bits to the highest, without NaN and infinities.</summary>
    public static LargestError Of(TestedFunction function, int stride)
    {
        LargestError largest = default;
        Lock update = new();
        Parallel.For(
            0,
            (1L << 32) / Chunk / stride,
            static () => (Z: new float[Chunk], Y: new float[Chunk], Largest: default(LargestError)),
            (chunk, _, local) =>
            {
                LargestError found = InChunk(function, (uint)(chunk * Chunk * stride), (uint)stride, local.Z, local.Y);
                return local with { Largest = Larger(local.Largest, found) };
            },
            local =>
            {
                lock (update)
                {
                    largest = Larger(largest, local.Largest);
                }
            });
        return largest;
    }

    /// <summary>Of equal ones that with the lower bits, so that the number of threads does not matter.</summary>
    private static LargestError Larger(LargestError one, LargestError other)
    {
        bool isEqual = one.Units == other.Units;
        bool isLower = BitConverter.SingleToUInt32Bits(other.At) < BitConverter.SingleToUInt32Bits(one.At);
        return other.Units > one.Units || (isEqual && isLower) ? other : one;
    }

    private static LargestError InChunk(TestedFunction function, uint first, uint stride, float[] z, float[] y)
    {
        for (int i = 0; i < Chunk; i++)
        {
            z[i] = BitConverter.UInt32BitsToSingle(first + ((uint)i * stride));
        }

        function.Floats(512, z, y);
        LargestError largest = default;
        for (int i = 0; i < Chunk; i++)
        {
            if (float.IsFinite(z[i]))
            {
                double exact = function.Reference(z[i]);
                double error = Math.Abs(y[i] - exact) / FunctionErrors.Units.OfFloat(function.Unit, z[i], exact);
                if (!(error <= largest.Units))
                {
                    // A NaN is as wrong as can be.
                    largest = new(double.IsNaN(error) ? double.PositiveInfinity : error, z[i], y[i], exact);
                }
            }
        }

        return largest;
    }
}
