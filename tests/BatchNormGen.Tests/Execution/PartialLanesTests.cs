using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>The first lanes of a group, at every width: exactly these are read, kept, joined and written, and nothing beside them.</summary>
public sealed class PartialLanesTests
{
    [Fact]
    public void Lanes_of_512_bits_are_exact()
    {
        Check<Lanes512<float, CachedStores>, float>();
        Check<Lanes512<float, StreamingStores>, float>();
        Check<Lanes512<double, CachedStores>, double>();
        Check<Lanes512<double, StreamingStores>, double>();
    }

    [Fact]
    public void Lanes_of_256_bits_are_exact()
    {
        Check<Lanes256<float, CachedStores>, float>();
        Check<Lanes256<float, StreamingStores>, float>();
        Check<Lanes256<double, CachedStores>, double>();
        Check<Lanes256<double, StreamingStores>, double>();
    }

    [Fact]
    public void Lanes_of_128_bits_are_exact()
    {
        Check<Lanes128<float, CachedStores>, float>();
        Check<Lanes128<float, StreamingStores>, float>();
        Check<Lanes128<double, CachedStores>, double>();
        Check<Lanes128<double, StreamingStores>, double>();
    }

    [LinuxFact]
    public void Memory_beside_the_lanes_need_not_exist()
    {
        using var page = new LonelyPage();
        CheckEnds<Lanes512<float, CachedStores>, float>(page);
        CheckEnds<Lanes256<float, CachedStores>, float>(page);
        CheckEnds<Lanes128<float, CachedStores>, float>(page);
        CheckEnds<Lanes512<double, CachedStores>, double>(page);
        CheckEnds<Lanes256<double, CachedStores>, double>(page);
        CheckEnds<Lanes128<double, CachedStores>, double>(page);
    }

    private static void Check<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckJoin<TLanes, T>();
        CheckShortSum<TLanes, T>();
        int lanes = 64 / Unsafe.SizeOf<T>();
        for (int count = 1; count < lanes; count++)
        {
            // Among NaN: one that is read or kept spoils a lane.
            var source = new T[3 * lanes];
            Array.Fill(source, T.NaN);
            for (int i = 0; i < count; i++)
            {
                source[lanes + i] = T.CreateChecked(i + 1);
            }

            double[] expected = [.. Enumerable.Range(1, lanes).Select(i => i <= count ? i : 0.0)];
            Assert.Equal(expected, Values<TLanes, T>(TLanes.LoadFirst(in source[0], lanes, count)));
            Assert.Equal(expected, Values<TLanes, T>(TLanes.KeepFirst(TLanes.Load(in source[0], lanes), count)));

            T canary = T.CreateChecked(12345);
            var destination = new T[3 * lanes];
            Array.Fill(destination, canary);
            T[] written = [.. destination];
            source.AsSpan(lanes, count).CopyTo(written.AsSpan(lanes));
            TLanes.StoreFirst(TLanes.Load(in source[0], lanes), ref destination[0], lanes, count);
            Assert.Equal(written, destination);
        }
    }

    /// <summary>None and all of the first lanes included: where a plane ends, any number of a group's lanes may be its own.</summary>
    private static void CheckJoin<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = 64 / Unsafe.SizeOf<T>();
        T[] first = [.. Enumerable.Range(1, lanes).Select(T.CreateChecked)];
        T[] second = [.. Enumerable.Range(1, lanes).Select(static i => T.CreateChecked(-i))];
        for (int count = 0; count <= lanes; count++)
        {
            double[] expected = [.. Enumerable.Range(1, lanes).Select(i => i <= count ? i : (double)-i)];
            Assert.Equal(expected, Values<TLanes, T>(TLanes.Join(TLanes.Load(in first[0], 0), TLanes.Load(in second[0], 0), count)));

            // What is not taken does not count.
            TLanes notANumber = TLanes.Splat(T.NaN);
            Assert.Equal(count, Values<TLanes, T>(TLanes.Join(TLanes.Zero, notANumber, count)).Count(static value => value == 0));
            Assert.Equal(count, Values<TLanes, T>(TLanes.Join(notANumber, TLanes.Zero, count)).Count(double.IsNaN));
        }
    }

    /// <summary>Lanes whose sum depends on the order in which they are added, and on whether that is done in float.</summary>
    private static void CheckShortSum<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(1);
        for (int repetition = 0; repetition < 100; repetition++)
        {
            T[] values = [.. Enumerable.Range(0, 64 / Unsafe.SizeOf<T>()).Select(_ => T.CreateTruncating(Math.Exp(8 * random.NextDouble()) * (random.Next(2) - 0.5)))];
            T[] four = values;
            while (four.Length > 4)
            {
                int half = four.Length / 2;
                four = [.. Enumerable.Range(0, half).Select(i => four[i] + four[i + half])];
            }

            double[] wide = [.. four.Select(static value => double.CreateChecked(value))];
            double[] sums = [0, 1, 0];
            TLanes.AddShortSumTo(TLanes.Load(in values[0], 0), ref sums[0], 1);
            Assert.Equal([0, 1 + ((wide[0] + wide[2]) + (wide[1] + wide[3])), 0], sums);
        }
    }

    private static void CheckEnds<TLanes, T>(LonelyPage page)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = Unsafe.SizeOf<T>();
        for (int count = 1; count < 64 / size; count++)
        {
            foreach (nint address in (nint[])[page.Address, page.Address + LonelyPage.Length - (count * size)])
            {
                ref T first = ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), address);
                TLanes value = TLanes.Splat(T.CreateChecked(count));
                TLanes.StoreFirst(value, ref first, 0, count);
                Assert.Equal(Values<TLanes, T>(TLanes.KeepFirst(value, count)), Values<TLanes, T>(TLanes.LoadFirst(in first, 0, count)));
            }
        }
    }

    private static double[] Values<TLanes, T>(TLanes lanes)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        var values = new double[64 / Unsafe.SizeOf<T>()];
        TLanes.AddTo(lanes, ref values[0], 0);
        return values;
    }
}
