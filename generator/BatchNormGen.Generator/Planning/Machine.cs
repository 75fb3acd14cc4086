using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning;

/// <summary>What plans take for granted of any machine they may run on.</summary>
internal static class Machine
{
    /// <summary>What lanes fill: a cache line, and one 512-bit vector, two of 256 bits or four of 128.</summary>
    public const int LanesBytes = 64;

    /// <summary>The smallest first-level cache, with room left for what else is in use.</summary>
    public const int FirstLevelBytes = 16 * 1024;

    /// <summary>The lanes of a group.</summary>
    public static int Lanes(ElementType type) => LanesBytes / (type == ElementType.Float ? sizeof(float) : sizeof(double));
}
