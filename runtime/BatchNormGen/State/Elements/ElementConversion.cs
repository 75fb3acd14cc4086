using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace BatchNormGen.State.Elements;

/// <summary>Converts elements from one type to another. All bytes are in the order of files.</summary>
/// <remarks>Between the types lies the widest of their kind: a double for every floating-point number, an <see cref="Int128"/> for every integer.</remarks>
internal static class ElementConversion
{
    /// <summary>Converts every element.</summary>
    /// <param name="source">Elements of type <paramref name="from"/>.</param>
    /// <param name="from">The type of <paramref name="source"/>.</param>
    /// <param name="target">Room for as many elements of type <paramref name="to"/>.</param>
    /// <param name="to">The type of <paramref name="target"/>.</param>
    /// <param name="firstIndex">The index of the first element in its tensor, for messages.</param>
    /// <exception cref="InvalidCastException">One type is <see cref="DataType.Bool"/>, the other is not.</exception>
    /// <exception cref="OverflowException">An element is not a number of an integer type <paramref name="to"/>.</exception>
    public static void Convert(ReadOnlySpan<byte> source, DataType from, Span<byte> target, DataType to, int firstIndex)
    {
        if (from == to)
        {
            source.CopyTo(target);
            return;
        }

        if (from == DataType.Bool || to == DataType.Bool)
        {
            throw new InvalidCastException(
                $"A tensor of type {from} has no {to} elements: truth values are not numbers. Read it as {from} and say what they mean.");
        }

        int sourceSize = DataTypes.Size(from);
        int targetSize = DataTypes.Size(to);
        bool fromFloatingPoint = DataTypes.IsFloatingPoint(from);
        bool toFloatingPoint = DataTypes.IsFloatingPoint(to);
        for (int i = 0; i < source.Length / sourceSize; i++)
        {
            ReadOnlySpan<byte> element = source.Slice(i * sourceSize, sourceSize);
            Span<byte> result = target.Slice(i * targetSize, targetSize);
            if (fromFloatingPoint)
            {
                double number = ReadFloatingPoint(element, from);
                if (toFloatingPoint)
                {
                    WriteFloatingPoint(result, to, number);
                }
                else if (!IsInteger(number) || !TryWriteInteger(result, to, (Int128)number))
                {
                    ThrowNotRepresentable(firstIndex + i, number, to);
                }
            }
            else
            {
                Int128 integer = ReadInteger(element, from);
                if (toFloatingPoint)
                {
                    WriteFloatingPoint(result, to, integer);
                }
                else if (!TryWriteInteger(result, to, integer))
                {
                    ThrowNotRepresentable(firstIndex + i, integer, to);
                }
            }
        }
    }

    private static double ReadFloatingPoint(ReadOnlySpan<byte> element, DataType type) => type switch
    {
        DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
        DataType.BFloat16 => Rounding.FromBFloat16(BinaryPrimitives.ReadUInt16LittleEndian(element)),
        DataType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        DataType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(element),
        _ => throw new UnreachableException(),
    };

    private static void WriteFloatingPoint(Span<byte> element, DataType type, double value)
    {
        switch (type)
        {
            case DataType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(element, (Half)value);
                break;
            case DataType.BFloat16:
                BinaryPrimitives.WriteUInt16LittleEndian(element, Rounding.ToBFloat16(value));
                break;
            case DataType.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(element, (float)value);
                break;
            case DataType.Float64:
                BinaryPrimitives.WriteDoubleLittleEndian(element, value);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteFloatingPoint(Span<byte> element, DataType type, Int128 value) =>
        WriteFloatingPoint(element, type, type == DataType.Float64 ? ToDouble(value) : Rounding.ToOddDouble(value));

    // Through the 64-bit types, whose conversions round to the nearest.
    private static double ToDouble(Int128 value) => value > long.MaxValue ? (ulong)value : (long)value;

    private static Int128 ReadInteger(ReadOnlySpan<byte> element, DataType type) => type switch
    {
        DataType.UInt8 => element[0],
        DataType.Int8 => (sbyte)element[0],
        DataType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        DataType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        DataType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
        DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        _ => throw new UnreachableException(),
    };

    private static bool TryWriteInteger(Span<byte> element, DataType type, Int128 value)
    {
        int bits = 8 * element.Length;
        bool signed = type is DataType.Int8 or DataType.Int16 or DataType.Int32 or DataType.Int64;
        Int128 smallest = signed ? -(Int128.One << (bits - 1)) : 0;
        Int128 largest = (Int128.One << (signed ? bits - 1 : bits)) - 1;
        if (value < smallest || value > largest)
        {
            return false;
        }

        // In two's complement the low bytes are the number, whether it has a sign or not.
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(wide, value);
        wide[..element.Length].CopyTo(element);
        return true;
    }

    // The bound keeps the cast to Int128 exact; every 64-bit integer is far below it.
    private static bool IsInteger(double value) => double.IsInteger(value) && Math.Abs(value) < 1e30;

    private static void ThrowNotRepresentable(int index, IFormattable value, DataType type) =>
        throw new OverflowException(
            $"Element {index}, {value.ToString(null, CultureInfo.InvariantCulture)}, is not a number of type {type}. Read the tensor with a type that holds all its values.");
}
