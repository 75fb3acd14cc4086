using System.ComponentModel;
using BatchNormGen.Execution.Models;

namespace BatchNormGen.CompilerServices;

/// <summary>How a pooling layer brings a window to one value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PoolKind
{
    /// <summary>The largest value; padding is never the largest.</summary>
    Max,

    /// <summary>The mean of all values of the window, padding with its zeros included.</summary>
    AverageWithPadding,

    /// <summary>The mean of the values of the input in the window.</summary>
    AverageWithoutPadding,

    /// <summary>The mean of each channel.</summary>
    GlobalAverage,
}

/// <summary>A pooling layer of a model. It has no numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class PoolCore
{
    private readonly PoolKind _kind;
    private readonly PoolShape _shape;

    /// <summary>For generated models.</summary>
    /// <param name="kind">How it pools.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="height">The rows of the input.</param>
    /// <param name="width">The columns of the input.</param>
    /// <param name="outputHeight">The rows of the output.</param>
    /// <param name="outputWidth">The columns of the output.</param>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">The rows and columns from one window to the next.</param>
    /// <param name="padding">The rows and columns of padding on each side.</param>
    public PoolCore(PoolKind kind, int channels, int height, int width, int outputHeight = 1, int outputWidth = 1, int kernel = 1, int stride = 1, int padding = 0)
    {
        _kind = kind;
        _shape = new(channels, height, width, outputHeight, outputWidth, kernel, stride, padding);
    }

    /// <summary>Pools a batch.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The input, channels last.</param>
    /// <param name="y">Receives the output.</param>
    public void Forward(in ModelCall call, ModelBuffer x, ModelBuffer y)
    {
        int threads = Threads(call);
        switch (_kind)
        {
            case PoolKind.Max:
                MaxPooling.Forward(_shape, x.Pointer, y.Pointer, call.Samples, threads);
                break;
            case PoolKind.GlobalAverage:
                GlobalAveragePooling.Forward(_shape, x.Pointer, y.Pointer, call.Samples, threads);
                break;
            default:
                AveragePooling.Forward(_shape, _kind == PoolKind.AverageWithPadding, x.Pointer, y.Pointer, call.Samples, threads);
                break;
        }
    }

    /// <summary>Computes the gradient of the input.</summary>
    /// <param name="call">The call.</param>
    /// <param name="x">The input of the training call.</param>
    /// <param name="y">Its output.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">Receives the gradient of the input.</param>
    public void Backward(in ModelCall call, ModelBuffer x, ModelBuffer y, ModelBuffer dy, ModelBuffer dx)
    {
        int threads = Threads(call);
        switch (_kind)
        {
            case PoolKind.Max:
                MaxPooling.Backward(_shape, x.Pointer, y.Pointer, dy.Pointer, dx.Pointer, call.Samples, threads);
                break;
            case PoolKind.GlobalAverage:
                GlobalAveragePooling.Backward(_shape, dy.Pointer, dx.Pointer, call.Samples, threads);
                break;
            default:
                AveragePooling.Backward(_shape, _kind == PoolKind.AverageWithPadding, dy.Pointer, dx.Pointer, call.Samples, threads);
                break;
        }
    }

    private int Threads(in ModelCall call) => call.ThreadsFor((long)_shape.Channels * _shape.Height * _shape.Width);
}
