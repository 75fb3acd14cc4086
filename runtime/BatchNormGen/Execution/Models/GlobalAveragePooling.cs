namespace BatchNormGen.Execution.Models;

/// <summary>The mean of each channel over all positions, of maps whose channels are last.</summary>
/// <remarks>
/// Of a shape, only Channels, Height and Width are used. Positions are added in their own type 32 at a time, and these sums in double; the mean is rounded once.
/// </remarks>
internal static unsafe class GlobalAveragePooling
{
    /// <summary>y, (samples, Channels): the means.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="x">The input, (samples, Height, Width, Channels).</param>
    /// <param name="y">Receives the output; shares no memory with <paramref name="x"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Forward(in PoolShape shape, float* x, float* y, nint samples, int threads)
    {
        PoolCall call = new() { Shape = shape, Samples = samples, X = x, Y = y, Pieces = new(samples, rowsOfSample: 1, threads) };
        LaneWork.For<GlobalAverageForward>(call.Pieces.Count, threads, &call);
    }

    /// <summary>dx, the gradient with respect to x, all of it: dy times the rounded reciprocal of the number of positions.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dx">Receives the gradient; shares no memory with <paramref name="dy"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Backward(in PoolShape shape, float* dy, float* dx, nint samples, int threads)
    {
        PoolCall call = new() { Shape = shape, Samples = samples, Dy = dy, Dx = dx, Pieces = new(samples, shape.Height, threads) };
        LaneWork.For<GlobalAverageBackward>(call.Pieces.Count, threads, &call);
    }
}
