using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BatchNormGen.State.Elements;

/// <summary>Tensors are kept in the byte order of files, the least significant byte first; arrays are in the machine's.</summary>
internal static class ByteOrder
{
    /// <summary>Turns elements from the machine's order into that of files, or back.</summary>
    public static void Exchange(Span<byte> elements, int elementSize)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Reverse(elements, elementSize);
        }
    }

    /// <summary>Reverses the bytes of every element.</summary>
    public static void Reverse(Span<byte> elements, int elementSize)
    {
        switch (elementSize)
        {
            case 2:
                Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(elements);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                Span<uint> ints = MemoryMarshal.Cast<byte, uint>(elements);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                Span<ulong> longs = MemoryMarshal.Cast<byte, ulong>(elements);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
