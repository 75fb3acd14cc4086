using BatchNormGen.Tests.Layers;

namespace BatchNormGen.Tests.Checkpoints;

/// <summary>Dictionaries of tensors for the layers of three channels in <c>CheckpointLayers</c>.</summary>
internal static class States
{
    public static float[] Gamma => [1.5f, -2, 0.25f];
    public static float[] Beta => [0, 3, -0.5f];
    public static float[] Mean => [10, -20, 0.125f];
    public static float[] Variance => [0, 2, 1e-3f];

    /// <summary>A PyTorch layer, complete.</summary>
    public static StateDictionary PyTorch(string prefix = "")
    {
        var state = new StateDictionary();
        state.Set(prefix + "weight", Vector(Gamma));
        state.Set(prefix + "bias", Vector(Beta));
        state.Set(prefix + "running_mean", Vector(Mean));
        state.Set(prefix + "running_var", Vector(Variance));
        state.Set(prefix + "num_batches_tracked", StateTensor.Create<long>([7]));
        return state;
    }

    /// <summary>The same with some tensors replaced, and without those that are null.</summary>
    public static StateDictionary PyTorchWith(params (string Name, StateTensor? Tensor)[] others)
    {
        var state = new StateDictionary();
        StateDictionary complete = PyTorch();
        foreach (string name in complete.Names)
        {
            if (!others.Any(other => other.Name == name) && complete.TryGet(name, out StateTensor? tensor))
            {
                state.Set(name, tensor);
            }
        }

        foreach ((string name, StateTensor? tensor) in others)
        {
            if (tensor is not null)
            {
                state.Set(name, tensor);
            }
        }

        return state;
    }

    public static StateTensor Vector(params float[] values) => StateTensor.Create<float>(values, values.Length);

    public static StateTensor Vector(params double[] values) => StateTensor.Create<double>(values, values.Length);

    /// <summary>A tensor's elements, which must have the type already.</summary>
    public static T[] Get<T>(this StateDictionary state, string name) =>
        state.TryGet(name, out StateTensor? tensor) ? tensor.ToArray<T>() : throw new KeyNotFoundException(name);

    /// <summary>A layer that has trained and has gradients, so that there is something to overwrite or to damage.</summary>
    public static LayerUnderTest<float> Trained<TLayer>() => Semantics.Rejections.Trained(typeof(TLayer).Name);
}
