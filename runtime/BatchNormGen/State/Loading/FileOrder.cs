using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>In what order a framework's files have the numbers of a model's layer.</summary>
/// <remarks>
/// Here, and in PyTorch, MXNet and ONNX, weights of a convolution are (outputs, inputs, height, width) and those of a dense layer (outputs, inputs). In Keras and Flax they are
/// (height, width, inputs, outputs) and (inputs, outputs), and behind a flattening features go position by position, since maps have their channels last there.
/// </remarks>
internal readonly struct FileOrder
{
    private readonly int _outputs;
    private readonly int _inputs;
    private readonly int _taps;
    private readonly bool _isTurned;

    private FileOrder(int outputs, int inputs, int taps, bool isTurned)
    {
        _outputs = outputs;
        _inputs = inputs;
        _taps = taps;
        _isTurned = isTurned;
    }

    /// <summary>The order that they have in this library.</summary>
    public static FileOrder AsHere => default;

    /// <summary>The order of the weights of a convolution or dense layer.</summary>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="framework">The framework whose file it is.</param>
    public static FileOrder OfWeights(ProductShape shape, Framework framework)
    {
        int taps = shape.Kernel * shape.Kernel * shape.MapPositions;
        return new(shape.Outputs, shape.Terms / taps, taps, HasChannelsLast(framework));
    }

    /// <summary>The order of the parameters and statistics of features.</summary>
    /// <param name="features">Their number.</param>
    /// <param name="mapPositions">The positions of the maps that they were before they were flattened; otherwise 1.</param>
    /// <param name="framework">The framework whose file it is.</param>
    public static FileOrder OfFeatures(int features, int mapPositions, Framework framework) =>
        new(outputs: 1, features / mapPositions, mapPositions, mapPositions > 1 && HasChannelsLast(framework));

    /// <summary>The extents of a layer's weights in a file.</summary>
    public int[] Extents(IReadOnlyList<int> shape) => !_isTurned ? [.. shape]
        : shape is [var outputs, var inputs, var height, var width] ? [height, width, inputs, outputs]
        : [shape[1], shape[0]];

    /// <summary>The numbers as a file has them.</summary>
    public ReadOnlySpan<T> ToFile<T>(ReadOnlySpan<T> values)
    {
        if (!_isTurned)
        {
            return values;
        }

        T[] turned = new T[values.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[PlaceInFile(i)] = values[i];
        }

        return turned;
    }

    /// <summary>The numbers of a file in the order of this library.</summary>
    public T[] FromFile<T>(T[] values)
    {
        if (!_isTurned)
        {
            return values;
        }

        T[] turned = new T[values.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] = values[PlaceInFile(i)];
        }

        return turned;
    }

    private static bool HasChannelsLast(Framework framework) => framework is Framework.Keras or Framework.Flax;

    /// <summary>Where the number of an output, an input and a tap lies: taps first, then inputs, then outputs.</summary>
    private int PlaceInFile(int place)
    {
        (int rest, int tap) = Math.DivRem(place, _taps);
        (int output, int input) = Math.DivRem(rest, _inputs);
        return (((tap * _inputs) + input) * _outputs) + output;
    }
}
