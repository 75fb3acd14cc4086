using System.Diagnostics;

namespace BatchNormGen;

/// <summary>A learned parameter of a layer with its gradient: one value a channel.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Parameter<T>
{
    private readonly Memory<T> _value;
    private readonly Memory<T> _gradient;

    internal Parameter(string name, ParameterKind kind, IReadOnlyList<int> shape, Memory<T> value, Memory<T> gradient)
    {
        Name = name;
        Kind = kind;
        Shape = shape;
        _value = value;
        _gradient = gradient;
    }

    /// <summary>The parameter's name: <c>gamma</c> or <c>beta</c>.</summary>
    public string Name { get; }

    /// <summary>What it does: gamma is a scale, beta a shift.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The extents of the values, which lie in row-major order: one extent, the number of channels.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values, one a channel: a live view, which the next call of the layer uses as it is then.</summary>
    public Span<T> Value => _value.Span;

    /// <summary>The accumulated gradient of the loss, one a channel: a live view. Backward calls add to it.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>Sets the gradient to zero.</summary>
    public void ZeroGradient() => Gradient.Clear();

    /// <summary>The name and the shape, for example <c>gamma [64]</c>.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
