using System.Numerics.Tensors;
using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Tensors;

/// <summary>What follows a normalization, over the plane or row that has just been written: the residual, then the activation.</summary>
internal sealed class TensorActivation(BatchData data)
{
    private readonly float[] _scratch = new float[Math.Max(data.Shape.Features, data.Shape.Positions)];

    /// <summary>Whether <see cref="TensorPrimitives"/> has what the layer needs: there is no error function, so no Gelu.</summary>
    public static bool Exists(Activation activation) => activation is not (Activation.Gelu or Activation.LeakyRelu);

    /// <summary>Completes the values of the result from an index on.</summary>
    public void Complete(int start, int length)
    {
        Span<float> y = data.Result.Span.Slice(start, length);
        if (data.Residual is { } residual)
        {
            TensorPrimitives.Add(y, residual.Span.Slice(start, length), y);
        }

        Span<float> scratch = _scratch.AsSpan(0, length);
        switch (data.Normalization.Activation)
        {
            case Activation.Relu:
                TensorPrimitives.Max(y, 0, y);
                break;
            case Activation.Relu6:
                TensorPrimitives.Clamp(y, 0, 6, y);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid<float>(y, y);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh<float>(y, y);
                break;
            case Activation.Silu:
                TensorPrimitives.Sigmoid<float>(y, scratch);
                TensorPrimitives.Multiply(y, scratch, y);
                break;
            case Activation.HardSwish:
                TensorPrimitives.Add(y, 3, scratch);
                TensorPrimitives.Clamp(scratch, 0, 6, scratch);
                TensorPrimitives.Multiply(scratch, 1f / 6, scratch);
                TensorPrimitives.Multiply(y, scratch, y);
                break;
        }
    }
}
