// Compiled by the runtime and, linked, by the generator: assigning the declared momentum at run time must change no bit.
namespace BatchNormGen;

/// <summary>The two weights of a moving average, of which one is given and the other is the rest to 1.</summary>
internal static class ComplementaryWeight
{
    /// <summary>1 − weight as one would write it: 0.01 for 0.99, where binary arithmetic gives 0.010000000000000009.</summary>
    /// <remarks>Declarations that are still to be refused may have any weight, and not every double is a decimal.</remarks>
    public static double Of(double weight) =>
        weight is >= 0 and <= 1 && (double)(decimal)weight == weight ? (double)(1m - (decimal)weight) : 1 - weight;
}
