using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace BatchNormGen.Execution.Optimizers;

/// <summary>The parameters of an optimizer, and what all optimizers check.</summary>
internal sealed class OptimizedParameters
{
    private readonly string _optimizer;

    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="ArgumentException">A parameter is null, two have one name, or there is none.</exception>
    public OptimizedParameters(string optimizer, IEnumerable<Parameter<float>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _optimizer = optimizer;
        All = [.. parameters];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Parameter<float> parameter in All)
        {
            if (parameter is null)
            {
                throw new ArgumentException($"{optimizer}: a parameter is null.", nameof(parameters));
            }

            if (!names.Add(parameter.Name))
            {
                throw new ArgumentException(
                    $"{optimizer}: two parameters are named '{parameter.Name}', so that a file could not tell them apart. Pass each once; those of a model have names of their own, those of layers do not.",
                    nameof(parameters));
            }
        }

        if (All.Length == 0)
        {
            throw new ArgumentException($"{optimizer}: expected at least one parameter, got none.", nameof(parameters));
        }
    }

    /// <summary>The parameters.</summary>
    public Parameter<float>[] All { get; }

    /// <summary>Numbers for each value of each parameter, all 0.</summary>
    public float[][] NewMoments() => Array.ConvertAll(All, static parameter => new float[parameter.Value.Length]);

    /// <exception cref="ArithmeticException">A gradient is not finite.</exception>
    public void CheckGradients()
    {
        foreach (Parameter<float> parameter in All)
        {
            ReadOnlySpan<float> gradient = parameter.Gradient;
            if (!AreFinite(gradient))
            {
                int wrong = 0;
                while (float.IsFinite(gradient[wrong]))
                {
                    wrong++;
                }

                throw new ArithmeticException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_optimizer}: the gradient of '{parameter.Name}' is {gradient[wrong]:R} in value {wrong}, so no parameter was changed. Pass over this batch (ZeroGradients, and go on), or check the input, the loss and the learning rate."));
            }
        }
    }

    /// <summary>A hyperparameter within a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside, or a NaN.</exception>
    public static double Checked(string optimizer, string name, double value, bool isValid, string expected) => isValid
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{optimizer}: expected {name} to be {expected}, got {value}."));

    /// <summary>A hyperparameter that is finite in the parameters' type, and not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double CheckedNotNegative(string optimizer, string name, double value) =>
        Checked(optimizer, name, value, value >= 0 && float.IsFinite((float)value), "at least 0 and finite");

    /// <summary>A hyperparameter from 0 to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double CheckedFraction(string optimizer, string name, double value) =>
        Checked(optimizer, name, value, value is >= 0 and < 1, "at least 0 and below 1");

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        // 0 · value is 0 for all numbers, and a NaN for all that are none.
        Vector<float> sum = Vector<float>.Zero;
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (Vector<float> vector in vectors)
        {
            sum += vector * Vector<float>.Zero;
        }

        float rest = 0;
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            rest += value * 0;
        }

        return Vector.EqualsAll(sum, Vector<float>.Zero) && rest == 0;
    }
}
