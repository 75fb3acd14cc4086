using System.ComponentModel;

namespace BatchNormGen.Models;

/// <summary>What a dense layer of a model has learned.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
public sealed class DenseParameters<T>
{
    /// <summary>For generated models.</summary>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">The offsets; null in a layer without.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DenseParameters(Parameter<T> weight, Parameter<T>? bias)
    {
        Weight = weight;
        Bias = bias;
    }

    /// <summary>The weights: <c>(outputs, inputs)</c>.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The offset of each output, <c>(outputs)</c>; null in a layer without.</summary>
    public Parameter<T>? Bias { get; }
}
