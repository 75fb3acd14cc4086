namespace BatchNormGen.State.Elements;

/// <summary>A tensor's bytes in an array, which nobody writes to any more.</summary>
internal sealed class BytesInMemory(byte[] bytes) : TensorBytes
{
    public override long Length => bytes.Length;

    public override ReadOnlySpan<byte> Read(long offset, int length, ref byte[]? scratch) => bytes.AsSpan((int)offset, length);
}
