namespace BatchNormGen.Execution.Models;

/// <summary>The largest value of each window, of maps whose channels are last. Padding is never the largest.</summary>
internal static unsafe class MaxPooling
{
    /// <summary>y, (samples, OutputHeight, OutputWidth, Channels): the largest values; a NaN where a window has one, as in PyTorch.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="x">The input, (samples, Height, Width, Channels).</param>
    /// <param name="y">Receives the output; shares no memory with <paramref name="x"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Forward(in PoolShape shape, float* x, float* y, nint samples, int threads)
    {
        PoolCall call = new() { Shape = shape, Samples = samples, X = x, Y = y, Pieces = new(samples, shape.OutputHeight, threads) };
        LaneWork.For<PoolForward<Largest>>(call.Pieces.Count, threads, &call);
    }

    /// <summary>
    /// dx, the gradient with respect to x, all of it: each value of dy goes to the largest value of its window, of several equal ones to the first, row by row;
    /// where there are NaNs to the last of them, as in PyTorch. What several windows give is added in their order.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="x">The input of <see cref="Forward"/>.</param>
    /// <param name="y">Its output.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dx">Receives the gradient; shares no memory with the others.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The most threads.</param>
    public static void Backward(in PoolShape shape, float* x, float* y, float* dy, float* dx, nint samples, int threads)
    {
        PoolCall call = new() { Shape = shape, Samples = samples, X = x, Y = y, Dy = dy, Dx = dx, Pieces = new(samples, shape.Height, threads) };
        LaneWork.For<MaxPoolBackward>(call.Pieces.Count, threads, &call);
    }
}
