using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchNormGen.Execution.Optimizers;

/// <summary>How an optimizer changes values, each by itself: additions, products, quotients and square roots, correctly rounded and never fused, so that the vectors' width changes no bit.</summary>
internal interface IUpdate
{
    /// <param name="value">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="first">What the optimizer keeps of it.</param>
    /// <param name="second">What it keeps besides.</param>
    void Run(ref Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
}

/// <summary>Runs updates over parameters.</summary>
internal static class Update
{
    /// <param name="update">The update.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="first">What the optimizer keeps of each value; as many, or none.</param>
    /// <param name="second">What it keeps besides; as many, or none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TUpdate>(TUpdate update, Parameter<float> parameter, float[] first, float[] second)
        where TUpdate : struct, IUpdate
    {
        Span<float> values = parameter.Value;
        ReadOnlySpan<float> gradients = parameter.Gradient;
        Span<Vector<float>> value = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> gradient = MemoryMarshal.Cast<float, Vector<float>>(gradients)[..value.Length];
        Span<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(first.AsSpan()), b = MemoryMarshal.Cast<float, Vector<float>>(second.AsSpan());
        Vector<float> unusedFirst = default, unusedSecond = default;
        for (int i = 0; i < value.Length; i++)
        {
            update.Run(ref value[i], gradient[i], ref a.IsEmpty ? ref unusedFirst : ref a[i], ref b.IsEmpty ? ref unusedSecond : ref b[i]);
        }

        int done = value.Length * Vector<float>.Count;
        if (done < values.Length)
        {
            // The rest, as a vector whose other values are of no use.
            Vector<float> lastValue = First(values[done..]), lastFirst = First(From(first, done)), lastSecond = First(From(second, done));
            update.Run(ref lastValue, First(gradients[done..]), ref lastFirst, ref lastSecond);
            Write(lastValue, values[done..]);
            Write(lastFirst, From(first, done));
            Write(lastSecond, From(second, done));
        }
    }

    private static Span<float> From(float[] moments, int done) => moments.Length == 0 ? [] : moments.AsSpan(done);

    private static Vector<float> First(ReadOnlySpan<float> values)
    {
        Vector<float> vector = Vector<float>.Zero;
        values.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<float>, float>(ref vector), Vector<float>.Count));
        return vector;
    }

    private static void Write(Vector<float> vector, Span<float> values) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<float>, float>(ref vector), values.Length).CopyTo(values);
}
