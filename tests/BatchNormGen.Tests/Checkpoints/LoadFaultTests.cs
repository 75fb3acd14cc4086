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
    private const string Variances = "expected variances that are above 0 with epsilon.";
    private const string Count = "expected a number of batches from 0 to 9223372036854775807.";

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
        { "running_var", States.Vector(1, -0.5f, 0), $"'running_var' is -0.5 in channel 1, -0.49999 with epsilon; {Variances}" },
        { "running_var", States.Vector(1, 1, -1e-5f), $"'running_var' is -1E-05 in channel 2, 0 with epsilon; {Variances}" },
        { "running_var", States.Vector(float.NaN, 1, 0), "'running_var' is NaN in channel 0; expected finite numbers." },
        { "running_var", States.Vector(1, float.PositiveInfinity, 0), "'running_var' is Infinity in channel 1; expected finite numbers." },
        { "running_var", States.Vector(-1, float.PositiveInfinity, -2f), $"'running_var' is -1 in channel 0, -0.99999 with epsilon, and wrong in 2 more; {Variances}" },
        { "weight", States.Vector(1.0, 2, 1e39), "'weight' is 1E+39 in channel 2; expected numbers that Float32 can hold." },
        { "running_var", States.Vector(1e300, 2, 1), "'running_var' is 1E+300 in channel 0; expected numbers that Float32 can hold." },
        { "weight", States.Vector(1, float.NaN, 3).ConvertTo(DataType.BFloat16), "'weight' is NaN in channel 1; expected finite numbers." },
    };

    public static TheoryData<StateTensor, string> Counters => new()
    {
        { StateTensor.Create<long>([1, 2], 2), "'num_batches_tracked' is Int64 [2]; expected one whole number, of shape [] or [1]." },
        { StateTensor.Create<long>([], 0), "'num_batches_tracked' is Int64 [0]; expected one whole number, of shape [] or [1]." },
        { StateTensor.Create<bool>([true]), "'num_batches_tracked' is Bool []; expected one whole number, of shape [] or [1]." },
        { StateTensor.Create<long>([-1]), $"'num_batches_tracked' is -1; {Count}" },
        { StateTensor.Create<float>([-2.5f]), $"'num_batches_tracked' is -2.5; {Count}" },
        { StateTensor.Create<double>([double.NaN]), $"'num_batches_tracked' is NaN; {Count}" },
        { StateTensor.Create<double>([1e19]), $"'num_batches_tracked' is 1E+19; {Count}" },
        { StateTensor.Create<Half>([Half.PositiveInfinity]), $"'num_batches_tracked' is Infinity; {Count}" },
        { StateTensor.Create<ulong>([ulong.MaxValue]), $"'num_batches_tracked' is 18446744073709551615; {Count}" },
    };

    [Theory, MemberData(nameof(Tensors))]
    public void A_tensor_that_does_not_fit_is_refused_strict_or_lenient(string name, StateTensor tensor, string fault)
    {
        StateDictionary state = States.PyTorchWith((name, tensor));
        AssertRefuses<PyTorchCheckpointRow>(state, strict: true, "- " + fault);
        AssertRefuses<PyTorchCheckpointRow>(state, strict: false, "- " + fault);
    }

    [Theory, MemberData(nameof(Counters))]
    public void A_counter_that_a_cumulative_average_cannot_go_on_from_is_refused(StateTensor counter, string fault)
    {
        StateDictionary state = States.PyTorchWith(("num_batches_tracked", counter));
        AssertRefuses<CumulativeCheckpointRow>(state, strict: true, "- " + fault);
        AssertRefuses<CumulativeCheckpointRow>(state, strict: false, "- " + fault);
    }

    [Theory, MemberData(nameof(Counters))]
    public void A_counter_that_no_average_needs_refuses_nothing(StateTensor counter, string fault)
    {
        var layer = new PyTorchCheckpointRow();
        LoadReport report = layer.LoadState(States.PyTorchWith(("num_batches_tracked", counter)));
        Assert.Equal(States.Variance, layer.MovingVariance.ToArray());
        Assert.Equal(0, layer.BatchesTracked);
        Assert.Equal([fault + " It was passed over: the layer's averages do not depend on it"], report.Notes);
    }

    [Theory]
    [InlineData(15000.5, 15000)]
    [InlineData(15001.5, 15002)]
    [InlineData(2.75, 3)]
    [InlineData(-0.25, 0)]
    public void A_counter_with_a_fraction_is_rounded_and_noted(double value, long rounded)
    {
        StateDictionary state = States.PyTorchWith(("num_batches_tracked", StateTensor.Create([(float)value])));
        foreach (string name in (string[])[nameof(PyTorchCheckpointRow), nameof(CumulativeCheckpointRow)])
        {
            LayerUnderTest<float> layer = LayerTypes.Single(name);
            LoadReport report = layer.Layer.LoadState(state);
            Assert.Equal(rounded, layer.Moving.BatchesTracked);
            Assert.Equal([FormattableString.Invariant($"'num_batches_tracked' is {value}; rounded to {rounded}")], report.Notes);
            Assert.Equal(FormattableString.Invariant($"converted: num_batches_tracked; notes: 'num_batches_tracked' is {value}; rounded to {rounded}"), report.ToString());
        }
    }

    [Fact]
    public void A_negative_variance_that_predicts_is_taken_and_noted()
    {
        var layer = new PyTorchCheckpointRow();
        LoadReport report = layer.LoadState(States.PyTorchWith(("running_var", States.Vector(1, -9.9999e-6f, 2))));
        Assert.Equal([1, -9.9999e-6f, 2], layer.MovingVariance.ToArray());
        Assert.Equal(["'running_var' is -9.9999E-06 in channel 1; taken as it is, since it is above 0 with epsilon"], report.Notes);
        float[] y = new float[3];
        layer.ForwardInference([0, 0, 0], y);
        Assert.True(float.IsFinite(y[1]));

        // What a float cannot tell from 0, of doubles.
        report = layer.LoadState(States.PyTorchWith(("running_var", States.Vector(1.0, -1e-300, -1e-7))));
        Assert.Equal(["'running_var' is -1E-300 in channel 1, and negative in 1 more; taken as it is, since it is above 0 with epsilon"], report.Notes);

        // And back.
        layer.SaveState(new StateDictionary());
    }

    [Fact]
    public void The_sum_with_epsilon_is_that_of_the_element_type()
    {
        double variance = Math.BitDecrement(-1e-5);
        StateDictionary state = States.PyTorchWith(("running_var", States.Vector(1.0, variance, 1)));
        Assert.Throws<InvalidDataException>(() => new DoubleCheckpointRow().LoadState(state, names: Framework.PyTorch));
        Assert.Throws<InvalidDataException>(() => new PyTorchCheckpointRow().LoadState(state));
        Assert.Single(new DoubleCheckpointRow().LoadState(States.PyTorchWith(("running_var", States.Vector(1.0, Math.BitIncrement(-1e-5), 1))), names: Framework.PyTorch).Notes);
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
            $"- 'running_var' is -1 in channel 0, -0.99999 with epsilon; {Variances}",
            $"- 'num_batches_tracked' is -5; {Count}",
        ];
        AssertRefuses<CumulativeCheckpointRow>(
            state, strict: true,
            [.. faults, "- 'bias' is missing.", "- 'running_mean' is missing.", "- 'alpha' is unexpected: a layer has nothing of that name in PyTorch.", Lenient]);
        AssertRefuses<CumulativeCheckpointRow>(state, strict: false, faults);
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
