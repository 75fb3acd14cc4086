using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.CompilerServices;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>The first lanes of a group, at every width: exactly these are read, kept and written, and nothing beside them.</summary>
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

    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Pages are taken away as on Linux.";
    }

    /// <summary>A page of memory between two that must not be touched.</summary>
    private sealed class LonelyPage : IDisposable
    {
        private const int ReadWrite = 3, None = 0, PrivateAnonymous = 0x22;

        private readonly nint _pages;

        public LonelyPage()
        {
            _pages = Map(0, 3 * Length, None, PrivateAnonymous, -1, 0);
            Assert.NotEqual(-1, _pages);
            Assert.Equal(0, Protect(Address, Length, ReadWrite));
        }

        /// <summary>A multiple of the size of a page everywhere.</summary>
        public static int Length => 64 * 1024;

        public nint Address => _pages + Length;

        public void Dispose() => _ = Unmap(_pages, 3 * Length);

        [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
        private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

        [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
        private static extern int Protect(nint address, nint length, int protection);

        [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
        private static extern int Unmap(nint address, nint length);
    }
}
