using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.Memory;

/// <summary>Cache sizes as x86 processors tell them.</summary>
/// <remarks>
/// CPUID leaf 4 (Intel SDM, volume 2A) and its twin, leaf 8000001Dh (AMD APM, volume 3), list the caches one by one, in the same form.
/// </remarks>
internal static class ProcessorCaches
{
    private const int IntelLeaf = 4;
    private const int AmdLeaf = unchecked((int)0x8000001D);
    private const int HighestExtendedLeaf = unchecked((int)0x80000000);

    /// <summary>No processor has more; a hypervisor that never ends the list must not hang us.</summary>
    private const int MaxCaches = 16;

    /// <summary>The sizes; zeros where the processor does not tell.</summary>
    public static CacheSizes Read()
    {
        if (!X86Base.IsSupported)
        {
            return default;
        }

        CacheSizes sizes = X86Base.CpuId(0, 0).Eax >= IntelLeaf ? Read(IntelLeaf) : default;
        if (sizes == default && (uint)X86Base.CpuId(HighestExtendedLeaf, 0).Eax >= unchecked((uint)AmdLeaf))
        {
            sizes = Read(AmdLeaf);
        }

        return sizes;
    }

    private static CacheSizes Read(int leaf)
    {
        CacheSizes sizes = default;
        for (int cache = 0; cache < MaxCaches; cache++)
        {
            (int eax, int ebx, int ecx, _) = X86Base.CpuId(leaf, cache);
            const int None = 0, Instructions = 2;
            int type = eax & 0x1F;
            if (type == None)
            {
                break;
            }

            if (type == Instructions)
            {
                continue;
            }

            int level = (eax >> 5) & 0x7;
            long ways = ((uint)ebx >> 22) + 1L, partitions = ((ebx >> 12) & 0x3FF) + 1L, line = (ebx & 0xFFF) + 1L, sets = (uint)ecx + 1L;
            sizes = SystemCaches.With(sizes, level, ways * partitions * line * sets);
        }

        return sizes;
    }
}
