namespace BatchNormGen.State.Elements;

/// <summary>The bytes of truth values.</summary>
internal static class TruthValues
{
    /// <summary>Makes every byte 0 or 1. A file may hold others, of which .NET's <see cref="bool"/> would be neither equal to true nor to false.</summary>
    public static void Normalize(Span<byte> values)
    {
        foreach (ref byte value in values)
        {
            value = (byte)(value == 0 ? 0 : 1);
        }
    }
}
