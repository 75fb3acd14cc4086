namespace BatchNormGen.Execution.Models;

/// <summary>Softmax of each sample: e^x / Σ e^x over its features.</summary>
/// <remarks>
/// The largest feature is subtracted first, so that nothing overflows; powers below about 2⁻¹²⁶ are 0. Sums are taken lane by lane, feature i in lane i mod 16, 32 terms at a time, and lanes and
/// further terms in double. A sample with a NaN or +∞, or of −∞ alone, becomes NaNs, as in PyTorch.
/// </remarks>
internal static unsafe class Softmax
{
    /// <summary>y: the softmax of x. It may be <paramref name="x"/>.</summary>
    /// <param name="x">The input, (samples, features).</param>
    /// <param name="y">Receives the output.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Forward(float* x, float* y, int features, nint samples, int threads)
    {
        SoftmaxCall call = new() { X = x, Y = y, Features = features, Pieces = new(samples, rowsOfSample: 1, threads) };
        LaneWork.For<SoftmaxForward>(call.Pieces.Count, threads, &call);
    }

    /// <summary>dx = y · (dy − Σ y · dy), the gradient with respect to x. It may be <paramref name="dy"/>.</summary>
    /// <param name="y">The output of <see cref="Forward"/>.</param>
    /// <param name="dy">The gradient with respect to it.</param>
    /// <param name="dx">Receives the gradient.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Backward(float* y, float* dy, float* dx, int features, nint samples, int threads)
    {
        SoftmaxCall call = new() { Y = y, Dy = dy, Dx = dx, Features = features, Pieces = new(samples, rowsOfSample: 1, threads) };
        LaneWork.For<SoftmaxBackward>(call.Pieces.Count, threads, &call);
    }
}
