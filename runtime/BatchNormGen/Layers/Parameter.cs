using System.Diagnostics;

namespace BatchNormGen;

/// <summary>A learned parameter of a layer with its gradient: one value per channel or, of layers that normalize rows, per value of a row.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[DebuggerDisplay("{Name} [{Value.Length}]")]
public sealed class Parameter<T>
{
    private readonly Memory<T> _value;
    private readonly Memory<T> _gradient;

    internal Parameter(string name, ParameterKind kind, int[] shape, Memory<T> value, Memory<T> gradient)
    {
        Name = name;
        Kind = kind;
        Shape = Array.AsReadOnly(shape);
        _value = value;
        _gradient = gradient;
    }

    /// <summary>The parameter's name: <c>gamma</c> or <c>beta</c>.</summary>
    public string Name { get; }

    /// <summary>The extents: <c>[C]</c> of layers of channels, the normalized shape of layers of rows.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>What the parameter does.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The values: a live view, which the next call of the layer uses as it is then.</summary>
    public Span<T> Value => _value.Span;

    /// <summary>The accumulated gradient of the loss, one for each value: a live view. Backward calls add to it.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>Sets the gradient to zero.</summary>
    public void ZeroGradient() => Gradient.Clear();

    /// <summary>Name and shape, such as <c>gamma [64]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
