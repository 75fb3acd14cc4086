using System.Globalization;
using System.Numerics;

namespace BatchNormGen.State.Loading;

/// <summary>Saves named tensors: all of them or, where one could not be loaded again, none.</summary>
/// <param name="state">Receives them.</param>
/// <param name="prefix">What stands before each name.</param>
/// <param name="owner">Whose they are, for messages.</param>
/// <param name="feature">What one of the numbers is of, for messages.</param>
/// <param name="advice">What can be done about a number that cannot be saved.</param>
internal sealed class TensorSaving(StateDictionary state, string prefix, string owner, string feature, string advice)
{
    private readonly List<(string Name, StateTensor Tensor)> _tensors = [];

    /// <exception cref="ArithmeticException">A number is such as no load would take.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values, IReadOnlyList<int> shape, UsableNumbers<T> usable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!state.IsSnapshot && usable.FindOthers(values) is [int first, ..] others)
        {
            ThrowUnusable(prefix + name, values[first], first, others.Count, usable);
        }

        _tensors.Add((prefix + name, StateTensor.Create(values, [.. shape.Select(static extent => (long)extent)])));
    }

    /// <summary>Adds a counter.</summary>
    public void Add(string name, long count) => _tensors.Add((prefix + name, StateTensor.Create<long>([count])));

    /// <summary>Sets the tensors.</summary>
    public void Commit() => _tensors.ForEach(tensor => state.Set(tensor.Name, tensor.Tensor));

    private void ThrowUnusable<T>(string name, T value, int index, int count, UsableNumbers<T> usable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string others = count == 1 ? string.Empty : $" (and {count - 1} more)";
        throw new ArithmeticException(
            $"{owner}: '{name}' is {value.ToString("R", CultureInfo.InvariantCulture)} in {feature} {index}{others}; expected {usable.Need(value)}. "
            + $"LoadState would refuse it, so nothing was saved. {advice}");
    }
}
