using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Saving and loading models: names, orders, and all or nothing.</summary>
public sealed class StateTests
{
    private static readonly float[] X = Numbers.Batch(3 * 105, seed: 5);

    private readonly Stateful _model = Filled();

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void What_is_saved_is_loaded_by_any_frameworks_names(string name)
    {
        foreach (Framework? names in (Framework?[])[null, .. Enum.GetValues<Framework>()])
        {
            ModelUnderTest saved = new(ModelCase.Named(name)), loaded = new(ModelCase.Named(name), seed: 2);
            using MemoryStream file = new();
            StateDictionary state = new();
            saved.Model.SaveState(state, "net/", names);
            Assert.All(state.Names, static tensor => Assert.StartsWith("net/", tensor, StringComparison.Ordinal));
            state.Save(file);
            file.Position = 0;
            Assert.Equal("complete", loaded.Model.LoadState(StateDictionary.Load(file), "net/", names: names).ToString());
            Assert.Equal(saved.State(), loaded.State());
        }
    }

    [Theory]
    [InlineData(Framework.PyTorch, "features.0.weight features.0.bias features.1.weight features.1.bias features.1.running_mean features.1.running_var features.1.num_batches_tracked features.2.weight classifier.0.weight classifier.0.bias classifier.1.weight classifier.1.bias")]
    [InlineData(Framework.Keras, "features.0/kernel features.0/bias features.1/gamma features.1/beta features.1/moving_mean features.1/moving_variance features.2/kernel classifier.0/kernel classifier.0/bias classifier.1/gamma classifier.1/beta")]
    [InlineData(Framework.Flax, "features.0/kernel features.0/bias features.1/scale features.1/bias features.1/mean features.1/var features.2/kernel classifier.0/kernel classifier.0/bias classifier.1/scale classifier.1/bias")]
    [InlineData(Framework.Onnx, "features.0/W features.0/B features.1/scale features.1/B features.1/input_mean features.1/input_var features.2/W classifier.0/B classifier.0/C classifier.1/Scale classifier.1/B")]
    [InlineData(Framework.MXNet, "features.0.weight features.0.bias features.1.gamma features.1.beta features.1.running_mean features.1.running_var features.2.weight classifier.0.weight classifier.0.bias classifier.1.gamma classifier.1.beta")]
    public void Names_are_those_of_the_framework(Framework names, string expected)
    {
        // Each framework's count of batches has one name more, which only PyTorch has of its own.
        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            Saved(_model, names).Names.Where(static name => !name.EndsWith("batches_tracked", StringComparison.Ordinal) || name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parameters_have_the_names_of_files()
    {
        Assert.Equal(
            ["features.0.weight", "features.0.bias", "features.1.gamma", "features.1.beta", "features.2.weight", "classifier.0.weight", "classifier.0.bias", "classifier.1.gamma", "classifier.1.beta"],
            _model.Parameters.Select(static parameter => parameter.Name));
        Assert.Equal([4, 3, 3, 3], _model.Features_0.Weight.Shape);
        Assert.Equal([4, 1, 3, 3], _model.Features_2.Weight.Shape);
        Assert.Equal([6, 60], _model.Classifier_0.Weight.Shape);
        Assert.All(_model.Parameters, parameter => Assert.Contains(parameter.Name, Saved(_model, null).Names));
    }

    [Theory, InlineData(Framework.Keras), InlineData(Framework.Flax)]
    public void Weights_are_in_the_order_of_frameworks_with_channels_last(Framework names)
    {
        StateDictionary state = Saved(_model, names);
        StateTensor convolution = Tensor("features.0/kernel", [3, 3, 3, 4]), depthwise = Tensor("features.2/kernel", [3, 3, 1, 4]), dense = Tensor("classifier.0/kernel", [60, 6]);
        float[] turned = convolution.ToArray<float>(), turnedDepthwise = depthwise.ToArray<float>(), rows = dense.ToArray<float>();
        for (int output = 0; output < 4; output++)
        {
            for (int tap = 0; tap < 9; tap++)
            {
                Assert.Equal(_model.Features_2.Weight.Value[(output * 9) + tap], turnedDepthwise[(tap * 4) + output]);
                for (int input = 0; input < 3; input++)
                {
                    Assert.Equal(_model.Features_0.Weight.Value[(((output * 3) + input) * 9) + tap], turned[(((tap * 3) + input) * 4) + output]);
                }
            }
        }

        // 4 maps of 3 × 5 are flattened: channel by channel here, position by position there.
        for (int output = 0; output < 6; output++)
        {
            for (int channel = 0; channel < 4; channel++)
            {
                for (int position = 0; position < 15; position++)
                {
                    Assert.Equal(_model.Classifier_0.Weight.Value[(output * 60) + (channel * 15) + position], rows[(((position * 4) + channel) * 6) + output]);
                }
            }
        }

        StateTensor Tensor(string name, long[] shape)
        {
            Assert.True(state.TryGet(name, out StateTensor? tensor));
            Assert.Equal(shape, tensor.Shape);
            return tensor;
        }
    }

    [Fact]
    public void A_flattened_input_is_in_the_order_of_the_framework_too()
    {
        FlattenedInputOfKeras model = new();
        Assert.True(Saved(model, null).TryGet("dense/kernel", out StateTensor? kernel));
        AssertRows(model.Dense.Weight.Value, kernel.ToArray<float>(), channels: 3, positions: 8, outputs: 5);
    }

    [Fact]
    public void Normalizations_of_flattened_maps_are_in_the_order_of_the_framework_too()
    {
        FlattenedNormsOfKeras model = new(), loaded = new();
        foreach (Parameter<float> parameter in model.Parameters)
        {
            Numbers.Shake(parameter.Value, 0.25, seed: 3);
        }

        model.ForwardTraining([.. Enumerable.Range(0, 48).Select(static i => MathF.Sin(i))], new float[10]);
        StateDictionary state = Saved(model, null);
        AssertFile(model.Batch.Gamma!.Value, "batch/gamma");
        AssertFile(model.Batch.Beta!.Value, "batch/beta");
        AssertFile(model.Batch.MovingMean, "batch/moving_mean");
        AssertFile(model.Batch.MovingVariance, "batch/moving_variance");
        AssertFile(model.Layer.Gamma!.Value, "layer/gamma");
        AssertFile(model.Layer.Beta!.Value, "layer/beta");

        // Behind the dense layer features are features.
        Assert.True(state.TryGet("last/gamma", out StateTensor? gamma));
        Assert.Equal(model.Last.Gamma!.Value.ToArray(), gamma.ToArray<float>());

        loaded.LoadState(state);
        Assert.Equal(model.Batch.MovingVariance.ToArray(), loaded.Batch.MovingVariance.ToArray());
        Assert.All(model.Parameters.Zip(loaded.Parameters), static pair => Assert.Equal(pair.First.Value.ToArray(), pair.Second.Value.ToArray()));

        void AssertFile(ReadOnlySpan<float> ours, string name)
        {
            Assert.True(state.TryGet(name, out StateTensor? tensor));
            AssertRows(ours, tensor.ToArray<float>(), channels: 3, positions: 8, outputs: 1);
        }
    }

    [Fact]
    public void A_tensor_that_is_wrong_leaves_all_as_they_were()
    {
        StateDictionary good = Saved(Filled(seed: 2), null);
        (string Name, StateTensor Tensor, string Message)[] faults =
        [
            ("classifier.1.beta", StateTensor.Create<float>(new float[5], 5), "[6]"),
            ("features.0.weight", StateTensor.Create<float>(new float[108], 3, 4, 3, 3), "[4, 3, 3, 3]"),
            ("features.1.moving_var", StateTensor.Create<float>([1, -1, 1, 1], 4), "-1"),
            ("classifier.0.weight", StateTensor.Create<float>([.. Enumerable.Repeat(1f, 359), float.NaN], 6, 60), "NaN"),
            ("features.3.weight", StateTensor.Create<float>([1], 1), "unexpected"),
            ("features.2.bias", StateTensor.Create<float>(new float[4], 4), "bias: false"),
        ];
        foreach ((string name, StateTensor tensor, string message) in faults)
        {
            StateDictionary bad = Saved(Filled(seed: 2), null);
            bad.Set(name, tensor);
            AssertRefused(bad, name, message);
        }

        StateDictionary partial = new();
        foreach (string name in good.Names.Where(static name => name != "features.2.weight"))
        {
            good.TryGet(name, out StateTensor? tensor);
            partial.Set(name, tensor!);
        }

        AssertRefused(partial, "features.2.weight", "missing");
        float[] kept = _model.Features_2.Weight.Value.ToArray();
        LoadReport report = _model.LoadState(partial, strict: false);
        Assert.Equal(["features.2.weight"], report.Missing);
        Assert.Equal(kept, _model.Features_2.Weight.Value.ToArray());
        Assert.Equal(Filled(seed: 2).Features_0.Weight.Value.ToArray(), _model.Features_0.Weight.Value.ToArray());
    }

    [Fact]
    public void Names_outside_the_prefix_are_someone_elses()
    {
        StateDictionary state = new();
        _model.SaveState(state, "student.");
        Filled(seed: 2).SaveState(state, "teacher.");
        Stateful loaded = new();
        Assert.Empty(loaded.LoadState(state, "teacher.").Unexpected);
        Assert.Equal(Predicted(Filled(seed: 2)), Predicted(loaded));
        state.Set("teacher.more", StateTensor.Create<float>([1], 1));
        Assert.Contains("'teacher.more' is unexpected", Assert.Throws<InvalidDataException>(() => loaded.LoadState(state, "teacher.")).Message, StringComparison.Ordinal);
        Assert.Equal(["teacher.more"], loaded.LoadState(state, "teacher.", strict: false).Unexpected);
    }

    [Fact]
    public void Several_models_are_loaded_at_once()
    {
        StateDictionary state = new();
        Stateful other = Filled(seed: 2), first = new(), second = new();
        state.SaveFrom(("a.", _model), ("b.", other));
        state.LoadInto(("a.", first), ("b.", second));
        Assert.Equal(Predicted(_model), Predicted(first));
        Assert.Equal(Predicted(other), Predicted(second));
    }

    [Fact]
    public void Other_types_are_converted()
    {
        StateDictionary state = Saved(_model, null);
        Assert.True(state.TryGet("features.0.weight", out StateTensor? weight));
        state.Set("features.0.weight", weight.ConvertTo(DataType.Float64));
        Stateful loaded = new();
        Assert.Equal(["features.0.weight"], loaded.LoadState(state).Converted);
        Assert.Equal(Predicted(_model), Predicted(loaded));
    }

    [Fact]
    public void Numbers_that_could_not_be_loaded_again_are_not_saved()
    {
        StateDictionary state = new();
        _model.Classifier_0.Bias!.Value[2] = float.NaN;
        string message = Assert.Throws<ArithmeticException>(() => _model.SaveState(state)).Message;
        Assert.All((string[])["Stateful", "classifier.0", "bias", "NaN"], word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.Empty(state.Names);
    }

    [Fact]
    public void Arguments_that_cannot_be()
    {
        Assert.Throws<ArgumentNullException>(() => _model.SaveState(null!));
        Assert.Throws<ArgumentNullException>(() => _model.LoadState(null!));
        Assert.Throws<ArgumentNullException>(() => _model.SaveState(new StateDictionary(), null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.SaveState(new StateDictionary(), names: (Framework)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.LoadState(new StateDictionary(), names: (Framework)99));
    }

    [Fact]
    public void Loading_sets_gradients_to_zero()
    {
        float[] y = new float[18];
        _model.ForwardTraining(X, y);
        _model.Backward(X, y, []);
        _model.LoadState(Saved(Filled(seed: 2), null));
        Assert.All(_model.Parameters, static parameter => Assert.False(parameter.Gradient.ContainsAnyExcept(0f), parameter.Name));
    }

    private static void AssertRows(ReadOnlySpan<float> ours, float[] theirs, int channels, int positions, int outputs)
    {
        for (int i = 0; i < ours.Length; i++)
        {
            int output = i / (channels * positions), channel = i / positions % channels, position = i % positions;
            Assert.Equal(ours[i], theirs[(((position * channels) + channel) * outputs) + output]);
        }
    }

    private static Stateful Filled(int seed = 1)
    {
        Stateful model = new();
        model.Initialize(seed);
        foreach (Parameter<float> parameter in model.Parameters)
        {
            Numbers.Shake(parameter.Value, 0.25, seed);
        }

        model.ForwardTraining(X, new float[18]);
        return model;
    }

    private static StateDictionary Saved(IModel<float> model, Framework? names)
    {
        StateDictionary state = new();
        model.SaveState(state, names: names);
        return state;
    }

    private static float[] Predicted(Stateful model)
    {
        float[] y = new float[18];
        model.ForwardInference(X, y);
        return y;
    }

    private void AssertRefused(StateDictionary state, params string[] words)
    {
        float[] before = Predicted(_model);
        long batches = _model.Features_1.BatchesTracked;
        float[][] values = [.. _model.Parameters.Select(static parameter => parameter.Value.ToArray())];
        string message = Assert.Throws<InvalidDataException>(() => _model.LoadState(state)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.Equal(values, _model.Parameters.Select(static parameter => parameter.Value.ToArray()));
        Assert.Equal(before, Predicted(_model));
        Assert.Equal(batches, _model.Features_1.BatchesTracked);
    }
}
