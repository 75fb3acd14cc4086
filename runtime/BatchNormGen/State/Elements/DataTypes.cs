using System.Diagnostics.CodeAnalysis;

namespace BatchNormGen.State.Elements;

/// <summary>What is to be known of an element by its <see cref="DataType"/>.</summary>
internal static class DataTypes
{
    /// <summary>The data type of the .NET type <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is the type of no tensor.</exception>
    public static DataType Of<T>()
    {
        if (typeof(T) == typeof(float))
        {
            return DataType.Float32;
        }

        if (typeof(T) == typeof(double))
        {
            return DataType.Float64;
        }

        if (typeof(T) == typeof(Half))
        {
            return DataType.Float16;
        }

        if (typeof(T) == typeof(long))
        {
            return DataType.Int64;
        }

        if (typeof(T) == typeof(ulong))
        {
            return DataType.UInt64;
        }

        if (typeof(T) == typeof(int))
        {
            return DataType.Int32;
        }

        if (typeof(T) == typeof(uint))
        {
            return DataType.UInt32;
        }

        if (typeof(T) == typeof(short))
        {
            return DataType.Int16;
        }

        if (typeof(T) == typeof(ushort))
        {
            return DataType.UInt16;
        }

        if (typeof(T) == typeof(sbyte))
        {
            return DataType.Int8;
        }

        if (typeof(T) == typeof(byte))
        {
            return DataType.UInt8;
        }

        if (typeof(T) == typeof(bool))
        {
            return DataType.Bool;
        }

        return ThrowNotSupported<T>();
    }

    /// <summary>The bytes of one element of a type that is known, so not of <see cref="DataType.Other"/>.</summary>
    public static int Size(DataType type) => type switch
    {
        DataType.Bool or DataType.UInt8 or DataType.Int8 => 1,
        DataType.UInt16 or DataType.Int16 or DataType.Float16 or DataType.BFloat16 => 2,
        DataType.UInt32 or DataType.Int32 or DataType.Float32 => 4,
        DataType.UInt64 or DataType.Int64 or DataType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such data type."),
    };

    public static bool IsFloatingPoint(DataType type) =>
        type is DataType.Float16 or DataType.BFloat16 or DataType.Float32 or DataType.Float64;

    [DoesNotReturn]
    private static DataType ThrowNotSupported<T>() =>
        throw new NotSupportedException(
            $"No tensor has elements of type {typeof(T)}. The types are bool, the integers from byte to ulong, Half, float and double.");
}
