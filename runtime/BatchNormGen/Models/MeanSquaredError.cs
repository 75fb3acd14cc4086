using BatchNormGen.Execution.Models;

namespace BatchNormGen.Models;

/// <summary>The loss of a regression: the mean of (y − target)² over all values, of all samples and features.</summary>
/// <remarks>As <c>torch.nn.MSELoss</c>. The bits are the same on every machine; nothing is allocated.</remarks>
public static class MeanSquaredError
{
    /// <summary>The loss, and its gradient with respect to y.</summary>
    /// <param name="y">What the model says.</param>
    /// <param name="target">What it should say; as many values.</param>
    /// <param name="dy">Receives 2 · (y − target) / length. It may be <paramref name="y"/> or <paramref name="target"/>, but must not overlap them in another way.</param>
    /// <returns>The mean square.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no value, or spans overlap. Nothing is written.</exception>
    public static unsafe double Gradient(ReadOnlySpan<float> y, ReadOnlySpan<float> target, Span<float> dy)
    {
        Check(y, target);
        LossChecks.Lengths(nameof(MeanSquaredError), nameof(dy), nameof(y), y.Length, dy.Length);
        LossChecks.Overlap(nameof(MeanSquaredError), nameof(dy), dy, nameof(y), y);
        LossChecks.Overlap(nameof(MeanSquaredError), nameof(dy), dy, nameof(target), target);
        fixed (float* left = y, right = target, result = dy)
        {
            return SquaredErrorCall.Run(left, right, result, y.Length);
        }
    }

    /// <summary>The loss alone.</summary>
    /// <param name="y">What the model says.</param>
    /// <param name="target">What it should say; as many values.</param>
    /// <returns>The mean square, the same to the bit as with a gradient.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no value.</exception>
    public static unsafe double Loss(ReadOnlySpan<float> y, ReadOnlySpan<float> target)
    {
        Check(y, target);
        fixed (float* left = y, right = target)
        {
            return SquaredErrorCall.Run(left, right, null, y.Length);
        }
    }

    private static void Check(ReadOnlySpan<float> y, ReadOnlySpan<float> target)
    {
        if (y.IsEmpty)
        {
            throw new ArgumentException($"{nameof(MeanSquaredError)}: expected at least one value, got none.", nameof(y));
        }

        LossChecks.Lengths(nameof(MeanSquaredError), nameof(target), nameof(y), y.Length, target.Length);
    }
}
