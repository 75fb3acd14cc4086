using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Checkpoints;

public sealed class SaveStateTests
{
    public static TheoryData<Framework, string> Names => new()
    {
        { Framework.Textbook, "gamma, beta, moving_mean, moving_var, batches_tracked" },
        { Framework.PyTorch, "weight, bias, running_mean, running_var, num_batches_tracked" },
        { Framework.Keras, "gamma, beta, moving_mean, moving_variance, batches_tracked" },
        { Framework.Flax, "scale, bias, mean, var, batches_tracked" },
        { Framework.MXNet, "gamma, beta, running_mean, running_var, batches_tracked" },
        { Framework.Onnx, "scale, B, input_mean, input_var, batches_tracked" },
    };

    [Theory, MemberData(nameof(Names))]
    public void The_names_are_those_of_the_framework(Framework framework, string names)
    {
        var state = new StateDictionary();
        new CheckpointRow().SaveState(state, names: framework);
        Assert.Equal(names, string.Join(", ", state.Names));
    }

    [Theory, MemberData(nameof(Names))]
    public void Without_any_given_they_are_those_of_the_preset(Framework framework, string names)
    {
        var state = new StateDictionary();
        LayerTypes.Single($"{framework}Plane").Layer.SaveState(state);
        Assert.Equal(names, string.Join(", ", state.Names));
    }

    [Fact]
    public void A_float_layer_saves_its_bits_in_vectors_and_an_Int64_scalar()
    {
        LayerUnderTest<float> layer = States.Trained<CheckpointRow>();
        var state = new StateDictionary();
        layer.Layer.SaveState(state, "net/norm/");

        Assert.Equal(["net/norm/gamma", "net/norm/beta", "net/norm/moving_mean", "net/norm/moving_var", "net/norm/batches_tracked"], state.Names);
        Assert.All(state.Names.SkipLast(1), name => Assert.Equal("Float32 [3]", Tensor(state, name).ToString()));
        Assert.Equal("Int64 []", Tensor(state, "net/norm/batches_tracked").ToString());
        Assert.Equal(layer.Gamma!.Value.ToArray(), state.Get<float>("net/norm/gamma"));
        Assert.Equal(layer.Beta!.Value.ToArray(), state.Get<float>("net/norm/beta"));
        Assert.Equal(layer.Moving.MovingMean.ToArray(), state.Get<float>("net/norm/moving_mean"));
        Assert.Equal(layer.Moving.MovingVariance.ToArray(), state.Get<float>("net/norm/moving_var"));
        Assert.Equal([1], state.Get<long>("net/norm/batches_tracked"));
    }

    [Fact]
    public void A_double_layer_saves_doubles()
    {
        var state = new StateDictionary();
        new DoubleCheckpointRow().SaveState(state);
        Assert.All(state.Names.SkipLast(1), name => Assert.Equal("Float64 [3]", Tensor(state, name).ToString()));
    }

    [Fact]
    public void A_layer_of_one_channel_saves_vectors_too()
    {
        var state = new StateDictionary();
        new CheckpointRow1().SaveState(state);
        Assert.Equal("Float32 [1]", Tensor(state, "gamma").ToString());
    }

    [Fact]
    public void A_layer_saves_what_it_has()
    {
        Assert.Equal(["bias", "running_mean", "running_var", "num_batches_tracked"], NamesOf(new UnscaledCheckpointRow()));
        Assert.Equal(["weight", "running_mean", "running_var", "num_batches_tracked"], NamesOf(new UnshiftedCheckpointRow()));
        Assert.Equal(["weight", "bias"], NamesOf(new UntrackedCheckpointRow()));
        Assert.Empty(NamesOf(new EmptyCheckpointRow()));

        static IEnumerable<string> NamesOf(INormalizationLayer<float> layer)
        {
            var state = new StateDictionary();
            layer.SaveState(state);
            return state.Names;
        }
    }

    [Fact]
    public void What_is_saved_is_a_copy_beside_what_was_there()
    {
        var layer = new CheckpointRow();
        var state = new StateDictionary();
        state.Set("a.gamma", States.Vector(5f));
        state.Set("b.gamma", States.Vector(6f));

        layer.SaveState(state, "a.");
        layer.Gamma.Value.Fill(9);

        Assert.Equal([1f, 1f, 1f], state.Get<float>("a.gamma"));
        Assert.Equal([6f], state.Get<float>("b.gamma"));
    }

    [Fact]
    public void Saving_changes_nothing_in_the_layer()
    {
        LayerUnderTest<float> layer = States.Trained<CheckpointRow>();
        LayerState before = LayerState.Of(layer);
        layer.Layer.SaveState(new StateDictionary());
        LayerState.Of(layer).AssertSameAs(before);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        var layer = new CheckpointRow();
        var state = new StateDictionary();
        Assert.Throws<ArgumentNullException>("state", () => layer.SaveState(null!));
        Assert.Throws<ArgumentNullException>("prefix", () => layer.SaveState(state, null!));
        Assert.Throws<ArgumentException>(() => layer.SaveState(state, "\ud800"));
        var exception = Assert.Throws<ArgumentOutOfRangeException>("names", () => layer.SaveState(state, names: (Framework)6));
        Assert.StartsWith(
            "BatchNormGen.Tests.Layers.CheckpointRow: expected names to be one of Textbook, PyTorch, Keras, Flax, MXNet, Onnx, or null for the preset's.",
            exception.Message, StringComparison.Ordinal);
        Assert.Empty(state.Names);
    }

    public static TheoryData<string, float, int, string> Unusable => new()
    {
        { "gamma", float.NaN, 2, "'bn.weight' is NaN in channel 2; expected a finite number." },
        { "gamma", float.PositiveInfinity, 0, "'bn.weight' is Infinity in channel 0; expected a finite number." },
        { "beta", float.NegativeInfinity, 1, "'bn.bias' is -Infinity in channel 1; expected a finite number." },
        { "mean", float.NaN, 1, "'bn.running_mean' is NaN in channel 1; expected a finite number." },
        { "variance", float.NaN, 1, "'bn.running_var' is NaN in channel 1; expected a finite number." },
        { "variance", -0.5f, 2, "'bn.running_var' is -0.5 in channel 2; expected a variance that is above 0 with epsilon." },
        { "variance", -1e-5f, 0, "'bn.running_var' is -1E-05 in channel 0; expected a variance that is above 0 with epsilon." },
    };

    [Theory, MemberData(nameof(Unusable))]
    public void What_could_not_be_loaded_is_not_saved(string what, float value, int channel, string fault)
    {
        var layer = new PyTorchCheckpointRow();
        Span<float> values = what switch { "gamma" => layer.Gamma.Value, "beta" => layer.Beta.Value, "mean" => layer.MovingMean, _ => layer.MovingVariance };
        values[channel] = value;
        var state = new StateDictionary();
        state.Set("bn.weight", States.Vector(5f));

        string message = Assert.Throws<ArithmeticException>(() => layer.SaveState(state, "bn.")).Message;
        Assert.StartsWith("BatchNormGen.Tests.Layers.PyTorchCheckpointRow: " + fault, message);
        Assert.Equal(["bn.weight"], state.Names);
        Assert.Equal([5f], state.Get<float>("bn.weight"));

        // The same numbers in a file are refused.
        StateTensor tensor = StateTensor.Create<float>(values, 3);
        string name = what switch { "gamma" => "weight", "beta" => "bias", "mean" => "running_mean", _ => "running_var" };
        Assert.Throws<InvalidDataException>(() => new PyTorchCheckpointRow().LoadState(States.PyTorchWith((name, tensor))));
    }

    [Fact]
    public void Of_several_numbers_the_first_is_named()
    {
        var layer = new DoubleCheckpointRow();
        layer.Gamma.Value.Fill(double.NaN);
        Assert.Contains("'gamma' is NaN in channel 0 (and 2 more)", Assert.Throws<ArithmeticException>(() => layer.SaveState(new StateDictionary())).Message);
    }

    private static StateTensor Tensor(StateDictionary state, string name) =>
        state.TryGet(name, out StateTensor? tensor) ? tensor : throw new KeyNotFoundException(name);
}
