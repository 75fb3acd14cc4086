using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.Elements;

namespace BatchNormGen;

/// <summary>A tensor of a <see cref="StateDictionary"/>: elements of one type in row-major order, with their shape. It never changes.</summary>
public sealed class StateTensor
{
    private readonly byte[] _data;
    private readonly ReadOnlyCollection<long> _shape;

    // Both arrays are handed over: nobody else writes to them afterwards.
    internal StateTensor(DataType dataType, long[] shape, byte[] data)
    {
        DataType = dataType;
        _shape = Array.AsReadOnly(shape);
        _data = data;
    }

    /// <summary>The type of the elements.</summary>
    public DataType DataType { get; }

    /// <summary>The extents, the outermost first; none for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The elements in row-major order, the least significant byte first.</summary>
    internal ReadOnlySpan<byte> Data => _data;

    /// <summary>Makes a tensor of the type <typeparamref name="T"/>, with a copy of the values.</summary>
    /// <typeparam name="T">
    /// <see cref="bool"/>, an integer from <see cref="byte"/> to <see cref="ulong"/>, <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.
    /// For <see cref="DataType.BFloat16"/>, <see cref="ConvertTo"/> follows.
    /// </typeparam>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">
    /// The extents, the outermost first. Without any, one value is a scalar (shape <c>[]</c>), and any other number of them a vector (shape <c>[n]</c>).
    /// A vector of one value is <c>Create(values, 1)</c>.
    /// </param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The shape has a negative extent, or another number of elements than there are values; or the values take more bytes than an array can have.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of the types above.</exception>
    public static StateTensor Create<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
    {
        DataType dataType = ElementType.Of<T>();
        long[] extents = shape.IsEmpty && values.Length != 1 ? [values.Length] : shape.ToArray();
        if (shape.ContainsAnyInRange(long.MinValue, -1))
        {
            throw new ArgumentException($"A shape has no negative extents, got {ElementShape.Describe(shape)}.", nameof(shape));
        }

        if (!ElementShape.TryCount(extents, out long count) || count != values.Length)
        {
            throw new ArgumentException(
                $"The shape {ElementShape.Describe(extents)} does not have as many elements as there are values: {values.Length}. The product of the extents must be that number.",
                nameof(shape));
        }

        byte[] data = new byte[ByteLength(values.Length, dataType, nameof(values))];
        Bytes(ref MemoryMarshal.GetReference(values), values.Length).CopyTo(data);
        ByteOrder.Exchange(data, Unsafe.SizeOf<T>());
        if (dataType == DataType.Bool)
        {
            TruthValues.Normalize(data);
        }

        return new StateTensor(dataType, extents, data);
    }

    /// <summary>Copies the elements into an array, in row-major order, converted if <typeparamref name="T"/> is not their type.</summary>
    /// <remarks>
    /// Numbers to <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>: exact wherever the type has the number, otherwise rounded once to the nearest, ties to
    /// even, as a cast of C# does; so a number too large becomes an infinity. Numbers to integers: the same number, never rounded or wrapped.
    /// Truth values convert to nothing else and nothing else to them.
    /// </remarks>
    /// <typeparam name="T">
    /// <see cref="bool"/>, an integer from <see cref="byte"/> to <see cref="ulong"/>, <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.
    /// A <see cref="DataType.BFloat16"/> tensor is read exactly as <see cref="float"/>.
    /// </typeparam>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidCastException">The tensor has truth values and <typeparamref name="T"/> is a number, or the other way round.</exception>
    /// <exception cref="OverflowException"><typeparamref name="T"/> is an integer, and an element has a fraction, is outside its range, or is not finite.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of the types above.</exception>
    public T[] ToArray<T>()
    {
        DataType target = ElementType.Of<T>();
        int sourceSize = ElementType.Size(DataType);
        var values = new T[_data.Length / sourceSize];

        // In blocks, since a span of bytes may not reach over all of an array of wider elements.
        const int BlockLength = 1 << 20;
        for (int first = 0; first < values.Length; first += BlockLength)
        {
            Span<T> block = values.AsSpan(first, Math.Min(BlockLength, values.Length - first));
            Span<byte> bytes = Bytes(ref block[0], block.Length);
            ElementConversion.Convert(_data.AsSpan(first * sourceSize, block.Length * sourceSize), DataType, bytes, target, first);
            ByteOrder.Exchange(bytes, Unsafe.SizeOf<T>());
            if (target == DataType.Bool)
            {
                TruthValues.Normalize(bytes);
            }
        }

        return values;
    }

    /// <summary>The same tensor with elements of another type, converted by the rules of <see cref="ToArray{T}"/>.</summary>
    /// <param name="dataType">The type to convert to.</param>
    /// <returns>A new tensor of the same shape, or this one if it has that type.</returns>
    /// <exception cref="InvalidCastException">The tensor has truth values and <paramref name="dataType"/> is a number, or the other way round.</exception>
    /// <exception cref="OverflowException"><paramref name="dataType"/> is an integer, and an element has a fraction, is outside its range, or is not finite.</exception>
    /// <exception cref="ArgumentException">There is no such data type, or the elements would take more bytes than an array can have.</exception>
    public StateTensor ConvertTo(DataType dataType)
    {
        if (dataType == DataType)
        {
            return this;
        }

        if (!Enum.IsDefined(dataType))
        {
            throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "There is no such data type.");
        }

        byte[] data = new byte[ByteLength(_data.Length / ElementType.Size(DataType), dataType, nameof(dataType))];
        ElementConversion.Convert(_data, DataType, data, dataType, firstIndex: 0);
        return new StateTensor(dataType, [.. _shape], data);
    }

    /// <summary>The type and the shape, for example <c>Float32 [64]</c>.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"{DataType} {ElementShape.Describe([.. _shape])}";

    private static int ByteLength(int count, DataType dataType, string parameter)
    {
        long length = (long)count * ElementType.Size(dataType);
        return length <= Array.MaxLength
            ? (int)length
            : throw new ArgumentException(
                $"{count} elements of type {dataType} take {length} bytes; a tensor has at most {Array.MaxLength}.",
                parameter);
    }

    // ElementType.Of has made sure that T is a number or a truth value, whose bytes may be copied.
    private static Span<byte> Bytes<T>(ref T first, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref first), count * Unsafe.SizeOf<T>());
}
