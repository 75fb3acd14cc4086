using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Semantics;
using Xunit;

namespace BatchNormGen.Tests.Checkpoints;

/// <summary>What a load refuses, in which words; and that it leaves the layer as it was.</summary>
public sealed class LoadFaultTests
{
    private const string Failure = "the state cannot be loaded, and the layer was left as it was.";
    private const string Lenient = "With strict: false, what is missing stays as it is and what is unexpected is passed over.";
    private const string Type = "expected floating-point numbers: Float16, BFloat16, Float32 or Float64.";
    private const string Shape = "expected shape [3], or 3 among extents of 1 such as [1, 3, 1, 1].";
    private const string Count = "expected a number of batches, whole and from 0 to 9223372036854775807.";

    public static TheoryData<string, StateTensor, string> Tensors => new()
    {
        // Types.
        { "weight", StateTensor.Create<int>([1, 2, 3], 3), $"'weight' is Int32 [3]; {Type}" },
        { "bias", StateTensor.Create<byte>([1, 2, 3], 3), $"'bias' is UInt8 [3]; {Type}" },
        { "running_var", StateTensor.Create<bool>([true, true, true], 3), $"'running_var' is Bool [3]; {Type}" },

        // Shapes.
        { "weight", StateTensor.Create<float>([1, 2], 2), $"'weight' is Float32 [2]; {Shape}" },
        { "weight", StateTensor.Create<float>([1], []), $"'weight' is Float32 []; {Shape}" },
        { "weight", StateTensor.Create<float>([], 0), $"'weight' is Float32 [0]; {Shape}" },
        { "weight", StateTensor.Create<float>([], 3, 0), $"'weight' is Float32 [3, 0]; {Shape}" },
        { "bias", StateTensor.Create<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3), $"'bias' is Float32 [3, 3]; {Shape}" },
        { "running_mean", StateTensor.Create<float>([1, 2, 3, 4, 5, 6], 2, 3), $"'running_mean' is Float32 [2, 3]; {Shape}" },
        { "running_mean", StateTensor.Create<float>([1], 1, 1), $"'running_mean' is Float32 [1, 1]; {Shape}" },

        // Values.
        { "weight", States.Vector(1, float.NaN, 3), "'weight' is NaN in channel 1; expected finite numbers." },
        { "bias", States.Vector(1, 2, float.NegativeInfinity), "'bias' is -Infinity in channel 2; expected finite numbers." },
        { "running_mean", States.Vector(float.PositiveInfinity, 2, float.NaN), "'running_mean' is Infinity in channel 0, and wrong in 1 more; expected finite numbers." },
        { "running_var", States.Vector(1, -0.5f, 0), "'running_var' is -0.5 in channel 1; expected finite numbers of 0 or more, as variances are." },
        { "running_var", States.Vector(float.NaN, 1, 0), "'running_var' is NaN in channel 0; expected finite numbers of 0 or more, as variances are." },
        { "running_var", States.Vector(-1, float.PositiveInfinity, -2f), "'running_var' is -1 in channel 0, and wrong in 2 more; expected finite numbers of 0 or more, as variances are." },
        { "running_var", States.Vector(1.0, -1e-300, 0), "'running_var' is -1E-300 in channel 1; expected finite numbers of 0 or more, as variances are." },
        { "weight", States.Vector(1.0, 2, 1e39), "'weight' is 1E+39 in channel 2; expected numbers that Float32 can hold." },
        { "running_var", States.Vector(1e300, 2, 1), "'running_var' is 1E+300 in channel 0; expected numbers that Float32 can hold." },
        { "weight", States.Vector(1, float.NaN, 3).ConvertTo(DataType.BFloat16), "'weight' is NaN in channel 1; expected finite numbers." },

        // The counter.
        { "num_batches_tracked", StateTensor.Create<long>([1, 2], 2), "'num_batches_tracked' is Int64 [2]; expected one whole number, of shape [] or [1]." },
        { "num_batches_tracked", StateTensor.Create<long>([], 0), "'num_batches_tracked' is Int64 [0]; expected one whole number, of shape [] or [1]." },
        { "num_batches_tracked", StateTensor.Create<bool>([true]), "'num_batches_tracked' is Bool []; expected one whole number, of shape [] or [1]." },
        { "num_batches_tracked", StateTensor.Create<long>([-1]), $"'num_batches_tracked' is -1; {Count}" },
        { "num_batches_tracked", StateTensor.Create<float>([2.5f]), $"'num_batches_tracked' is 2.5; {Count}" },
        { "num_batches_tracked", StateTensor.Create<double>([double.NaN]), $"'num_batches_tracked' is NaN; {Count}" },
        { "num_batches_tracked", StateTensor.Create<Half>([Half.PositiveInfinity]), $"'num_batches_tracked' is Infinity; {Count}" },
        { "num_batches_tracked", StateTensor.Create<ulong>([ulong.MaxValue]), $"'num_batches_tracked' is 18446744073709551615; {Count}" },
    };

    [Theory, MemberData(nameof(Tensors))]
    public void A_tensor_that_does_not_fit_is_refused_strict_or_lenient(string name, StateTensor tensor, string fault)
    {
        StateDictionary state = States.PyTorchWith((name, tensor));
        AssertRefuses<PyTorchCheckpointRow>(state, strict: true, "- " + fault);
        AssertRefuses<PyTorchCheckpointRow>(state, strict: false, "- " + fault);
    }

    [Fact]
    public void A_double_layer_holds_what_a_float_layer_cannot()
    {
        var layer = new DoubleCheckpointRow();
        layer.LoadState(States.PyTorchWith(("weight", States.Vector(1.0, 2, 1e39))), names: Framework.PyTorch);
        Assert.Equal(1e39, layer.Gamma.Value[2]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        StateDictionary state = States.PyTorchWith(
            ("weight", StateTensor.Create<long>([1, 2], 1, 2)),
            ("bias", null),
            ("running_mean", null),
            ("running_var", States.Vector(-1f, 0, 0)),
            ("num_batches_tracked", StateTensor.Create<int>([-5], 1)),
            ("alpha", States.Vector(1f)));
        string[] faults =
        [
            $"- 'weight' is Int64 [1, 2]; {Type}",
            $"- 'weight' is Int64 [1, 2]; {Shape}",
            "- 'running_var' is -1 in channel 0; expected finite numbers of 0 or more, as variances are.",
            $"- 'num_batches_tracked' is -5; {Count}",
        ];
        AssertRefuses<PyTorchCheckpointRow>(
            state, strict: true,
            [.. faults, "- 'bias' is missing.", "- 'running_mean' is missing.", "- 'alpha' is unexpected: a layer has nothing of that name in PyTorch.", Lenient]);
        AssertRefuses<PyTorchCheckpointRow>(state, strict: false, faults);
    }

    [Fact]
    public void What_the_layer_does_not_have_is_unexpected()
    {
        AssertRefuses<UnscaledCheckpointRow>(
            States.PyTorch(), strict: true, "- 'weight' is unexpected: the layer has no gamma (Scale = false).", Lenient);
        AssertRefuses<UnshiftedCheckpointRow>(
            States.PyTorch(), strict: true, "- 'bias' is unexpected: the layer has no beta (Shift = false).", Lenient);
        AssertRefuses<UntrackedCheckpointRow>(
            States.PyTorch(), strict: true,
            "- 'running_mean' is unexpected: the layer tracks no moving statistics (TrackMovingStatistics = false).",
            "- 'running_var' is unexpected: the layer tracks no moving statistics (TrackMovingStatistics = false).",
            "- 'num_batches_tracked' is unexpected: the layer tracks no moving statistics (TrackMovingStatistics = false).", Lenient);
    }

    [Fact]
    public void Where_the_names_are_another_frameworks_it_is_said()
    {
        var state = new StateDictionary();
        new KerasPlane().SaveState(state, "bn/");
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new FlaxPlane().LoadState(state, "bn/"));
        Assert.Equal(
            $"""
            BatchNormGen.Tests.Layers.FlaxPlane: {Failure}
            - 'bn/scale' is missing.
            - 'bn/bias' is missing.
            - 'bn/mean' is missing.
            - 'bn/var' is missing.
            - 'bn/gamma' is unexpected: a layer has nothing of that name in Flax.
            - 'bn/beta' is unexpected: a layer has nothing of that name in Flax.
            - 'bn/moving_mean' is unexpected: a layer has nothing of that name in Flax.
            - 'bn/moving_variance' is unexpected: a layer has nothing of that name in Flax.
            The names of Keras are all there: pass names: Framework.Keras.
            {Lenient}
            """.ReplaceLineEndings("\n"),
            exception.Message);
    }

    [Theory]
    [InlineData("", "'a.bn1.' or 'b/'")]
    [InlineData("a.bn1", "'a.bn1.' or 'b/'")]
    [InlineData("a.bn1/", "'a.bn1.' or 'b/'")]
    public void Where_another_prefix_has_all_of_them_it_is_said(string prefix, string prefixes)
    {
        StateDictionary state = States.PyTorch("a.bn1.");
        StateDictionary other = States.PyTorch("b/");
        foreach (string name in other.Names)
        {
            state.Set(name, States.Vector(other.Get<float>(name)));
        }

        state.Set("a.conv.weight", States.Vector(1f));
        state.Set("a.conv.bias", States.Vector(1f));
        AssertRefusesUnder<PyTorchCheckpointRow>(
            prefix, state, strict: true,
            $"- '{prefix}weight' is missing.", $"- '{prefix}bias' is missing.", $"- '{prefix}running_mean' is missing.", $"- '{prefix}running_var' is missing.",
            $"All of them are there with the prefix {prefixes}. A prefix stands before a name as it is, so it ends with its separator.",
            Lenient);
    }

    [Fact]
    public void Of_many_prefixes_some_are_named()
    {
        var state = new StateDictionary();
        for (int layer = 0; layer < 9; layer++)
        {
            new PyTorchCheckpointRow().SaveState(state, $"{layer}.");
        }

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new PyTorchCheckpointRow().LoadState(state));
        Assert.Contains("with the prefix '0.' or '1.' or '2.' or '3.', among others. A prefix", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        LayerUnderTest<float> layer = States.Trained<CheckpointRow>();
        LayerState before = LayerState.Of(layer);
        Assert.Throws<ArgumentNullException>("state", () => layer.Layer.LoadState(null!));
        Assert.Throws<ArgumentNullException>("prefix", () => layer.Layer.LoadState(States.PyTorch(), null!));
        Assert.Throws<ArgumentOutOfRangeException>("names", () => layer.Layer.LoadState(States.PyTorch(), names: (Framework)(-1)));
        LayerState.Of(layer).AssertSameAs(before);
    }

    private static void AssertRefuses<TLayer>(StateDictionary state, bool strict, params string[] lines) =>
        AssertRefusesUnder<TLayer>("", state, strict, lines);

    private static void AssertRefusesUnder<TLayer>(string prefix, StateDictionary state, bool strict, params string[] lines)
    {
        LayerUnderTest<float> layer = States.Trained<TLayer>();
        InvalidDataException exception = layer.AssertRejects<InvalidDataException>([], () => layer.Layer.LoadState(state, prefix, strict));
        Assert.Equal($"BatchNormGen.Tests.Layers.{typeof(TLayer).Name}: {Failure}\n{string.Join("\n", lines)}", exception.Message);

        // Its last batch is remembered too.
        float[] batch = Semantics.Rejections.TrainedBatch(layer.Declaration.Shape(3));
        layer.Layer.Backward(batch, batch, new float[batch.Length], 3);
    }
}
