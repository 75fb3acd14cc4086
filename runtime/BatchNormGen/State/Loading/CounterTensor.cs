using System.Globalization;

namespace BatchNormGen.State.Loading;

/// <summary>A tensor that holds the number of batches in the moving statistics.</summary>
internal static class CounterTensor
{
    /// <summary>Reads the number, or reports what is wrong.</summary>
    /// <returns>The number; null if something is wrong.</returns>
    public static long? Read(StateTensor tensor, string name, LoadFaults faults)
    {
        if (tensor.DataType == DataType.Bool || tensor.Shape.Any(static extent => extent != 1))
        {
            faults.Add($"'{name}' is {tensor}; expected one whole number, of shape [] or [1].");
            return null;
        }

        // Converters that make every tensor a Float16 do not spare the counter: a whole number is one in any type.
        if (TryReadInteger(tensor) is { } count and >= 0)
        {
            return count;
        }

        string value = tensor.DataType == DataType.UInt64
            ? tensor.ToArray<ulong>()[0].ToString(CultureInfo.InvariantCulture)
            : tensor.ToArray<double>()[0].ToString("R", CultureInfo.InvariantCulture);
        faults.Add($"'{name}' is {value}; expected a number of batches, whole and from 0 to {long.MaxValue}.");
        return null;
    }

    private static long? TryReadInteger(StateTensor tensor)
    {
        try
        {
            return tensor.ToArray<long>()[0];
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
