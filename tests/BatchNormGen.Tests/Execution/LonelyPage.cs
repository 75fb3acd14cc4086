using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>A page of memory between two that must not be touched.</summary>
internal sealed class LonelyPage : IDisposable
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

    /// <summary>The last numbers of the page.</summary>
    public Span<float> Last(int count) => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<float>(), Address + Length - (count * sizeof(float))), count);

    public void Dispose() => _ = Unmap(_pages, 3 * Length);

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static extern int Unmap(nint address, nint length);
}
