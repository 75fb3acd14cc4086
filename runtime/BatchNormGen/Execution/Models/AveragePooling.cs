namespace BatchNormGen.Execution.Models;

/// <summary>The mean of each window, of maps whose channels are last.</summary>
/// <remarks>
/// The values of a window are added row by row, in their own type, and the sum is multiplied by the rounded reciprocal of their number: Kernel² where padding counts, else the number
/// of those that are not padding.
/// </remarks>
internal static unsafe class AveragePooling
{
    /// <summary>y, (samples, OutputHeight, OutputWidth, Channels): the means.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="countsPadding">Whether padding counts, as zeros.</param>
    /// <param name="x">The input, (samples, Height, Width, Channels).</param>
    /// <param name="y">Receives the output; shares no memory with <paramref name="x"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Forward(in PoolShape shape, bool countsPadding, float* x, float* y, nint samples, int threads)
    {
        PoolCall call = new() { Shape = shape, CountsPadding = countsPadding, Samples = samples, X = x, Y = y, Pieces = new(samples, shape.OutputHeight, threads) };
        LaneWork.For<PoolForward<Mean>>(call.Pieces.Count, threads, &call);
    }

    /// <summary>
    /// dx, the gradient with respect to x, all of it: the sum of dy over the windows that a value lies in, row by row, times the reciprocal; where windows overlap and are of
    /// different numbers of values, the sum of quotients. 0 where it lies in none.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="countsPadding">Whether padding counts.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dx">Receives the gradient; shares no memory with <paramref name="dy"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Backward(in PoolShape shape, bool countsPadding, float* dy, float* dx, nint samples, int threads)
    {
        PoolCall call = new() { Shape = shape, CountsPadding = countsPadding, Samples = samples, Dy = dy, Dx = dx, Pieces = new(samples, shape.Height, threads) };
        LaneWork.For<AveragePoolBackward>(call.Pieces.Count, threads, &call);
    }
}
