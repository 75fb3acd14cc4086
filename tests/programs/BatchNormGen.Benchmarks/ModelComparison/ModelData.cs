using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Models;
using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>What all implementations of a model are given: numbers, a batch and memory.</summary>
internal sealed class ModelData : IDisposable
{
    private readonly ModelCase _case;

    public ModelData(ModelCase one)
    {
        _case = one;
        Model = ModelNumbers.Randomize(one.Network.Create(), samples: 2);
        X = new TensorMemory(Model.InputLength * one.Samples, aligned: true);
        Y = new TensorMemory(Model.OutputLength * one.Samples, aligned: true);
        Dx = new TensorMemory(X.Length, aligned: true);
        ModelNumbers.Batch(X.Length, seed: 2).CopyTo(X.Span);
        Dy = ModelNumbers.Batch(Y.Length, seed: 3);
        var random = new Random(4);
        Labels = [.. Enumerable.Range(0, one.Samples).Select(_ => random.Next(Model.OutputShape[0]))];
    }

    public ModelTask Task => _case.Task;

    public Network Network => _case.Network;

    public int Samples => _case.Samples;

    /// <summary>The model whose numbers all take; nobody changes them.</summary>
    public IModel<float> Model { get; }

    public TensorMemory X { get; }

    /// <summary>Receives results, whose they are.</summary>
    public TensorMemory Y { get; }

    /// <summary>Receives gradients of the input.</summary>
    public TensorMemory Dx { get; }

    /// <summary>The gradient of the result, where there is no loss.</summary>
    public float[] Dy { get; }

    public int[] Labels { get; }

    public void Dispose()
    {
        X.Dispose();
        Y.Dispose();
        Dx.Dispose();
    }
}
