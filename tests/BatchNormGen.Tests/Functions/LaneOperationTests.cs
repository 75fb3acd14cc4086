using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;
using Xunit;

namespace BatchNormGen.Tests.Functions;

/// <summary>What functions are made of, at every width.</summary>
public sealed class LaneOperationTests
{
    [Fact]
    public void Lanes_of_512_bits_are_exact()
    {
        Check<Lanes512<float, CachedStores>, float>(-126, 127);
        Check<Lanes512<double, CachedStores>, double>(-1022, 1023);
    }

    [Fact]
    public void Lanes_of_256_bits_are_exact()
    {
        Check<Lanes256<float, CachedStores>, float>(-126, 127);
        Check<Lanes256<double, CachedStores>, double>(-1022, 1023);
    }

    [Fact]
    public void Lanes_of_128_bits_are_exact()
    {
        Check<Lanes128<float, CachedStores>, float>(-126, 127);
        Check<Lanes128<double, CachedStores>, double>(-1022, 1023);
    }

    private static void Check<TLanes, T>(int lowest, int highest)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckArithmetic<TLanes, T>();
        CheckSelection<TLanes, T>();
        CheckPowers<TLanes, T>(lowest, highest);
    }

    private static void CheckArithmetic<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(1);
        for (int repetition = 0; repetition < 1000; repetition++)
        {
            T[] left = Random<T>(random), right = Random<T>(random);
            T constant = T.CreateTruncating(random.NextDouble() - 0.5);
            (TLanes l, TLanes r) = (TLanes.Load(in left[0], 0), TLanes.Load(in right[0], 0));
            Assert.Equal(left.Zip(right, static (a, b) => a / b), Values<TLanes, T>(l / r));
            Assert.Equal(left.Zip(right, (a, b) => (a * b) + constant), Values<TLanes, T>(TLanes.MultiplyThenAdd(l, r, double.CreateChecked(constant))));
            Assert.Equal(left.Select(T.Abs), Values<TLanes, T>(TLanes.Abs(l)));
            Assert.Equal(left.Zip(right, T.CopySign), Values<TLanes, T>(TLanes.CopySign(l, r)));
            Assert.Equal(left.Zip(right, static (a, b) => a <= b ? b : a), Values<TLanes, T>(TLanes.SelectLessOrEqual(l, r, r, l)));
        }

        // Fused, the rounding of the square would be left.
        T third = T.One / T.CreateChecked(3);
        Assert.Equal(T.Zero, First<TLanes, T>(TLanes.MultiplyThenAdd(TLanes.Splat(third), TLanes.Splat(third), -double.CreateChecked(third * third))));
        Assert.Equal(T.CreateTruncating(0.1), First<TLanes, T>(TLanes.Constant(0.1)));
        Assert.Equal(T.Epsilon, First<TLanes, T>(TLanes.Constant(double.CreateChecked(T.Epsilon))));
    }

    private static void CheckSelection<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] order = [T.NegativeInfinity, -T.CreateChecked(1e30), -T.One, -T.Epsilon, T.NegativeZero, T.Zero, T.Epsilon, T.One, T.CreateChecked(1e30), T.PositiveInfinity, T.NaN];
        foreach (T left in order)
        {
            foreach (T right in order)
            {
                TLanes selected = TLanes.SelectLessOrEqual(TLanes.Splat(left), TLanes.Splat(right), TLanes.Splat(T.One), TLanes.Splat(T.NaN));
                Assert.Equal(left <= right ? T.One : T.NaN, First<TLanes, T>(selected));
            }

            Assert.Equal(T.IsNegative(left), T.IsNegative(First<TLanes, T>(TLanes.CopySign(TLanes.Splat(T.One), TLanes.Splat(left)))));
            Assert.False(T.IsNegative(First<TLanes, T>(TLanes.Abs(TLanes.Splat(left)))));
        }
    }

    private static void CheckPowers<TLanes, T>(int lowest, int highest)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int exponent = lowest; exponent <= highest; exponent++)
        {
            T expected = T.ScaleB(T.One, exponent);
            Assert.Equal(expected, First<TLanes, T>(TLanes.PowerOfTwo(TLanes.Splat(T.CreateChecked(exponent)), 0)));
            Assert.Equal(expected, First<TLanes, T>(TLanes.PowerOfTwo(TLanes.Splat(T.CreateChecked(exponent - 64)), 64)));
        }

        Assert.Equal(T.Zero, First<TLanes, T>(TLanes.PowerOfTwo(TLanes.Splat(T.CreateChecked(lowest - 1)), 0)));
    }

    private static T[] Random<T>(Random random)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, 64 / Unsafe.SizeOf<T>()).Select(_ => T.CreateTruncating(Math.Exp(20 * (random.NextDouble() - 0.5)) * (random.Next(2) - 0.5)))];

    private static T First<TLanes, T>(TLanes lanes)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => Assert.Single(Values<TLanes, T>(lanes).Distinct());

    private static T[] Values<TLanes, T>(TLanes lanes)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        var values = new T[64 / Unsafe.SizeOf<T>()];
        TLanes.Store(lanes, ref values[0], 0);
        return values;
    }
}
