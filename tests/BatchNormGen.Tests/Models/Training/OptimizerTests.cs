using BatchNormGen.Models;
using BatchNormGen.Tests.Execution;
using BatchNormGen.Tests.Models.Pieces;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Models.Training;

/// <summary>Optimizers against torch's formulas in double.</summary>
[Collection(nameof(Alone))]
public sealed class OptimizerTests
{
    private const int Steps = 25;

    [Theory]
    [InlineData(0, false, 0)]
    [InlineData(0, false, 0.1)]
    [InlineData(0.9, false, 0)]
    [InlineData(0.9, false, 0.01)]
    [InlineData(0.9, true, 0)]
    [InlineData(0.5, true, 0.2)]
    public void Sgd_is_that_of_torch(double momentum, bool nesterov, double weightDecay)
    {
        // torch.optim.SGD: the first momentum is the direction itself.
        Check(
            parameters => new Sgd(parameters, 0.05, momentum, nesterov, weightDecay).Step,
            (value, gradient, decays, step, moments) =>
            {
                double direction = gradient + (decays ? weightDecay * value : 0);
                if (momentum != 0)
                {
                    moments[0] = step == 1 ? direction : (momentum * moments[0]) + direction;
                    direction = nesterov ? direction + (momentum * moments[0]) : moments[0];
                }

                return value - (0.05 * direction);
            });
    }

    [Theory]
    [InlineData(1e-2, 0.9, 0.999, 1e-8, 0.01)]
    [InlineData(1e-1, 0.9, 0.999, 1e-8, 0)]
    [InlineData(1e-2, 0, 0.9, 1e-3, 0.5)]
    [InlineData(1e-2, 0.5, 0, 1e-2, 0.1)]
    public void AdamW_is_that_of_torch(double rate, double beta1, double beta2, double epsilon, double weightDecay)
    {
        // torch.optim.AdamW, _single_tensor_adam: step size and denominator with their bias corrections.
        Check(
            parameters => new AdamW(parameters, rate, beta1, beta2, epsilon, weightDecay).Step,
            (value, gradient, decays, step, moments) =>
            {
                value *= 1 - (decays ? rate * weightDecay : 0);
                moments[0] += (gradient - moments[0]) * (1 - beta1);
                moments[1] = (beta2 * moments[1]) + ((1 - beta2) * gradient * gradient);
                double denominator = (Math.Sqrt(moments[1]) / Math.Sqrt(1 - Math.Pow(beta2, step))) + epsilon;
                return value - (rate / (1 - Math.Pow(beta1, step)) * moments[0] / denominator);
            });
    }

    /// <summary>Three steps of torch.optim.AdamW(lr=0.1) with constant gradients: without decay every step is 0.1 long, whatever the gradient.</summary>
    [Fact]
    public void AdamW_goes_as_far_as_its_rate()
    {
        Parameter<float> weight = new("w", ParameterKind.Weight, 3);
        AdamW optimizer = new([weight], 0.1, weightDecay: 0);
        new float[] { 1e-3f, -5, 200 }.CopyTo(weight.Gradient);
        for (int step = 1; step <= 3; step++)
        {
            optimizer.Step();
            Assert.Equal([-0.1 * step, 0.1 * step, -0.1 * step], [.. weight.Value.ToArray().Select(static value => (double)value)], (a, b) => Math.Abs(a - b) < 2e-5);
        }
    }

    [Fact]
    public void The_learning_rate_may_change()
    {
        Parameter<float> weight = new("w", ParameterKind.Weight, 1);
        Sgd optimizer = new([weight], 1);
        weight.Gradient[0] = 1;
        optimizer.Step();
        optimizer.LearningRate = 0.25;
        optimizer.Step();
        Assert.Equal(-1.25f, weight.Value[0]);
        Assert.Equal(1, weight.Gradient[0]);
        Assert.Equal(2, optimizer.Steps);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = double.NaN);
        Assert.Equal(0.25, optimizer.LearningRate);
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_changes_nothing(float wrong)
    {
        foreach (int at in (int[])[0, 7, 31, 32, 36])
        {
            Parameter<float>[] parameters = [Filled("a", 37), Filled("b", 37)];
            (Action Step, ISavedState State)[] optimizers = [Of(new Sgd(parameters, 0.1, 0.9)), Of(new AdamW(parameters))];
            foreach ((Action step, ISavedState optimizer) in optimizers)
            {
                step();
                float[][] before = Array.ConvertAll(parameters, static parameter => parameter.Value.ToArray());
                StateDictionary state = Saved(optimizer);
                parameters[1].Gradient[at] = wrong;
                ArithmeticException refusal = Assert.Throws<ArithmeticException>(step);
                Assert.Contains($"the gradient of 'b' is {wrong.ToString(System.Globalization.CultureInfo.InvariantCulture)} in value {at}", refusal.Message, StringComparison.Ordinal);
                Assert.Equal(before, Array.ConvertAll(parameters, static parameter => parameter.Value.ToArray()));
                AssertSame(state, Saved(optimizer));
                parameters[1].Gradient[at] = 0;
            }
        }

        static (Action, ISavedState) Of(ISavedState optimizer) => (optimizer is Sgd sgd ? sgd.Step : ((AdamW)optimizer).Step, optimizer);
    }

    [Fact]
    public void Gradients_as_large_as_can_be_are_finite()
    {
        Parameter<float> weight = Filled("w", 40);
        weight.Gradient.Fill(float.MaxValue);
        new Sgd([weight], 1e-39).Step();
        new AdamW([weight]).Step();
        Assert.All(weight.Value.ToArray(), static value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Parameter<float>[] good = [Filled("a", 3)];
        Assert.Throws<ArgumentNullException>(() => new Sgd(null!, 0.1));
        Refused<ArgumentException>("parameters", "got none", () => new Sgd([], 0.1));
        Refused<ArgumentException>("parameters", "a parameter is null", () => new AdamW([null!]));
        Refused<ArgumentException>("parameters", "two parameters are named 'a'", () => new AdamW([good[0], Filled("a", 2)]));
        Refused<ArgumentException>("nesterov", "above 0 with nesterov", () => new Sgd(good, 0.1, nesterov: true));
        foreach (double wrong in (double[])[-1e-9, double.NaN, double.PositiveInfinity, 1e39])
        {
            Refused<ArgumentOutOfRangeException>("learningRate", "Sgd: expected learningRate to be at least 0 and finite", () => new Sgd(good, wrong));
            Refused<ArgumentOutOfRangeException>("weightDecay", "at least 0 and finite", () => new Sgd(good, 0.1, weightDecay: wrong));
            Refused<ArgumentOutOfRangeException>("learningRate", "AdamW: expected learningRate", () => new AdamW(good, wrong));
            Refused<ArgumentOutOfRangeException>("weightDecay", "at least 0 and finite", () => new AdamW(good, weightDecay: wrong));
        }

        foreach (double wrong in (double[])[-1e-9, 1, double.NaN, double.PositiveInfinity])
        {
            Refused<ArgumentOutOfRangeException>("momentum", "at least 0 and below 1", () => new Sgd(good, 0.1, wrong));
            Refused<ArgumentOutOfRangeException>("beta1", "at least 0 and below 1", () => new AdamW(good, beta1: wrong));
            Refused<ArgumentOutOfRangeException>("beta2", "at least 0 and below 1", () => new AdamW(good, beta2: wrong));
        }

        foreach (double wrong in (double[])[0, -1, 1e-60, double.NaN, double.PositiveInfinity])
        {
            Refused<ArgumentOutOfRangeException>("epsilon", "above 0 and finite", () => new AdamW(good, epsilon: wrong));
        }

        static void Refused<T>(string parameter, string text, Func<object> call)
            where T : ArgumentException
        {
            T refusal = Assert.Throws<T>(call);
            Assert.Equal(parameter, refusal.ParamName);
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        Parameter<float>[] parameters = [Filled("a", 3), Filled("b", 100)];
        Sgd sgd = new(parameters, 1e-6, 0.9, nesterov: true, 0.1);
        AdamW adam = new(parameters, 1e-6);
        AllocationCounter.AssertAllocatesNothing(1, () =>
        {
            sgd.Step();
            adam.Step();
        });
    }

    internal static Parameter<float> Filled(string name, int length, ParameterKind kind = ParameterKind.Weight)
    {
        Parameter<float> parameter = new(name, kind, length);
        PoolCases.Normal(length, length).CopyTo(parameter.Value);
        PoolCases.Normal(length + 1, length).CopyTo(parameter.Gradient);
        return parameter;
    }

    internal static StateDictionary Saved(ISavedState optimizer, string prefix = "")
    {
        StateDictionary state = new();
        optimizer.SaveState(state, prefix);
        return state;
    }

    internal static void AssertSame(StateDictionary expected, StateDictionary actual)
    {
        Assert.Equal(expected.Names, actual.Names);
        foreach (string name in expected.Names)
        {
            Assert.True(expected.TryGet(name, out StateTensor? one) && actual.TryGet(name, out StateTensor? other) && one.ToArray<double>().SequenceEqual(other.ToArray<double>()), name);
        }
    }

    /// <summary>Runs steps with gradients of their own, of parameters of all kinds and lengths, beside the formula.</summary>
    private static void Check(Func<Parameter<float>[], Action> optimizer, Formula formula)
    {
        Parameter<float>[] parameters =
        [
            .. Enumerable.Range(0, 20).Select(length => Filled($"weight{length}", length)),
            Filled("bias", 33, ParameterKind.Bias), Filled("gamma", 16, ParameterKind.Scale), Filled("beta", 1000, ParameterKind.Shift),
        ];
        double[][] expected = Array.ConvertAll(parameters, static parameter => Samples.Widen<float>(parameter.Value));
        double[][][] moments = Array.ConvertAll(parameters, static parameter => Array.ConvertAll(new double[parameter.Value.Length][], static _ => new double[2]));
        Action step = optimizer(parameters);
        for (int number = 1; number <= Steps; number++)
        {
            for (int p = 0; p < parameters.Length; p++)
            {
                PoolCases.Normal((number * 100) + p, parameters[p].Gradient.Length).CopyTo(parameters[p].Gradient);
                for (int i = 0; i < expected[p].Length; i++)
                {
                    expected[p][i] = formula(expected[p][i], parameters[p].Gradient[i], parameters[p].Kind == ParameterKind.Weight, number, moments[p][i]);
                }
            }

            step();
        }

        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < expected[p].Length; i++)
            {
                Assert.Equal(expected[p][i], parameters[p].Value[i], 1e-5);
            }
        }
    }

    /// <summary>The value after a step; changes the moments.</summary>
    private delegate double Formula(double value, double gradient, bool decays, int step, double[] moments);
}
