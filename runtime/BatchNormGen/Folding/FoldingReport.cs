using System.Diagnostics;
using System.Globalization;

namespace BatchNormGen;

/// <summary>What folding a normalization into the layer before it did to that layer.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FoldingReport
{
    internal FoldingReport(double largestRelativeWeightChange, double errorBound)
    {
        LargestRelativeWeightChange = largestRelativeWeightChange;
        ErrorBound = errorBound;
    }

    /// <summary>
    /// The largest |new − old| / |old| of a weight that was not zero: how far folding moved the weights, which is what a quantization that
    /// follows has to cope with. 0 if no weight changed. Biases are not counted.
    /// </summary>
    public double LargestRelativeWeightChange { get; }

    /// <summary>
    /// How far an output of the folded layer lies from that of the layer and the normalization one after the other, at most, where both are
    /// evaluated exactly: <c>|difference| ≤ ErrorBound · max(|x|, 1)</c>, with the largest magnitude |x| of the inputs. The bias does not
    /// grow with the input, hence the 1. It is what rounding the folded weights and biases costs; evaluating a layer in its element type
    /// costs as much as before. The derivation is in docs/numerics.md.
    /// </summary>
    public double ErrorBound { get; }

    /// <summary>Both numbers, for example <c>weights changed by up to 25 %, outputs by at most 4.7E-07 per unit of input</c>.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"weights changed by up to {100 * LargestRelativeWeightChange:G3} %, outputs by at most {ErrorBound:G2} per unit of input");
}
