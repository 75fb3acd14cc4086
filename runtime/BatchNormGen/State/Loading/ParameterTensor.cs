using System.Globalization;
using System.Numerics;
using BatchNormGen.State.Elements;

namespace BatchNormGen.State.Loading;

/// <summary>A tensor of one number per channel, or per value of a row.</summary>
/// <param name="tensor">The tensor.</param>
/// <param name="name">Its name.</param>
/// <param name="faults">Receives what is wrong with it.</param>
/// <param name="notes">Receives what is taken all the same and worth a word.</param>
internal readonly struct ParameterTensor(StateTensor tensor, string name, List<string> faults, List<string> notes)
{
    /// <summary>Reads the numbers in the layer's type, or reports what is wrong.</summary>
    /// <param name="shape">The shape that the tensor must be like.</param>
    /// <param name="feature">What one of the numbers is of, in messages.</param>
    /// <param name="usable">Which numbers can be taken.</param>
    /// <param name="areTrusted">Whether all numbers are taken: they are what was there before.</param>
    /// <returns>The numbers; null if something is wrong.</returns>
    public T[]? Read<T>(int[] shape, string feature, UsableNumbers<T> usable, bool areTrusted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool hasNumbers = DataTypes.IsFloatingPoint(tensor.DataType);
        if (!hasNumbers)
        {
            faults.Add($"'{name}' is {tensor}; expected floating-point numbers: Float16, BFloat16, Float32 or Float64.");
        }

        bool fits = Fits(tensor.Shape, shape);
        if (!fits)
        {
            faults.Add($"'{name}' is {tensor}; expected {Expected(shape)}.");
        }

        if (!hasNumbers || !fits)
        {
            return null;
        }

        T[] values = tensor.ToArray<T>();
        return areTrusted || AreUsable(values, usable, feature) ? values : null;
    }

    /// <summary>Whether the extents are those that are expected, but for extents of 1: broadcast or not, there is then only one order of the numbers.</summary>
    private static bool Fits(IReadOnlyList<long> shape, int[] expected) =>
        shape.Where(static extent => extent != 1).SequenceEqual(expected.Where(static extent => extent != 1).Select(static extent => (long)extent));

    private static string Expected(int[] shape) => shape is [var channels]
        ? $"shape [{channels}], or {channels} among extents of 1 such as [1, {channels}, 1, 1]"
        : $"shape [{string.Join(", ", shape)}], or that among extents of 1";

    /// <summary>A number as it is in the tensor, in the layer's type if that holds it: it then has fewer digits.</summary>
    private static string Text<T>(double given, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(value) == given ? Text(value) : Text(given);

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString("R", CultureInfo.InvariantCulture);

    private bool AreUsable<T>(T[] values, UsableNumbers<T> usable, string feature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The numbers as they are in the tensor: a double holds those of every type.
        double[] given = tensor.ToArray<double>();
        if (usable.FindOthers(values) is [int first, ..] unusable)
        {
            string others = unusable.Count == 1 ? string.Empty : $", and wrong in {unusable.Count - 1} more";
            (string sum, string need) =
                T.IsFinite(values[first]) ? usable.AreVariances
                    ? ($", {Text(usable.Sum(values[first]))} with epsilon", "variances that are above 0 with epsilon")
                    : (string.Empty, "numbers that are at least 0")
                : double.IsFinite(given[first]) ? (string.Empty, $"numbers that {DataTypes.Of<T>()} can hold")
                : (string.Empty, "finite numbers");
            faults.Add($"'{name}' is {Text(given[first], values[first])} in {feature} {first}{sum}{others}; expected {need}.");
            return false;
        }

        if (usable.AreVariances && Array.FindIndex(given, static variance => variance < 0) is var negative and >= 0)
        {
            int more = given.Count(static variance => variance < 0) - 1;
            string others = more == 0 ? string.Empty : $", and negative in {more} more";
            notes.Add($"'{name}' is {Text(given[negative], values[negative])} in {feature} {negative}{others}; taken as it is, since it is above 0 with epsilon");
        }

        return true;
    }
}
