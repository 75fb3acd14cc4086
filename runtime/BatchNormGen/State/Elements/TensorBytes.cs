namespace BatchNormGen.State.Elements;

/// <summary>The bytes of a tensor, in the order of files, wherever they are. They never change.</summary>
internal abstract class TensorBytes
{
    /// <summary>What is moved at once where not all of it can be.</summary>
    private const int BlockLength = 1 << 20;

    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Gives some of the bytes.</summary>
    /// <param name="offset">The first of them.</param>
    /// <param name="length">How many.</param>
    /// <param name="scratch">Memory that may be used for them, allocated on first use. The longest piece must be asked for first.</param>
    /// <returns>The bytes, of use until <paramref name="scratch"/> is used again.</returns>
    /// <exception cref="ObjectDisposedException">They are in a file that has been closed.</exception>
    /// <exception cref="IOException">They are in a file that cannot be read any more.</exception>
    public abstract ReadOnlySpan<byte> Read(long offset, int length, ref byte[]? scratch);

    /// <summary>Writes all of them to a stream.</summary>
    public void CopyTo(Stream stream)
    {
        byte[]? scratch = null;
        for (long offset = 0; offset < Length; offset += BlockLength)
        {
            stream.Write(Read(offset, (int)Math.Min(BlockLength, Length - offset), ref scratch));
        }
    }
}
