using System.Diagnostics;

namespace BatchNormGen.State.SafeTensors;

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
        ("F4", DataType.Other),
        ("F6_E2M3", DataType.Other),
        ("F6_E3M2", DataType.Other),
        ("U8", DataType.UInt8),
        ("I8", DataType.Int8),
        ("F8_E5M2", DataType.Other),
        ("F8_E4M3", DataType.Other),
        ("F8_E8M0", DataType.Other),
        ("F8_E4M3FNUZ", DataType.Other),
        ("F8_E5M2FNUZ", DataType.Other),
        ("I16", DataType.Int16),
        ("U16", DataType.UInt16),
        ("F16", DataType.Float16),
        ("BF16", DataType.BFloat16),
        ("I32", DataType.Int32),
        ("U32", DataType.UInt32),
        ("F32", DataType.Float32),
        ("C64", DataType.Other),
        ("F64", DataType.Float64),
        ("I64", DataType.Int64),
        ("U64", DataType.UInt64),
    ];

    /// <summary>The name in a header of a type that is not <see cref="DataType.Other"/>.</summary>
    public static string NameOf(DataType type)
    {
        Debug.Assert(type != DataType.Other, "It stands for many names.");
        return Types[Array.FindIndex(Types, entry => entry.Type == type)].Name;
    }

    /// <summary>The type of a name in a header; <see cref="DataType.Other"/> for every name that no element here has.</summary>
    public static DataType TypeOf(string name)
    {
        int index = Array.FindIndex(Types, entry => entry.Name == name);
        return index < 0 ? DataType.Other : Types[index].Type;
    }

    /// <summary>The place of a type in the order of files; a greater one comes first. Types that nobody knows come last: their alignment is not known either.</summary>
    public static int RankOf(string name) => Array.FindIndex(Types, entry => entry.Name == name);

    /// <summary>Whether a text can be the name of a type, known or not: up to 32 visible ASCII characters.</summary>
    public static bool IsTypeName(string text) => text.Length is > 0 and <= 32 && text.All(static character => character is > ' ' and <= '~');
}
