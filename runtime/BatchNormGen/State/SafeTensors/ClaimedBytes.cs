namespace BatchNormGen.State.SafeTensors;

/// <summary>Reads as many bytes as a file claims to have, without believing it: memory grows with what has arrived.</summary>
internal static class ClaimedBytes
{
    private const int FirstPiece = 1 << 16;

    /// <summary>Reads bytes.</summary>
    /// <param name="stream">Where they come from.</param>
    /// <param name="length">The number claimed.</param>
    /// <param name="known">Whether the stream is known to have as many.</param>
    /// <param name="read">The number that there were: less than <paramref name="length"/> if the stream ended.</param>
    /// <returns>The bytes; of use only if all were read.</returns>
    public static byte[] Read(Stream stream, int length, bool known, out int read)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(known ? length : Math.Min(length, FirstPiece));
        read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        while (read == bytes.Length && read < length)
        {
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
        }

        return bytes;
    }
}
