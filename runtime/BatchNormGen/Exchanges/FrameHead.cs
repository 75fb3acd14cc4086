using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace BatchNormGen.Exchanges;

/// <summary>
/// The first 64 bytes of what each member sends: what it takes the exchange to be. All members see all heads, so that all come to the same
/// verdict on them.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = Bytes)]
internal struct FrameHead
{
    /// <summary>The length of a head.</summary>
    public const int Bytes = 64;

    private const int NameLength = 24;

    /// <summary>"BNG" and the version of the format, so that members with other versions of this library are recognized.</summary>
    private const uint Magic = 'B' | ('N' << 8) | ('G' << 16) | (1u << 24);

    private readonly uint _magic;

    /// <summary>Not zero if this member cannot take part; then its error's message is in the place of the data.</summary>
    public byte HasFailed;

    public ExchangeKind Kind;

    /// <summary>The size of the element type.</summary>
    public short ElementBytes;

    /// <summary>The number of exchanges before this one.</summary>
    public long Sequence;

    /// <summary>The number of values of a channel in this member's part. The only number that may differ.</summary>
    public long Count;

    /// <summary>The number of channels of a layer or of moments, or of the values that are summed.</summary>
    public int Channels;

    /// <summary>The bytes of this member's data, behind the head.</summary>
    public int DataLength;

    /// <summary>The how-manieth of this collective's layers it is, from 1; 0 where it is for none.</summary>
    public int LayerNumber;

    private readonly uint _nameHash;
    private readonly NameBytes _name;

    /// <summary>What a member says of its part of an exchange.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="layer">The layer's name; empty where it is for none.</param>
    /// <param name="layerNumber">The layer's number.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="elementBytes">The size of the element type.</param>
    public FrameHead(ExchangeKind kind, string layer, int layerNumber, int channels, int elementBytes)
    {
        _magic = Magic;
        Kind = kind;
        LayerNumber = layerNumber;
        Channels = channels;
        ElementBytes = (short)elementBytes;

        // The end of a name says more than its namespaces.
        _nameHash = HashOf(layer);
        ReadOnlySpan<byte> cut = layer.Length > NameLength ? "…"u8 : [];
        cut.CopyTo(_name);
        Utf8.FromUtf16(layer.AsSpan(Math.Max(0, layer.Length - NameLength + cut.Length)), ((Span<byte>)_name)[cut.Length..], out _, out _);
    }

    /// <summary>Whether it was written by this version of the library.</summary>
    public readonly bool IsOfThisVersion => _magic == Magic;

    /// <summary>Whether two members take an exchange to be the same.</summary>
    public static bool Agree(in FrameHead one, in FrameHead other)
    {
        FrameHead counted = other;
        counted.Count = one.Count;
        return BytesOf(in one).SequenceEqual(BytesOf(in counted));
    }

    /// <summary>What the member was doing, for example <c>ConvNorm.ForwardTraining</c>.</summary>
    public readonly string Operation => LayerNumber == 0 ? $"Collectives.{Kind}" : $"{Name}.{Kind}";

    /// <summary>What the member took the exchange to be, in full.</summary>
    public readonly string Description
    {
        get
        {
            string elements = ElementBytes == sizeof(float) ? "floats" : "doubles";
            string extent = Kind switch
            {
                ExchangeKind.Sum => $"{Channels} {elements}",
                ExchangeKind.MergeAll => $"{Channels} channels",
                _ => $"layer {LayerNumber}, {Channels} channels of {elements}",
            };
            return $"{Operation} ({extent}) as exchange {Sequence}";
        }
    }

    private readonly string Name => Encoding.UTF8.GetString(((ReadOnlySpan<byte>)_name).TrimEnd((byte)0));

    private static ReadOnlySpan<byte> BytesOf(in FrameHead head) => MemoryMarshal.AsBytes(new ReadOnlySpan<FrameHead>(in head));

    /// <summary>FNV-1a: the same everywhere, unlike the hash codes of strings.</summary>
    private static uint HashOf(string text)
    {
        uint hash = 2166136261;
        foreach (char next in text)
        {
            hash = (hash ^ next) * 16777619;
        }

        return hash;
    }

    [InlineArray(NameLength)]
    private struct NameBytes
    {
        private byte _first;
    }
}
