using System.Diagnostics;

namespace BatchNormGen;

/// <summary>A learned parameter of a layer with its gradient: one value per channel or, of layers that normalize rows, per value of a row.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[DebuggerDisplay("{Name} [{Value.Length}]")]
public sealed class Parameter<T>
{
    private readonly Memory<T> _value;
    private readonly Memory<T> _gradient;

    /// <summary>A parameter of a layer of your own (see <see cref="Models.ILayer{T, TSelf}"/>), with values and gradients of 0.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="shape">The extents.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">An extent is negative, or there are more values than an array can hold.</exception>
    public Parameter(string name, ParameterKind kind, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        long length = 1;
        foreach (int extent in shape)
        {
            // Once the product is too large it stays so: extents of 0 would hide that.
            length = extent < 0 || length > Array.MaxLength ? long.MaxValue : length * extent;
        }

        if (length > Array.MaxLength)
        {
            throw new ArgumentException(
                $"Parameter '{name}': expected extents of at least 0 and at most {Array.MaxLength} values, got [{string.Join(", ", shape.ToArray())}].", nameof(shape));
        }

        Name = name;
        Kind = kind;
        Shape = Array.AsReadOnly(shape.ToArray());
        _value = new T[length];
        _gradient = new T[length];
    }

    internal Parameter(string name, ParameterKind kind, int[] shape, Memory<T> value, Memory<T> gradient)
    {
        Name = name;
        Kind = kind;
        Shape = Array.AsReadOnly(shape);
        _value = value;
        _gradient = gradient;
    }

    /// <summary>The parameter's name: of a layer <c>gamma</c> or <c>beta</c>; in a model its key in files, such as <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The extents: of normalizations <c>[C]</c> for layers of channels, the normalized shape for layers of rows.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>What the parameter does.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The values: a live view, which the next call of the layer uses as it is then.</summary>
    public Span<T> Value => _value.Span;

    /// <summary>The accumulated gradient of the loss, one for each value: a live view. Backward calls add to it.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>Sets the gradient to zero.</summary>
    public void ZeroGradient() => Gradient.Clear();

    /// <summary>The same values and gradients under another name.</summary>
    internal Parameter<T> Renamed(string name) => new(name, Kind, [.. Shape], _value, _gradient);

    /// <summary>Name and shape, such as <c>gamma [64]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
