using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.State.Elements;
using BatchNormGen.State.SafeTensors;

namespace BatchNormGen;

/// <summary>A tensor of a <see cref="StateDictionary"/>: elements of one type in row-major order, with their shape. It never changes.</summary>
/// <remarks>
/// The elements of a tensor that comes from <see cref="StateDictionary.Open"/> stay in the file and are read whenever they are asked for, until the dictionary is
/// disposed. They may then take more bytes than an array.
/// </remarks>
public sealed class StateTensor
{
    /// <summary>The elements that are converted at once: a span of bytes may not reach over all of an array of wider elements.</summary>
    private const int BlockLength = 1 << 17;

    private readonly ReadOnlyCollection<long> _shape;

    // Shape and bytes are handed over: nobody else writes to them afterwards.
    internal StateTensor(string typeName, long[] shape, TensorBytes bytes)
    {
        TypeName = typeName;
        DataType = SafeTensorsFormat.TypeOf(typeName);
        _shape = Array.AsReadOnly(shape);
        Bytes = bytes;
    }

    private StateTensor(DataType dataType, long[] shape, byte[] data)
        : this(SafeTensorsFormat.NameOf(dataType), shape, new BytesInMemory(data))
    {
    }

    /// <summary>The type of the elements; <see cref="DataType.Other"/> for one that only <see cref="TypeName"/> says.</summary>
    public DataType DataType { get; }

    /// <summary>The type's name in a file: <c>F32</c>, <c>BF16</c>, <c>F8_E4M3</c>.</summary>
    public string TypeName { get; }

    /// <summary>The extents, the outermost first; none for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The elements in row-major order, the least significant byte first.</summary>
    internal TensorBytes Bytes { get; }

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
        DataType dataType = DataTypes.Of<T>();
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
        BytesOf(ref MemoryMarshal.GetReference(values), values.Length).CopyTo(data);
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
    /// <exception cref="InvalidCastException">
    /// The tensor has truth values and <typeparamref name="T"/> is a number, or the other way round; or its type is <see cref="DataType.Other"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The tensor has more elements than an array can have.</exception>
    /// <exception cref="OverflowException"><typeparamref name="T"/> is an integer, and an element has a fraction, is outside its range, or is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The tensor is in a file whose dictionary has been disposed.</exception>
    /// <exception cref="IOException">The tensor is in a file that cannot be read any more.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of the types above.</exception>
    public T[] ToArray<T>()
    {
        DataType target = DataTypes.Of<T>();
        long count = Count();
        if (count > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"A tensor {this} cannot be read into an array: it has {count} elements, and an array at most {Array.MaxLength}.");
        }

        var values = new T[count];
        byte[]? scratch = null;
        for (int first = 0; first < values.Length; first += BlockLength)
        {
            Span<T> block = values.AsSpan(first, Math.Min(BlockLength, values.Length - first));
            Span<byte> bytes = BytesOf(ref block[0], block.Length);
            Convert(first, block.Length, bytes, target, ref scratch);
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
    /// <exception cref="InvalidCastException">
    /// The tensor has truth values and <paramref name="dataType"/> is a number, or the other way round; or its type is <see cref="DataType.Other"/>.
    /// </exception>
    /// <exception cref="OverflowException"><paramref name="dataType"/> is an integer, and an element has a fraction, is outside its range, or is not finite.</exception>
    /// <exception cref="ArgumentException">There is no such data type, it is <see cref="DataType.Other"/>, or the elements would take more bytes than an array can have.</exception>
    /// <exception cref="ObjectDisposedException">The tensor is in a file whose dictionary has been disposed.</exception>
    /// <exception cref="IOException">The tensor is in a file that cannot be read any more.</exception>
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

        if (dataType == DataType.Other)
        {
            throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "It stands for types whose elements are not known here, so nothing can be converted to it.");
        }

        byte[] data = new byte[ByteLength(Count(), dataType, nameof(dataType))];
        int size = DataTypes.Size(dataType);
        byte[]? scratch = null;
        for (int first = 0; first < data.Length / size; first += BlockLength)
        {
            int count = Math.Min(BlockLength, (data.Length / size) - first);
            Convert(first, count, data.AsSpan(first * size, count * size), dataType, ref scratch);
        }

        return new StateTensor(dataType, [.. _shape], data);
    }

    /// <summary>The type and the shape, for example <c>Float32 [64]</c> or, of a type that is not known here, <c>F8_E4M3 [64]</c>.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"{(DataType == DataType.Other ? TypeName : DataType.ToString())} {ElementShape.Describe([.. _shape])}";

    /// <summary>The number of elements.</summary>
    /// <exception cref="InvalidCastException">It does not follow from the bytes.</exception>
    private long Count() => DataType != DataType.Other
        ? Bytes.Length / DataTypes.Size(DataType)
        : throw new InvalidCastException(
            $"A tensor {this} cannot be read as numbers: the type {TypeName} is not known here. It is only kept, and saved again as it is; convert it before it is saved, with the program that wrote it.");

    private void Convert(int first, int count, Span<byte> target, DataType to, ref byte[]? scratch)
    {
        long size = DataTypes.Size(DataType);
        ElementConversion.Convert(Bytes.Read(first * size, (int)(count * size), ref scratch), DataType, target, to, first);
    }

    private static int ByteLength(long count, DataType dataType, string parameter)
    {
        int size = DataTypes.Size(dataType);
        return count <= Array.MaxLength / size
            ? (int)count * size
            : throw new ArgumentException($"{count} elements of type {dataType} take more than the {Array.MaxLength} bytes that a tensor in memory can have.", parameter);
    }

    // DataTypes.Of has made sure that T is a number or a truth value, whose bytes may be copied.
    private static Span<byte> BytesOf<T>(ref T first, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref first), count * Unsafe.SizeOf<T>());
}
