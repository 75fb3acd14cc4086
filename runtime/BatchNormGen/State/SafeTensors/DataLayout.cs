using BatchNormGen.State.Elements;

namespace BatchNormGen.State.SafeTensors;

/// <summary>Where the tensors lie in the data: one after the other, without holes and without overlaps.</summary>
/// <remarks>A byte that belongs to no tensor could be another file's; one that belongs to two could make a small file large in memory.</remarks>
internal static class DataLayout
{
    /// <summary>Checks the entries, each by itself and against the others.</summary>
    /// <param name="tensors">The entries of a header.</param>
    /// <param name="length">The bytes of all data.</param>
    /// <returns>The entries in the order of their data.</returns>
    /// <exception cref="InvalidDataException">A tensor's bytes do not follow from its shape and type, or the tensors leave a hole or overlap.</exception>
    public static TensorEntry[] Check(IReadOnlyList<TensorEntry> tensors, out long length)
    {
        TensorEntry[] ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        TensorEntry? previous = null;
        length = 0;
        foreach (TensorEntry tensor in ordered)
        {
            CheckSize(tensor);
            if (tensor.Begin > length)
            {
                throw FormatError.At(
                    tensor.Position,
                    tensor.Name,
                    $"begins at {tensor.Begin} of the data, which leaves bytes {length} to {tensor.Begin - 1} to no tensor.");
            }

            if (tensor.Begin < length)
            {
                throw FormatError.At(
                    tensor.Position,
                    tensor.Name,
                    $"begins at {tensor.Begin} of the data, inside of tensor {FormatError.Quote(previous!.Name)}, which ends at {length}.");
            }

            length = tensor.End;
            previous = tensor;
        }

        return ordered;
    }

    private static void CheckSize(TensorEntry tensor)
    {
        if (tensor.End < tensor.Begin)
        {
            throw FormatError.At(tensor.Position, tensor.Name, $"ends at {tensor.End} of the data, before its begin at {tensor.Begin}.");
        }

        // How many bytes another type takes is not known here, and not a whole number an element in some.
        if (tensor.DataType == DataType.Other)
        {
            return;
        }

        int elementSize = DataTypes.Size(tensor.DataType);
        if (!ElementShape.TryCount(tensor.Shape, out long count) || count > long.MaxValue / elementSize)
        {
            throw FormatError.At(tensor.Position, tensor.Name, $"has the shape {ElementShape.Describe(tensor.Shape)}, whose size overflows 64 bits.");
        }

        if (tensor.Length != count * elementSize)
        {
            throw FormatError.At(
                tensor.Position,
                tensor.Name,
                $"has {tensor.Length} bytes of data, but {tensor.TypeName} {ElementShape.Describe(tensor.Shape)} takes {count * elementSize}.");
        }
    }
}
