using BatchNormGen.Models;
using Xunit;

namespace BatchNormGen.Tests.Models.Training;

/// <summary>What optimizers keep, in files.</summary>
public sealed class OptimizerStateTests
{
    [Fact]
    public void Training_goes_on_where_it_was()
    {
        (string, Func<Parameter<float>[], ISavedState>, string[])[] optimizers =
        [
            ("plain", static parameters => new Sgd(parameters, 0.1), ["o.step"]),
            ("momentum", static parameters => new Sgd(parameters, 0.1, 0.9), ["o.conv.weight.momentum", "o.conv.bias.momentum", "o.step"]),
            ("AdamW", static parameters => new AdamW(parameters, 0.1), ["o.conv.weight.first_moment", "o.conv.bias.first_moment", "o.conv.weight.second_moment", "o.conv.bias.second_moment", "o.step"]),
        ];
        foreach ((string name, Func<Parameter<float>[], ISavedState> create, string[] names) in optimizers)
        {
            Parameter<float>[] one = Parameters(), other = Parameters();
            ISavedState first = create(one), second = create(other);
            Run(first, one, 3);
            StateDictionary state = OptimizerTests.Saved(first, "o.");
            Assert.Equal(names, state.Names);
            Assert.Equal("complete", second.LoadState(state, "o.").ToString());
            for (int p = 0; p < one.Length; p++)
            {
                one[p].Value.CopyTo(other[p].Value);
            }

            Run(first, one, 2);
            Run(second, other, 2);
            Assert.True(one[0].Value.SequenceEqual(other[0].Value) && one[1].Value.SequenceEqual(other[1].Value), name);
            OptimizerTests.AssertSame(OptimizerTests.Saved(first), OptimizerTests.Saved(second));
        }
    }

    [Fact]
    public void Tensors_have_the_shapes_of_the_parameters()
    {
        StateDictionary state = OptimizerTests.Saved(new AdamW(Parameters()));
        Assert.True(state.TryGet("conv.weight.second_moment", out StateTensor? tensor));
        Assert.Equal([2L, 3, 2, 2], tensor.Shape);
        Assert.True(state.TryGet("step", out StateTensor? step));
        Assert.Equal("Int64 []", step.ToString());
    }

    [Fact]
    public void What_is_wrong_is_listed_and_nothing_is_changed()
    {
        AdamW optimizer = new(Parameters());
        Run(optimizer, Parameters(), 1);
        StateDictionary before = OptimizerTests.Saved(optimizer), state = OptimizerTests.Saved(new AdamW(Parameters()), "o.");
        state.Set("o.conv.weight.first_moment", StateTensor.Create<float>(new float[24], 24));
        state.Set("o.conv.bias.first_moment", StateTensor.Create<float>([1, float.NaN]));
        state.Set("o.conv.bias.second_moment", StateTensor.Create<float>([1, -2]));
        state.Set("o.step", StateTensor.Create<long>([-1]));
        state.Set("o.conv.bias.momentum", StateTensor.Create<float>([1, 2]));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => optimizer.LoadState(state, "o."));
        Assert.Equal(
            """
            AdamW: the state cannot be loaded, and the optimizer was left as it was.
            - 'o.conv.weight.first_moment' is Float32 [24]; expected shape [2, 3, 2, 2], or that among extents of 1.
            - 'o.conv.bias.first_moment' is NaN in value 1; expected finite numbers.
            - 'o.conv.bias.second_moment' is -2 in value 1; expected numbers that are at least 0.
            - 'o.step' is -1; expected a number of steps from 0 to 9223372036854775807.
            - 'o.conv.bias.momentum' is unexpected: the optimizer keeps nothing of that name.
            With strict: false, what is missing stays as it is and what is unexpected is passed over.
            """,
            refusal.Message);
        OptimizerTests.AssertSame(before, OptimizerTests.Saved(optimizer));
    }

    [Fact]
    public void What_is_missing_stays_where_that_is_allowed()
    {
        Sgd optimizer = new(Parameters(), 0.1, 0.9);
        StateDictionary state = new();
        state.Set("conv.bias.momentum", StateTensor.Create([1.5, 2.5]));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => optimizer.LoadState(state));
        Assert.Contains("'conv.weight.momentum' is missing.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'step' is missing.", refusal.Message, StringComparison.Ordinal);
        LoadReport report = optimizer.LoadState(state, strict: false);
        Assert.Equal(["conv.weight.momentum", "step"], report.Missing);
        Assert.Equal(["conv.bias.momentum"], report.Converted);
        Assert.True(OptimizerTests.Saved(optimizer).TryGet("conv.bias.momentum", out StateTensor? momentum));
        Assert.Equal([1.5f, 2.5f], momentum.ToArray<float>());
    }

    [Fact]
    public void It_is_loaded_with_other_parts_all_or_none()
    {
        Sgd one = new(Parameters(), 0.1, 0.9), loaded = new(Parameters(), 0.1, 0.9);
        AdamW other = new(Parameters());
        Run(one, Parameters(), 2);
        Run(other, Parameters(), 3);
        StateDictionary state = new();
        state.SaveFrom(("sgd.", one), ("adam.", other));
        AdamW target = new(Parameters());
        Assert.Equal("complete", state.LoadInto(("sgd.", loaded), ("adam.", target)).ToString());
        OptimizerTests.AssertSame(OptimizerTests.Saved(one), OptimizerTests.Saved(loaded));
        OptimizerTests.AssertSame(OptimizerTests.Saved(other), OptimizerTests.Saved(target));

        state.Set("adam.step", StateTensor.Create([double.NaN]));
        Sgd untouched = new(Parameters(), 0.1, 0.9);
        Assert.Throws<InvalidDataException>(() => state.LoadInto(("sgd.", untouched), ("adam.", target)));
        Assert.Equal(0, untouched.Steps);
    }

    [Fact]
    public void A_state_that_could_not_be_loaded_is_not_saved()
    {
        Parameter<float>[] parameters = Parameters();
        AdamW optimizer = new(parameters);
        parameters[1].Gradient[1] = 1e30f;
        optimizer.Step();
        StateDictionary state = new();
        ArithmeticException refusal = Assert.Throws<ArithmeticException>(() => optimizer.SaveState(state));
        Assert.Contains("AdamW: 'conv.bias.second_moment' is Infinity in value 1; expected a finite number.", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(state.Names);
    }

    [Fact]
    public void Nulls_are_refused()
    {
        AdamW optimizer = new(Parameters());
        Assert.Throws<ArgumentNullException>("state", () => optimizer.SaveState(null!));
        Assert.Throws<ArgumentNullException>("prefix", () => optimizer.SaveState(new(), null!));
        Assert.Throws<ArgumentNullException>("state", () => optimizer.LoadState(null!));
        Assert.Throws<ArgumentNullException>("prefix", () => optimizer.LoadState(new(), null!));
    }

    private static Parameter<float>[] Parameters() => [new("conv.weight", ParameterKind.Weight, 2, 3, 2, 2), new("conv.bias", ParameterKind.Bias, 2)];

    private static void Run(ISavedState optimizer, Parameter<float>[] parameters, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            foreach (Parameter<float> parameter in parameters)
            {
                Pieces.PoolCases.Normal(step, parameter.Gradient.Length).CopyTo(parameter.Gradient);
            }

            if (optimizer is Sgd sgd)
            {
                sgd.Step();
            }
            else
            {
                ((AdamW)optimizer).Step();
            }
        }
    }
}
