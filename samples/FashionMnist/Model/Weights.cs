using BatchNormGen;

namespace FashionMnist.Model;

/// <summary>Learned numbers in C order, with the gradient of the loss with respect to each.</summary>
internal sealed class Weights
{
    private readonly long[] _shape;

    public Weights(params long[] shape)
    {
        _shape = shape;
        Value = new float[shape.Aggregate(1L, (length, extent) => length * extent)];
        Gradient = new float[Value.Length];
    }

    public float[] Value { get; }

    public float[] Gradient { get; }

    /// <summary>Draws the values uniformly with the variance 2 / (fanIn + fanOut) (Glorot and Bengio, 2010).</summary>
    public void DrawXavierUniform(Random random, int fanIn, int fanOut)
    {
        double bound = Math.Sqrt(6.0 / (fanIn + fanOut));
        foreach (ref float value in Value.AsSpan())
        {
            value = (float)((2 * random.NextDouble() - 1) * bound);
        }
    }

    public void Save(StateDictionary state, string name) => state.Set(name, StateTensor.Create<float>(Value, _shape));

    /// <summary>Takes the values from a tensor of any floating-point type, and clears the gradient.</summary>
    /// <exception cref="InvalidDataException">The tensor is missing, of another type or shape, or holds what is no finite number.</exception>
    public void Load(StateDictionary state, string name)
    {
        if (!state.TryGet(name, out StateTensor? tensor))
        {
            throw new InvalidDataException($"'{name}' is missing");
        }

        bool isReal = tensor.DataType is DataType.Float16 or DataType.BFloat16 or DataType.Float32 or DataType.Float64;
        if (!isReal || !tensor.Shape.SequenceEqual(_shape))
        {
            throw new InvalidDataException($"'{name}' is {tensor} instead of floating-point numbers [{string.Join(", ", _shape)}]");
        }

        float[] values = tensor.ToArray<float>();
        int wrong = Array.FindIndex(values, value => !float.IsFinite(value));
        if (wrong >= 0)
        {
            throw new InvalidDataException($"'{name}' is {values[wrong]} at {wrong}");
        }

        values.CopyTo(Value, 0);
        Array.Clear(Gradient);
    }
}
