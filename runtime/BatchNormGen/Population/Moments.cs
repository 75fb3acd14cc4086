using System.Diagnostics;
using BatchNormGen.Population;
using BatchNormGen.Statistics;

namespace BatchNormGen;

/// <summary>
/// How many values a data set has in each channel, their mean, and the sum of their squared deviations from it: all that is needed for mean
/// and variance, and mergeable, so that a data set may be measured in parts, on several threads or in several processes.
/// </summary>
/// <remarks>
/// <para>
/// Layers measure with <c>MeasureMoments</c> and take the result with <c>SetMovingStatistics</c>. However a data set is split, and in whatever
/// order the parts are merged, <see cref="SumOfSquaredDeviations"/> is right to 5e-13, relatively, and <see cref="Mean"/> to 1e-13
/// deviations and half a unit in its own last place. Each part counts by the number of its values. (Parts are kept as pairs of doubles,
/// which <see cref="ToBytes"/> writes too.)
/// </para>
/// <para>An instance must not be merged into while other threads use it.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed unsafe class Moments
{
    // One vector of channels behind the other: the means and what rounding them to doubles took off, then the same of the squared deviations.
    private readonly double[] _values;

    /// <summary>The moments of no values.</summary>
    /// <param name="numFeatures">The number of channels <c>C</c>, from 1 to 2²⁰.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of channels is not.</exception>
    public Moments(int numFeatures)
    {
        if (numFeatures is < 1 or > LayerLimits.MaxFeatures)
        {
            throw new ArgumentOutOfRangeException(
                nameof(numFeatures), numFeatures, $"Moments: expected a number of channels from 1 to {LayerLimits.MaxFeatures}, got {numFeatures}.");
        }

        NumFeatures = numFeatures;
        _values = new double[MomentsVector.Vectors * numFeatures];
    }

    /// <summary>The number of channels <c>C</c>.</summary>
    public int NumFeatures { get; }

    /// <summary>The number of values in each channel: samples times positions.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of each channel, of length <c>C</c>; zeros without values. A live view.</summary>
    public ReadOnlySpan<double> Mean => _values.AsSpan(0, NumFeatures);

    /// <summary>
    /// The sum of the squared deviations from the mean in each channel, of length <c>C</c>; zeros without values. Divided by
    /// <see cref="Count"/> it is the biased variance, by <see cref="Count"/> − 1 the unbiased one. A live view.
    /// </summary>
    public ReadOnlySpan<double> SumOfSquaredDeviations => _values.AsSpan(2 * NumFeatures, NumFeatures);

    /// <summary>The vectors of <see cref="MomentsVector"/>, one behind the other.</summary>
    internal Span<double> Vectors => _values;

    /// <summary>Adds the values that other moments are of (Chan, Golub and LeVeque, 1979).</summary>
    /// <param name="other">Moments of as many channels, left as they are; may be empty, or these moments themselves, whose values then count twice.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">The numbers of channels differ, or together there would be more than 2⁶³ − 1 values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">A merged sum of squared deviations is too large for a double. Nothing is changed.</exception>
    public void Merge(Moments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.NumFeatures != NumFeatures)
        {
            throw new ArgumentException($"Moments: expected moments of {NumFeatures} channels to merge, got {other.NumFeatures}.", nameof(other));
        }

        if (other.Count > long.MaxValue - Count)
        {
            throw new ArgumentException($"Moments: expected at most {long.MaxValue} values together, got {Count} and {other.Count}.", nameof(other));
        }

        fixed (double* vectors = _values, others = other._values)
        {
            for (int c = 0; c < NumFeatures; c += StatisticVector.Length)
            {
                int tooLarge = Merged(vectors, others, c, other.Count).FirstNotFinite();
                if (tooLarge >= 0)
                {
                    throw new ArithmeticException($"Moments: the merged sum of squared deviations of channel {c + tooLarge} is too large for a double; nothing was changed.");
                }
            }

            for (int c = 0; c < NumFeatures; c += StatisticVector.Length)
            {
                Merged(vectors, others, c, other.Count).Store(vectors, NumFeatures, c, NumFeatures);
            }
        }

        Count += other.Count;
    }

    /// <summary>The moments as bytes, the same on every machine: <see cref="FromBytes"/> gives moments that are equal to the bit.</summary>
    /// <returns>24 + 32 · <c>C</c> bytes, in a format with a version and a checksum.</returns>
    public byte[] ToBytes() => MomentsFormat.Write(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">All of the bytes and no more.</param>
    /// <exception cref="InvalidDataException">The bytes are not those of moments: too few or too many, damaged, or of a later version.</exception>
    public static Moments FromBytes(ReadOnlySpan<byte> bytes) => MomentsFormat.Read(bytes);

    /// <summary>How many values and channels there are, for example <c>1000 values in each of 64 channels</c>.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"{Count} values in each of {NumFeatures} channels";

    /// <summary>Sets the number of values, beside <see cref="Vectors"/>.</summary>
    internal void SetCount(long count) => Count = count;

    /// <summary>Replaces the moments by others of as many channels.</summary>
    internal void CopyFrom(Moments other)
    {
        other._values.CopyTo(_values, 0);
        Count = other.Count;
    }

    /// <summary>The first channel whose moments are not finite; −1 if there is none.</summary>
    internal int FirstNotFinite()
    {
        fixed (double* vectors = _values)
        {
            for (int c = 0; c < NumFeatures; c += StatisticVector.Length)
            {
                int notFinite = MomentsVector.Load(vectors, NumFeatures, c, NumFeatures).FirstNotFinite();
                if (notFinite >= 0)
                {
                    return c + notFinite;
                }
            }
        }

        return -1;
    }

    private MomentsVector Merged(double* vectors, double* others, int c, long otherCount) =>
        MomentsVector.Load(vectors, NumFeatures, c, NumFeatures).Merge(Count, MomentsVector.Load(others, NumFeatures, c, NumFeatures), otherCount);
}
