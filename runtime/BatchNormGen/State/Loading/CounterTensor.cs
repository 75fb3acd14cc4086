using System.Globalization;

namespace BatchNormGen.State.Loading;

/// <summary>A tensor that holds a number of batches or steps.</summary>
/// <param name="tensor">The tensor.</param>
/// <param name="name">Its name.</param>
/// <param name="counted">What is counted, for messages.</param>
/// <param name="notes">Receives what is taken, or passed over, and worth a word.</param>
internal readonly struct CounterTensor(StateTensor tensor, string name, string counted, List<string> notes)
{
    /// <summary>Reads the number. Means of several checkpoints have fractions, which are rounded.</summary>
    /// <param name="faults">Receives what is wrong; null if nobody uses the number, which then can do no harm: it is passed over.</param>
    /// <returns>The number; null if something is wrong.</returns>
    public long? Read(List<string>? faults)
    {
        string? fault;
        if (tensor.DataType is DataType.Bool or DataType.Other || tensor.Shape.Any(static extent => extent != 1))
        {
            fault = $"'{name}' is {tensor}; expected one whole number, of shape [] or [1]";
        }
        else if (TryReadInteger(tensor) is { } count and >= 0)
        {
            return count;
        }
        else if (TryRound(tensor.ToArray<double>()[0], out long rounded))
        {
            notes.Add($"'{name}' is {Value()}; rounded to {rounded}");
            return rounded;
        }
        else
        {
            fault = $"'{name}' is {Value()}; expected a number of {counted} from 0 to {long.MaxValue}";
        }

        if (faults is null)
        {
            notes.Add($"{fault}. It was passed over: the layer's averages do not depend on it");
        }
        else
        {
            faults.Add(fault + ".");
        }

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

    private static bool TryRound(double value, out long rounded)
    {
        const double TwoTo63 = 9223372036854775808;
        double nearest = Math.Round(value);
        bool fits = nearest is >= 0 and < TwoTo63;
        rounded = fits ? (long)nearest : 0;
        return fits && nearest != value;
    }

    // An integer above 2^53 would lose its last digits as a double.
    private string Value() => tensor.DataType == DataType.UInt64
        ? tensor.ToArray<ulong>()[0].ToString(CultureInfo.InvariantCulture)
        : tensor.ToArray<double>()[0].ToString("R", CultureInfo.InvariantCulture);
}
