using System.Globalization;
using System.Numerics;
using BatchNormGen.State.Elements;

namespace BatchNormGen.State.Loading;

/// <summary>What the values of a tensor may be.</summary>
internal enum ChannelValues
{
    /// <summary>Any number that the layer's type can hold.</summary>
    AnyFinite,

    /// <summary>Any such number that is not below zero: a variance.</summary>
    NotNegative,
}

/// <summary>A tensor of one number a channel.</summary>
internal static class ChannelTensor
{
    /// <summary>Reads the numbers in the layer's type, or reports what is wrong.</summary>
    /// <returns>One number a channel; null if something is wrong.</returns>
    public static T[]? Read<T>(StateTensor tensor, string name, int channels, ChannelValues expected, LoadFaults faults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool hasNumbers = DataTypes.IsFloatingPoint(tensor.DataType);
        if (!hasNumbers)
        {
            faults.Add($"'{name}' is {tensor}; expected floating-point numbers: Float16, BFloat16, Float32 or Float64.");
        }

        bool fits = Fits(tensor.Shape, channels);
        if (!fits)
        {
            faults.Add($"'{name}' is {tensor}; expected shape [{channels}], or {channels} among extents of 1 such as [1, {channels}, 1, 1].");
        }

        if (!hasNumbers || !fits)
        {
            return null;
        }

        T[] values = tensor.ToArray<T>();
        return AreAsExpected(tensor.ToArray<double>(), values, name, expected, faults) ? values : null;
    }

    /// <summary>Whether all extents are 1 but one, which is the number of channels: broadcast or not, there is then only one order of the numbers.</summary>
    private static bool Fits(IReadOnlyList<long> shape, int channels) =>
        shape.All(extent => extent == 1 || extent == channels) && shape.Count(static extent => extent != 1) == (channels == 1 ? 0 : 1);

    /// <param name="given">The numbers as they are in the tensor: a double holds those of every type.</param>
    /// <param name="values">The same in the layer's type.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="expected">What they may be.</param>
    /// <param name="faults">Receives what is wrong.</param>
    private static bool AreAsExpected<T>(double[] given, T[] values, string name, ChannelValues expected, LoadFaults faults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] wrong = [.. Enumerable.Range(0, given.Length).Where(c => !T.IsFinite(values[c]) || (expected == ChannelValues.NotNegative && given[c] < 0))];
        if (wrong.Length == 0)
        {
            return true;
        }

        int first = wrong[0];
        string others = wrong.Length == 1 ? string.Empty : $", and wrong in {wrong.Length - 1} more";
        string need = double.IsFinite(given[first]) && !T.IsFinite(values[first])
            ? $"numbers that {DataTypes.Of<T>()} can hold"
            : expected == ChannelValues.NotNegative ? "finite numbers of 0 or more, as variances are" : "finite numbers";
        faults.Add($"'{name}' is {given[first].ToString("R", CultureInfo.InvariantCulture)} in channel {first}{others}; expected {need}.");
        return false;
    }
}
