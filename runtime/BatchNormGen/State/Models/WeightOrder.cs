using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Models;

/// <summary>In what order a framework's files have the weights of a layer.</summary>
/// <remarks>
/// Here, and in PyTorch, MXNet and ONNX, those of a convolution are (outputs, inputs, height, width) and those of a dense layer (outputs, inputs). In Keras and Flax they are
/// (height, width, inputs, outputs) and (inputs, outputs), and behind a flattening the inputs go position by position, since maps have their channels last there.
/// </remarks>
internal readonly struct WeightOrder
{
    private readonly int _outputs;
    private readonly int _inputs;
    private readonly int _taps;
    private readonly bool _isTurned;

    private WeightOrder(ProductShape shape, bool isTurned)
    {
        _outputs = shape.Outputs;
        _inputs = shape.Terms / (shape.Kernel * shape.Kernel * shape.MapPositions);
        _taps = shape.Kernel * shape.Kernel * shape.MapPositions;
        _isTurned = isTurned;
    }

    /// <summary>The order of a framework.</summary>
    public static WeightOrder Of(ProductShape shape, Framework framework) => new(shape, framework is Framework.Keras or Framework.Flax);

    /// <summary>The extents of the tensor in a file.</summary>
    public int[] Extents(IReadOnlyList<int> shape) => !_isTurned ? [.. shape]
        : shape is [var outputs, var inputs, var height, var width] ? [height, width, inputs, outputs]
        : [shape[1], shape[0]];

    /// <summary>The weights as a file has them.</summary>
    public float[] ToFile(ReadOnlySpan<float> weights)
    {
        float[] turned = weights.ToArray();
        for (int i = 0; _isTurned && i < weights.Length; i++)
        {
            turned[PlaceInFile(i)] = weights[i];
        }

        return turned;
    }

    /// <summary>The weights of a file in the order of this library.</summary>
    public float[] FromFile(float[] values)
    {
        if (!_isTurned)
        {
            return values;
        }

        float[] weights = new float[values.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = values[PlaceInFile(i)];
        }

        return weights;
    }

    /// <summary>Where the weight of an output, an input and a tap lies: taps first, then inputs, then outputs.</summary>
    private int PlaceInFile(int place)
    {
        (int rest, int tap) = Math.DivRem(place, _taps);
        (int output, int input) = Math.DivRem(rest, _inputs);
        return (((tap * _inputs) + input) * _outputs) + output;
    }
}
