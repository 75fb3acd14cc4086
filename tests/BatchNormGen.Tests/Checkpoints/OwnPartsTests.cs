using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Checkpoints;

/// <summary>Models and optimizers of a user's own, which can only be loaded in one step, beside layers.</summary>
public sealed class OwnPartsTests
{
    private readonly Model _model = new();
    private readonly Optimizer _optimizer = new();
    private readonly PyTorchCheckpointRow _layer = new();

    [Fact]
    public void A_model_and_an_optimizer_are_saved_and_loaded_beside_a_layer()
    {
        StateDictionary state = Saved();
        _optimizer.Rate = 9;
        _model.Weight[0] = 9;
        _model.Norm.Gamma.Value.Fill(9);
        LoadReport report = Load(state);
        Assert.Equal("complete", report.ToString());
        Assert.Equal(0.1f, _optimizer.Rate);
        Assert.Equal([1f, 2], _model.Weight);
        Assert.Equal([1f, 1, 1], _model.Norm.Gamma.Value.ToArray());
    }

    [Fact]
    public void A_part_may_take_more_than_it_has_saved()
    {
        StateDictionary state = Saved();
        state.Set("optimizer.velocity", States.Vector(1f, 2));
        Assert.Equal("complete", Load(state).ToString());
        Assert.Equal([1f, 2], _optimizer.Velocity!);
    }

    [Fact]
    public void A_part_that_fails_leaves_all_as_they_were()
    {
        StateDictionary state = Saved();
        Change();
        state.Set("optimizer.rate", States.Vector(-1f));
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Load(state));
        Assert.Equal("The rate is negative.", exception.Message);
        AssertChanged();
    }

    [Fact]
    public void A_part_that_fails_halfway_gets_back_what_it_had()
    {
        // The model writes its weights before it finds its layer's missing.
        StateDictionary state = Without(Saved(), "norm.weight");
        Change();
        Assert.Contains("'norm.weight' is missing", Assert.Throws<InvalidDataException>(() => Load(state)).Message);
        AssertChanged();
    }

    [Fact]
    public void A_name_that_nobody_takes_leaves_all_as_they_were()
    {
        StateDictionary state = Saved();
        Change();
        state.Set("head.weight", States.Vector(1f));
        Assert.Contains("- 'head.weight' is unexpected: it is none of theirs.", Assert.Throws<InvalidDataException>(() => Load(state)).Message);
        AssertChanged();

        Assert.Equal(["head.weight"], Load(state, new LoadOptions { Strict = false }).Unexpected);
        Assert.Equal(0.1f, _optimizer.Rate);
    }

    [Fact]
    public void A_fault_of_a_layer_is_found_before_any_other_part_is_touched()
    {
        StateDictionary state = Saved();
        Change();
        state.Set("layer.weight", States.Vector(1f));
        Assert.Contains("'layer.weight' is Float32 [1]", Assert.Throws<InvalidDataException>(() => Load(state)).Message);
        Assert.Equal(0, _optimizer.Loads);
        AssertChanged();
    }

    [Fact]
    public void A_strict_part_does_not_see_what_belongs_to_others()
    {
        // The model looks at every name behind its prefix, and its prefix is empty.
        _model.IsThorough = true;
        Assert.Equal("complete", Load(Saved()).ToString());

        StateDictionary state = Saved();
        state.Set("conv.weight", States.Vector(1f));
        Assert.Equal("complete", Load(state, new LoadOptions { Elsewhere = ["conv."] }).ToString());
        Assert.Contains("'conv.weight' is not the model's", Assert.Throws<InvalidDataException>(() => Load(state)).Message);
    }

    [Fact]
    public void A_model_whose_layer_has_diverged_is_loaded_and_where_that_fails_has_its_own_numbers_back()
    {
        StateDictionary state = Saved();
        _model.Norm.Gamma.Value.Fill(float.NaN);
        _model.Norm.MovingVariance.Fill(-7);
        Assert.Throws<InvalidDataException>(() => Load(Without(state, "optimizer.rate")));
        Assert.True(float.IsNaN(_model.Norm.Gamma.Value[0]));
        Assert.Equal([-7f, -7, -7], _model.Norm.MovingVariance.ToArray());

        Load(state);
        Assert.Equal([1f, 1, 1], _model.Norm.Gamma.Value.ToArray());
    }

    [Fact]
    public void A_part_that_does_not_take_back_what_it_had_is_named_and_the_others_have_theirs()
    {
        StateDictionary state = Without(Saved(), "optimizer.rate");
        Change();
        _model.LoadsOnlyOnce = true;
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Load(state));
        Assert.Contains($"{typeof(Model)}: the load failed, and this part did not take back", exception.Message);
        Assert.Equal(2, Assert.IsType<AggregateException>(exception.InnerException).InnerExceptions.Count);
        Assert.Equal(9, _optimizer.Rate);
    }

    [Fact]
    public void A_part_without_a_report_is_a_fault_of_its_own()
    {
        StateDictionary state = Saved();
        Change();
        _optimizer.Reports = false;
        Assert.Contains("LoadState returned null", Assert.Throws<InvalidOperationException>(() => Load(state)).Message);
        Assert.Equal(9, _optimizer.Rate);
    }

    [Fact]
    public void Parts_may_be_made_of_parts()
    {
        var nested = new Nested();
        var state = new StateDictionary();
        state.SaveFrom(("net.", nested), ("layer.", _layer));
        Assert.Contains("net.a.weight", state.Names);
        nested.First.Gamma.Value.Fill(5);
        Assert.Equal("complete", state.LoadInto(("net.", nested), ("layer.", _layer)).ToString());
        Assert.Equal([1f, 1, 1], nested.First.Gamma.Value.ToArray());
    }

    private static StateDictionary Without(StateDictionary state, string missing)
    {
        var rest = new StateDictionary();
        foreach (string name in state.Names.Where(name => name != missing))
        {
            rest.Set(name, state.TryGet(name, out StateTensor? tensor) ? tensor : throw new KeyNotFoundException(name));
        }

        return rest;
    }

    private StateDictionary Saved()
    {
        var state = new StateDictionary();
        state.SaveFrom(("", _model), ("optimizer.", _optimizer), ("layer.", _layer));
        return state;
    }

    private LoadReport Load(StateDictionary state, LoadOptions? options = null) =>
        state.LoadInto(options ?? new LoadOptions(), ("", _model), ("optimizer.", _optimizer), ("layer.", _layer));

    private void Change()
    {
        _optimizer.Rate = 9;
        _model.Weight[0] = 9;
        _model.Norm.Gamma.Value[1] = 9;
        _layer.Gamma.Value[2] = 9;
    }

    private void AssertChanged()
    {
        Assert.Equal(9, _optimizer.Rate);
        Assert.Equal([9f, 2], _model.Weight);
        Assert.Equal([1f, 9, 1], _model.Norm.Gamma.Value.ToArray());
        Assert.Equal([1f, 1, 9], _layer.Gamma.Value.ToArray());
    }

    private sealed class Model : ISavedState
    {
        private int _loads;

        public float[] Weight { get; private set; } = [1, 2];

        public PyTorchCheckpointRow Norm { get; } = new();

        public bool IsThorough { get; set; }

        public bool LoadsOnlyOnce { get; set; }

        public void SaveState(StateDictionary state, string prefix = "", Framework? names = null)
        {
            state.Set(prefix + "weight", StateTensor.Create<float>(Weight));
            Norm.SaveState(state, prefix + "norm.", names);
        }

        public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null)
        {
            if (LoadsOnlyOnce && _loads++ > 0)
            {
                throw new InvalidOperationException("Once is enough.");
            }

            if (IsThorough && strict && state.Names.FirstOrDefault(name => name != prefix + "weight" && !name.StartsWith(prefix + "norm.")) is { } other)
            {
                throw new InvalidDataException($"'{other}' is not the model's.");
            }

            Weight = state.Get<float>(prefix + "weight");
            return Norm.LoadState(state, prefix + "norm.", strict, names);
        }
    }

    private sealed class Optimizer : ISavedState
    {
        public float Rate { get; set; } = 0.1f;

        public float[]? Velocity { get; private set; }

        public int Loads { get; private set; }

        public bool Reports { get; set; } = true;

        public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) => state.Set(prefix + "rate", StateTensor.Create([Rate]));

        public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null)
        {
            Loads++;
            float rate = state.TryGet(prefix + "rate", out StateTensor? tensor) ? tensor.ToArray<float>()[0] : throw new InvalidDataException("The rate is missing.");
            Rate = rate >= 0 ? rate : throw new InvalidDataException("The rate is negative.");
            Velocity = state.TryGet(prefix + "velocity", out StateTensor? velocity) ? velocity.ToArray<float>() : null;
            return Reports ? new LoadReport() : null!;
        }
    }

    private sealed class Nested : ISavedState
    {
        public PyTorchCheckpointRow First { get; } = new();

        public PyTorchCheckpointRow Second { get; } = new();

        public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) =>
            state.SaveFrom((prefix + "a.", First), (prefix + "b.", Second));

        public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) =>
            state.LoadInto(new LoadOptions { Strict = strict, Names = names }, (prefix + "a.", First), (prefix + "b.", Second));
    }
}
