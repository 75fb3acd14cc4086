using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BatchNormGen.Execution;

namespace BatchNormGen.CompilerServices;

/// <summary>Checks tensors against a layer's shape, and gives their memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorShapes
{
    /// <summary>Checks that a tensor is dense and has the layer's shape.</summary>
    /// <returns>The batch size; 0 where there are no values, whichever extent is 0.</returns>
    /// <exception cref="ArgumentException">The tensor is not dense, or its shape differs.</exception>
    public static int BatchSize<T>(ChannelShape shape, in ReadOnlyTensorSpan<T> x)
    {
        Check(shape, "x", in x);
        return x.FlattenedLength == 0 ? 0 : (int)x.Lengths[0];
    }

    /// <summary>The memory of a tensor that was checked already.</summary>
    public static ReadOnlySpan<T> AsSpan<T>(in ReadOnlyTensorSpan<T> tensor) => tensor.FlattenedLength == 0
        ? default
        : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);

    /// <summary>The memory of a further input, which must be dense and of the shape of <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or its shape differs.</exception>
    public static ReadOnlySpan<T> AsSpan<T>(LayerShape shape, string parameter, in ReadOnlyTensorSpan<T> tensor, in ReadOnlyTensorSpan<T> x)
    {
        CheckAgainst(shape, parameter, in tensor, in x);
        return AsSpan(in tensor);
    }

    /// <summary>The memory of an output, which must be dense and of the shape of <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or its shape differs.</exception>
    public static Span<T> AsSpan<T>(LayerShape shape, string parameter, in TensorSpan<T> tensor, in ReadOnlyTensorSpan<T> x)
    {
        CheckAgainst(shape, parameter, tensor.AsReadOnlyTensorSpan(), in x);
        return tensor.FlattenedLength == 0
            ? default
            : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    /// <summary>The memory of a further input that may be empty; otherwise it must be dense and of the shape of <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or its shape differs.</exception>
    public static ReadOnlySpan<T> AsOptionalSpan<T>(LayerShape shape, string parameter, in ReadOnlyTensorSpan<T> tensor, in ReadOnlyTensorSpan<T> x) =>
        tensor.FlattenedLength == 0 ? default : AsSpan(shape, parameter, in tensor, in x);

    /// <summary>The memory of an output that may be empty; otherwise it must be dense and of the shape of <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or its shape differs.</exception>
    public static Span<T> AsOptionalSpan<T>(LayerShape shape, string parameter, in TensorSpan<T> tensor, in ReadOnlyTensorSpan<T> x) =>
        tensor.FlattenedLength == 0 ? default : AsSpan(shape, parameter, in tensor, in x);

    /// <summary>Checks that a tensor is dense and ends in the axes that make the layer's rows.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or its last extents differ.</exception>
    public static void CheckRows<T>(RowShape shape, in ReadOnlyTensorSpan<T> x) => Check(shape, "x", in x);

    private static void CheckAgainst<T>(LayerShape shape, string parameter, in ReadOnlyTensorSpan<T> tensor, in ReadOnlyTensorSpan<T> x)
    {
        if (tensor.Rank != x.Rank)
        {
            shape.CheckTensor(parameter, tensor.Lengths);
        }

        if (!tensor.Lengths.SequenceEqual(x.Lengths))
        {
            ShapeErrors.TensorShapes(shape, parameter, x.Lengths, tensor.Lengths);
        }

        Check(shape, parameter, in tensor);
    }

    private static void Check<T>(LayerShape shape, string parameter, in ReadOnlyTensorSpan<T> tensor)
    {
        ReadOnlySpan<nint> lengths = tensor.Lengths;
        shape.CheckTensor(parameter, lengths);
        if (tensor.FlattenedLength > int.MaxValue || (lengths.Length > 0 && lengths[0] > int.MaxValue))
        {
            ShapeErrors.TensorTooLarge(shape, parameter, lengths);
        }

        // An axis of extent 1 is never stepped along, so its stride does not matter.
        ReadOnlySpan<nint> strides = tensor.Strides;
        nint stride = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            if (lengths[axis] > 1 && strides[axis] != stride && tensor.FlattenedLength > 0)
            {
                ShapeErrors.TensorNotDense(shape, parameter, lengths, strides);
            }

            stride *= lengths[axis];
        }
    }
}
