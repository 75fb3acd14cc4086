using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Checkpoints;

/// <summary>Several layers saved and loaded at once, all or nothing.</summary>
public sealed class PartsTests
{
    private const string Failure = "The state cannot be loaded, and every part was left as it was.";
    private const string Lenient = "With Strict = false, what is missing stays as it is and what is unexpected is passed over. Names that are yours belong under Elsewhere.";

    private readonly LayerUnderTest<float> _first = States.Trained<PyTorchCheckpointRow>();
    private readonly LayerUnderTest<float> _second = States.Trained<UnshiftedCheckpointRow>();

    [Fact]
    public void What_is_saved_together_is_loaded_together()
    {
        var state = new StateDictionary();
        state.SaveFrom(("bn1.", _first.Layer), ("bn2.", _second.Layer));
        Assert.Equal(9, state.Names.Count);

        LayerUnderTest<float> first = new(typeof(PyTorchCheckpointRow)), second = new(typeof(UnshiftedCheckpointRow));
        Assert.Equal("complete", state.LoadInto(("bn1.", first.Layer), ("bn2.", second.Layer)).ToString());
        Assert.Equal(_first.Gamma!.Value.ToArray(), first.Gamma!.Value.ToArray());
        Assert.Equal(_second.Moving.MovingMean.ToArray(), second.Moving.MovingMean.ToArray());
        Assert.Equal(1, second.Moving.BatchesTracked);
    }

    [Fact]
    public void Nothing_is_saved_where_one_part_cannot_be()
    {
        _second.Gamma!.Value[1] = float.NaN;
        var state = new StateDictionary();
        Assert.Contains("'bn2.weight' is NaN in channel 1", Assert.Throws<ArithmeticException>(() => state.SaveFrom(("bn1.", _first.Layer), ("bn2.", _second.Layer))).Message);
        Assert.Empty(state.Names);
    }

    [Fact]
    public void One_fault_leaves_every_layer_as_it_was_and_all_faults_are_said()
    {
        StateDictionary state = TwoLayers();
        state.Set("bn1.bias", States.Vector(1f, 2));
        state.Set("bn2.running_var", States.Vector(1, float.NaN, 1));
        state.Set("bn3.weight", States.Vector(1f));
        AssertRefuses(
            state, new LoadOptions(),
            "BatchNormGen.Tests.Layers.PyTorchCheckpointRow:",
            "- 'bn1.bias' is Float32 [2]; expected shape [3], or 3 among extents of 1 such as [1, 3, 1, 1].",
            "BatchNormGen.Tests.Layers.UnshiftedCheckpointRow:",
            "- 'bn2.running_var' is NaN in channel 1; expected finite numbers.",
            "Names that no part takes:",
            "- 'bn3.weight' is unexpected: it is none of theirs.",
            Lenient);
        AssertRefuses(
            state, new LoadOptions { Strict = false },
            "BatchNormGen.Tests.Layers.PyTorchCheckpointRow:",
            "- 'bn1.bias' is Float32 [2]; expected shape [3], or 3 among extents of 1 such as [1, 3, 1, 1].",
            "BatchNormGen.Tests.Layers.UnshiftedCheckpointRow:",
            "- 'bn2.running_var' is NaN in channel 1; expected finite numbers.");
    }

    [Fact]
    public void A_name_that_nobody_takes_is_refused_or_reported()
    {
        StateDictionary state = TwoLayers();
        state.Set("bn3.weight", States.Vector(1f));
        state.Set("bn2.bias", States.Vector(1f));
        AssertRefuses(
            state, new LoadOptions(),
            "Names that no part takes:",
            "- 'bn3.weight' is unexpected: it is none of theirs.",
            "- 'bn2.bias' is unexpected: the layer has no beta (Shift = false).",
            Lenient);

        LoadReport report = state.LoadInto(new LoadOptions { Strict = false }, ("bn1.", _first.Layer), ("bn2.", _second.Layer));
        Assert.Equal(["bn3.weight", "bn2.bias"], report.Unexpected);
        Assert.Equal(States.Gamma, _first.Gamma!.Value.ToArray());
    }

    [Fact]
    public void A_name_that_is_missing_is_refused_or_reported()
    {
        StateDictionary state = States.PyTorch("bn1.");
        AssertRefuses(
            state, new LoadOptions { Elsewhere = ["bn2.extra"] },
            "BatchNormGen.Tests.Layers.UnshiftedCheckpointRow:",
            "- 'bn2.weight' is missing.", "- 'bn2.running_mean' is missing.", "- 'bn2.running_var' is missing.",
            Lenient);

        LoadReport report = state.LoadInto(new LoadOptions { Strict = false }, ("bn1.", _first.Layer), ("bn2.", _second.Layer));
        Assert.Equal(["bn2.weight", "bn2.running_mean", "bn2.running_var"], report.Missing);
        Assert.Equal(States.Mean, _first.Moving.MovingMean.ToArray());
    }

    [Fact]
    public void Names_under_a_prefix_in_Elsewhere_are_the_callers()
    {
        StateDictionary state = TwoLayers();
        state.Set("conv.weight", States.Vector(1f));
        state.Set("bn1.mask", States.Vector(1f));
        state.Set("other", States.Vector(1f));
        LoadOptions options = new() { Elsewhere = ["conv.", "bn1.", "o"] };
        LoadReport report = state.LoadInto(options, ("bn1.", _first.Layer), ("bn2.", _second.Layer));
        Assert.Equal("complete", report.ToString());

        // What a part takes is the part's all the same, and what it cannot take is wrong.
        Assert.Equal(States.Gamma, _first.Gamma!.Value.ToArray());
        state.Set("bn1.weight", States.Vector(1f));
        Assert.Throws<InvalidDataException>(() => state.LoadInto(options, ("bn1.", _first.Layer), ("bn2.", _second.Layer)));
    }

    [Fact]
    public void Conversions_and_notes_of_all_parts_are_reported()
    {
        StateDictionary state = TwoLayers();
        state.Set("bn1.weight", States.Vector(1.0, 2, 3));
        state.Set("bn2.num_batches_tracked", StateTensor.Create([2.5]));
        LoadReport report = state.LoadInto(("bn1.", _first.Layer), ("bn2.", _second.Layer));
        Assert.Equal(["bn1.weight", "bn2.num_batches_tracked"], report.Converted);
        Assert.Equal(["'bn2.num_batches_tracked' is 2.5; rounded to 2"], report.Notes);
    }

    [Fact]
    public void The_names_of_a_framework_are_those_of_all_parts()
    {
        var state = new StateDictionary();
        _first.Layer.SaveState(state, "a/", Framework.Keras);
        _second.Layer.SaveState(state, "b/", Framework.Keras);
        Assert.Equal("complete", state.LoadInto(new LoadOptions { Names = Framework.Keras }, ("a/", _first.Layer), ("b/", _second.Layer)).ToString());
        Assert.Throws<ArgumentOutOfRangeException>("names", () => state.LoadInto(new LoadOptions { Names = (Framework)9 }, ("a/", _first.Layer)));
    }

    [Fact]
    public void Prefixes_that_collide_are_refused()
    {
        var state = new StateDictionary();
        string expected =
            "'bn.weight' is a name of BatchNormGen.Tests.Layers.PyTorchCheckpointRow with the prefix 'bn.' and of BatchNormGen.Tests.Layers.UnshiftedCheckpointRow with the prefix 'bn.'";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("parts", () => state.SaveFrom(("bn.", _first.Layer), ("bn.", _second.Layer))).Message);
        Assert.Empty(state.Names);

        LayerState before = LayerState.Of(_first);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("parts", () => States.PyTorch("bn.").LoadInto(("bn.", _first.Layer), ("bn.", _second.Layer))).Message);
        LayerState.Of(_first).AssertSameAs(before);
    }

    [Fact]
    public void The_same_part_twice_is_refused()
    {
        var state = new StateDictionary();
        Assert.Contains("is there twice", Assert.Throws<ArgumentException>("parts", () => state.SaveFrom(("a.", _first.Layer), ("b.", _first.Layer))).Message);
        Assert.Contains("is there twice", Assert.Throws<ArgumentException>("parts", () => TwoLayers().LoadInto(("bn1.", _first.Layer), ("bn2.", _first.Layer))).Message);
        Assert.Empty(state.Names);
    }

    [Fact]
    public void Equal_prefixes_with_names_that_differ_are_no_collision()
    {
        var state = new StateDictionary();
        state.SaveFrom(("", _first.Layer), ("", new CheckpointRow()));
        Assert.Equal("complete", state.LoadInto(("", _first.Layer), ("", new CheckpointRow())).ToString());
    }

    [Fact]
    public void No_parts_take_nothing()
    {
        Assert.Equal("complete", new StateDictionary().LoadInto().ToString());
        Assert.Throws<InvalidDataException>(() => States.PyTorch().LoadInto());
        new StateDictionary().SaveFrom();
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        var state = new StateDictionary();
        Assert.Throws<ArgumentNullException>("parts", () => state.SaveFrom(null!));
        Assert.Throws<ArgumentNullException>("parts", () => state.LoadInto(((string, ISavedState)[])null!));
        Assert.Throws<ArgumentNullException>("parts", () => state.LoadInto(new LoadOptions(), null!));
        Assert.Throws<ArgumentNullException>("options", () => state.LoadInto((LoadOptions)null!, ("", _first.Layer)));
        Assert.Throws<ArgumentException>("parts", () => state.LoadInto(("", null!)));
        Assert.Throws<ArgumentException>("parts", () => state.SaveFrom((null!, _first.Layer)));
        Assert.Throws<ArgumentNullException>(() => new LoadOptions { Elsewhere = null! });
        Assert.Throws<ArgumentNullException>(() => new LoadOptions { Elsewhere = [null!] });
    }

    [Fact]
    public void A_layer_that_has_diverged_can_be_loaded()
    {
        _first.Gamma!.Value.Fill(float.NaN);
        _first.Moving.MovingVariance.Fill(float.NaN);
        States.PyTorch().LoadInto(("", _first.Layer));
        Assert.Equal(States.Variance, _first.Moving.MovingVariance.ToArray());
    }

    private static StateDictionary TwoLayers()
    {
        StateDictionary state = States.PyTorch("bn1.");
        foreach (string name in (string[])["weight", "running_mean", "running_var", "num_batches_tracked"])
        {
            state.Set("bn2." + name, state.TryGet("bn1." + name, out StateTensor? tensor) ? tensor : throw new KeyNotFoundException(name));
        }

        return state;
    }

    private void AssertRefuses(StateDictionary state, LoadOptions options, params string[] lines)
    {
        LayerState first = LayerState.Of(_first), second = LayerState.Of(_second);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => state.LoadInto(options, ("bn1.", _first.Layer), ("bn2.", _second.Layer)));
        Assert.Equal($"{Failure}\n{string.Join("\n", lines)}", exception.Message);
        LayerState.Of(_first).AssertSameAs(first);
        LayerState.Of(_second).AssertSameAs(second);
    }
}
