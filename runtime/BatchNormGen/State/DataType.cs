namespace BatchNormGen;

/// <summary>The type of a <see cref="StateTensor"/>'s elements. Each is followed by its name in a safetensors file.</summary>
public enum DataType
{
    /// <summary>One byte: zero is false, anything else true (<c>BOOL</c>).</summary>
    Bool,

    /// <summary><see cref="byte"/> (<c>U8</c>).</summary>
    UInt8,

    /// <summary><see cref="sbyte"/> (<c>I8</c>).</summary>
    Int8,

    /// <summary><see cref="ushort"/> (<c>U16</c>).</summary>
    UInt16,

    /// <summary><see cref="short"/> (<c>I16</c>).</summary>
    Int16,

    /// <summary><see cref="Half"/>: 5 bits of exponent, 10 of fraction (<c>F16</c>).</summary>
    Float16,

    /// <summary>The upper half of a <see cref="float"/>: 8 bits of exponent, 7 of fraction (<c>BF16</c>).</summary>
    BFloat16,

    /// <summary><see cref="uint"/> (<c>U32</c>).</summary>
    UInt32,

    /// <summary><see cref="int"/> (<c>I32</c>).</summary>
    Int32,

    /// <summary><see cref="float"/> (<c>F32</c>).</summary>
    Float32,

    /// <summary><see cref="ulong"/> (<c>U64</c>).</summary>
    UInt64,

    /// <summary><see cref="long"/> (<c>I64</c>).</summary>
    Int64,

    /// <summary><see cref="double"/> (<c>F64</c>).</summary>
    Float64,

    /// <summary>
    /// A type that a file names and that is none of these: 8-bit floating point (<c>F8_E4M3</c>), complex numbers (<c>C64</c>), or one that was invented later.
    /// The bytes are kept and saved as they are; <see cref="StateTensor.TypeName"/> is the file's word for it.
    /// </summary>
    Other,
}
