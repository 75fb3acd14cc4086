using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BatchNormGen.BitIdentity;

/// <summary>Bits of many values, boiled down to one number: the first eight bytes of their SHA-256.</summary>
internal sealed class Bits
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static ulong Digest(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(bytes));

    public void Add<TValue>(ReadOnlySpan<TValue> values)
        where TValue : unmanaged =>
        _hash.AppendData(MemoryMarshal.AsBytes(values));

    /// <summary>The digest of all that was added.</summary>
    public ulong Digest() => BinaryPrimitives.ReadUInt64BigEndian(_hash.GetHashAndReset());
}
