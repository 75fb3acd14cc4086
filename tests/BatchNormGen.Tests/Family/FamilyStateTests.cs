using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>What layers of every kind save, and what they load.</summary>
public sealed class FamilyStateTests
{
    public static TheoryData<string> Varied => [.. FamilyTypes.Varied];

    /// <summary>Layers, and the names under which they save gamma and beta, where they have them.</summary>
    public static TheoryData<string, string?, string?> Names => new()
    {
        { nameof(LayerCube), "gamma", "beta" },
        { nameof(UnscaledLayer), null, "beta" },
        { nameof(UnshiftedLayer), "gamma", null },
        { nameof(PlainLayer), null, null },
        { nameof(PyTorchLayer), "weight", "bias" },
        { nameof(OnnxLayer), "Scale", "B" },
        { nameof(RmsSquare), "gamma", null },
        { nameof(ShiftedRms), "gamma", "beta" },
        { nameof(KerasRms), "scale", null },
        { nameof(TwoGroups), "gamma", "beta" },
        { nameof(OnnxGroups), "scale", "bias" },
        { nameof(Instances), "gamma", "beta" },
        { nameof(PyTorchInstances), "weight", "bias" },
        { nameof(ResidualSiluLayer), "gamma", "beta" },
    };

    [Theory, MemberData(nameof(Names))]
    public void Names_are_those_of_the_preset_and_shapes_those_of_the_declaration(string name, string? gamma, string? beta)
    {
        FamilyLayer<float> layer = FamilyTypes.Single(name);
        int[] shape = layer.Declaration is RowNormalizationAttribute rows ? [.. rows.NormalizedShape] : [layer.Layer.NumFeatures];
        var state = new StateDictionary();
        layer.Layer.SaveState(state, "norm.");

        string[] expected = [.. ((string?[])[gamma, beta]).OfType<string>().Select(parameter => "norm." + parameter)];
        Assert.Equal(expected.Order(StringComparer.Ordinal), state.Names.Order(StringComparer.Ordinal));
        Assert.All(expected, key => Assert.Equal(shape, Tensor(state, key).Shape.Select(extent => (int)extent)));
    }

    [Theory, MemberData(nameof(Varied))]
    public void What_is_saved_is_loaded_to_the_bit(string name)
    {
        FamilyLayer<float> saved = FamilyTypes.Single(name), loaded = FamilyTypes.Single(name);
        FamilyBatch<float> batch = FamilyBatch<float>.Normal(saved.SmallShape(5));
        Samples.Parameters(3, saved.Layer.Parameters);
        saved.Forward(batch);
        loaded.Output(Direction.BackwardInference, batch, out _);
        using var file = new MemoryStream();
        var state = new StateDictionary();
        saved.Layer.SaveState(state, "a.");
        state.Save(file);
        file.Position = 0;

        LoadReport report = loaded.Layer.LoadState(StateDictionary.Load(file), "a.");

        Assert.Empty(report.Missing);
        Assert.Empty(report.Unexpected);
        Bits.AssertSame<float>(
            saved.Output(Direction.ForwardInference, batch, out _), loaded.Output(Direction.ForwardInference, batch, out _), name);
        Assert.Equal(saved.State(), loaded.State());
        Assert.Equal(saved.Moving?.BatchesTracked, loaded.Moving?.BatchesTracked);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_refused()
    {
        var cube = new LayerCube();
        var state = new StateDictionary();
        state.Set("gamma", StateTensor.Create<float>(new float[120], 6, 5, 4));
        state.Set("beta", StateTensor.Create<float>(new float[120], 4, 5, 6));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => cube.LoadState(state));

        Assert.Contains("[4, 5, 6]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[6, 5, 4]", exception.Message, StringComparison.Ordinal);
        Assert.All(cube.Gamma.Value.ToArray(), value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Moving_statistics_are_not_taken_by_layers_without_them()
    {
        var state = new StateDictionary();
        new GeluBatch().SaveState(state);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new TwoGroups().LoadState(state));
        Assert.Contains("moving_mean", exception.Message, StringComparison.Ordinal);
    }

    private static StateTensor Tensor(StateDictionary state, string name)
    {
        Assert.True(state.TryGet(name, out StateTensor? tensor));
        return tensor;
    }
}
