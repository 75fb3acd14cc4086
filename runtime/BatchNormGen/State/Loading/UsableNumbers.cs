using System.Numerics;

namespace BatchNormGen.State.Loading;

/// <summary>Which numbers a layer can predict with, or an optimizer go on with: these are loaded, and no others are saved.</summary>
internal readonly struct UsableNumbers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T? _epsilon;
    private readonly bool _areNotNegative;

    private UsableNumbers(T? epsilon, bool areNotNegative)
    {
        _epsilon = epsilon;
        _areNotNegative = areNotNegative;
    }

    /// <summary>Any finite number: gamma, beta, a mean.</summary>
    public static UsableNumbers<T> Finite => default;

    /// <summary>A variance: a finite number that is above 0 with epsilon, added as a prediction adds it, in the layer's type.</summary>
    public static UsableNumbers<T> Variance(double epsilon) => new(T.CreateTruncating(epsilon), areNotNegative: false);

    /// <summary>A finite number of at least 0: a mean of squares.</summary>
    public static UsableNumbers<T> NotNegative => new(epsilon: null, areNotNegative: true);

    /// <summary>Whether the numbers are variances.</summary>
    public bool AreVariances => _epsilon is not null;

    /// <summary>What one of them is, for messages about another.</summary>
    public string Need(T other) => !T.IsFinite(other) || (_epsilon is null && !_areNotNegative) ? "a finite number"
        : AreVariances ? "a variance that is above 0 with epsilon" : "a number of at least 0";

    public bool Contains(T value) => T.IsFinite(value) && (_epsilon is null || Sum(value) > T.Zero) && (!_areNotNegative || value >= T.Zero);

    /// <summary>The variance with epsilon.</summary>
    public T Sum(T variance) => variance + _epsilon.GetValueOrDefault();

    /// <summary>The channels whose numbers cannot be used.</summary>
    public List<int> FindOthers(ReadOnlySpan<T> values)
    {
        List<int> others = [];
        for (int c = 0; c < values.Length; c++)
        {
            if (!Contains(values[c]))
            {
                others.Add(c);
            }
        }

        return others;
    }
}
