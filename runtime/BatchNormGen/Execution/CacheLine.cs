namespace BatchNormGen.Execution;

/// <summary>The 64 bytes that caches hold memory by, which is also what lanes fill.</summary>
internal static unsafe class CacheLine
{
    public const int Bytes = 64;

    /// <summary>The first place from here on where a line begins; at most <see cref="Bytes"/> − 1 bytes on.</summary>
    public static T* Align<T>(T* memory)
        where T : unmanaged => (T*)(((nuint)memory + Bytes - 1) & ~(nuint)(Bytes - 1));
}
