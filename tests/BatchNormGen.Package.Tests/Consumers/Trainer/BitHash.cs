using System.Runtime.InteropServices;

namespace Trainer;

/// <summary>Fowler, Noll and Vo's hash (FNV-1a, 64 bits) of everything that was computed.</summary>
internal sealed class BitHash
{
    private ulong _hash = 14695981039346656037;

    public void Add<T>(ReadOnlySpan<T> values)
        where T : struct
    {
        foreach (uint word in MemoryMarshal.Cast<T, uint>(values))
        {
            _hash = (_hash ^ word) * 1099511628211;
        }
    }

    public override string ToString() => _hash.ToString("x16", null);
}
