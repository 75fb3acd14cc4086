using BatchNormGen.State.Elements;

namespace BatchNormGen.State.SafeTensors;

/// <summary>A tensor's bytes in an open file, read anew whenever they are asked for.</summary>
/// <param name="file">The file.</param>
/// <param name="begin">Where the first of them is.</param>
/// <param name="length">How many there are.</param>
internal sealed class BytesInFile(OpenedFile file, long begin, long length) : TensorBytes
{
    public override long Length => length;

    public override ReadOnlySpan<byte> Read(long offset, int length, ref byte[]? scratch)
    {
        scratch ??= GC.AllocateUninitializedArray<byte>(length);
        Span<byte> bytes = scratch.AsSpan(0, length);
        file.Read(begin + offset, bytes);
        return bytes;
    }
}
