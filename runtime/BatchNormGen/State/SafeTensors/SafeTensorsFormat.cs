using System.Diagnostics;

namespace BatchNormGen.SafeTensors;

/// <summary>
/// The constants of the safetensors format: 8 bytes with the header's length, the header, and the data. The header is one JSON object of
/// <c>"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}</c>, its offsets counted from the end of the header.
/// </summary>
/// <remarks>The specification is in the README of huggingface/safetensors; where it is silent, that repository's implementation is followed.</remarks>
internal static class SafeTensorsFormat
{
    /// <summary>The bytes of the header's length, an unsigned integer with the least significant byte first.</summary>
    public const int LengthBytes = 8;

    /// <summary>The longest header. The bound keeps a hostile file from costing more than it weighs.</summary>
    public const int MaxHeaderLength = 100_000_000;

    /// <summary>Data begin at a multiple of this in a file that is written here, so that a mapped file has every element aligned.</summary>
    public const int Alignment = 8;

    /// <summary>The key of the header that is no tensor.</summary>
    public const string Metadata = "__metadata__";

    public const string ElementType = "dtype";
    public const string Shape = "shape";
    public const string DataOffsets = "data_offsets";

    // In the order in which the reference implementation writes tensors, the other way round: alignment grows.
    private static readonly (string Name, DataType Type)[] Types =
    [
        ("BOOL", DataType.Bool),
        ("U8", DataType.UInt8),
        ("I8", DataType.Int8),
        ("I16", DataType.Int16),
        ("U16", DataType.UInt16),
        ("F16", DataType.Float16),
        ("BF16", DataType.BFloat16),
        ("I32", DataType.Int32),
        ("U32", DataType.UInt32),
        ("F32", DataType.Float32),
        ("F64", DataType.Float64),
        ("I64", DataType.Int64),
        ("U64", DataType.UInt64),
    ];

    private static readonly string[] UnsupportedTypes =
        ["F4", "F6_E2M3", "F6_E3M2", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "C64"];

    /// <summary>The names of all types that can be read.</summary>
    public static string TypeNames { get; } = string.Join(", ", Types.Select(type => type.Name));

    /// <summary>The type's name in a header.</summary>
    public static string NameOf(DataType type) => Types[RankOf(type)].Name;

    /// <summary>The type's place in the order of files; a greater one comes first.</summary>
    public static int RankOf(DataType type)
    {
        int rank = Array.FindIndex(Types, entry => entry.Type == type);
        Debug.Assert(rank >= 0, "Every data type has a name.");
        return rank;
    }

    public static bool TryGetType(string name, out DataType type)
    {
        int rank = Array.FindIndex(Types, entry => entry.Name == name);
        type = rank < 0 ? default : Types[rank].Type;
        return rank >= 0;
    }

    /// <summary>Whether the format has a type of this name, for which there is no <see cref="DataType"/>.</summary>
    public static bool IsUnsupportedType(string name) => UnsupportedTypes.Contains(name);
}
