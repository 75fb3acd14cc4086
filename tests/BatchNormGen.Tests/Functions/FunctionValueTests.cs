using BatchNormGen.CompilerServices;
using BatchNormGen.FunctionErrors;
using Xunit;
using Doubles = BatchNormGen.Lanes.Lanes128<double, BatchNormGen.Lanes.CachedStores>;
using Floats = BatchNormGen.Lanes.Lanes128<float, BatchNormGen.Lanes.CachedStores>;

namespace BatchNormGen.Tests.Functions;

/// <summary>Values where functions bend, end or are not defined, and how derivatives meet a gradient.</summary>
public sealed class FunctionValueTests
{
    private const double Infinite = double.PositiveInfinity;

    public static TheoryData<TestedFunction> All => [.. TestedFunction.All];

    /// <summary>Every function with a gradient.</summary>
    public static TheoryData<string> Gradients => ["relu", "relu6", "leaky relu", "hard swish", "sigmoid", "tanh", "silu", "gelu"];

    [Theory]
    [InlineData("relu'", 0, 0)]
    [InlineData("relu6'", 0, 0)]
    [InlineData("relu6'", 6, 0)]
    [InlineData("leaky relu'", 0, 0.01)]
    [InlineData("hard swish'", -3, 0)]
    [InlineData("hard swish'", 3, 1)]
    [InlineData("hard swish", -3, 0)]
    [InlineData("hard swish", 3, 3)]
    public void Kinks_are_those_of_libtorch(string name, double z, double expected)
    {
        Assert.Equal((float)expected, (float)Value(name, z, single: true));
        Assert.Equal(expected, Value(name, z, single: false));
        Assert.Equal(expected, Value(name, z == 0 ? -0.0 : z, single: false));
    }

    [Theory]
    [InlineData("relu", 0, Infinite)]
    [InlineData("relu6", 0, 6)]
    [InlineData("leaky relu", -Infinite, Infinite)]
    [InlineData("hard swish", double.NaN, Infinite)]
    [InlineData("sigmoid", 0, 1)]
    [InlineData("tanh", -1, 1)]
    [InlineData("silu", double.NaN, Infinite)]
    [InlineData("gelu", double.NaN, Infinite)]
    [InlineData("relu'", 0, 1)]
    [InlineData("relu6'", 0, 0)]
    [InlineData("leaky relu'", 0.01, 1)]
    [InlineData("hard swish'", 0, 1)]
    [InlineData("sigmoid'", 0, 0)]
    [InlineData("tanh'", 0, 0)]
    [InlineData("silu'", 0, 1)]
    [InlineData("gelu'", 0, 1)]
    public void Infinities_give_limits_or_as_in_libtorch_a_NaN(string name, double lowest, double highest)
    {
        Assert.Equal((float)lowest, (float)Value(name, -Infinite, single: true));
        Assert.Equal((float)highest, (float)Value(name, Infinite, single: true));
        Assert.Equal(lowest, Value(name, -Infinite, single: false));
        Assert.Equal(highest, Value(name, Infinite, single: false));
    }

    [Theory, MemberData(nameof(All))]
    public void A_NaN_gives_a_NaN_but_derivatives_with_kinks_are_those_of_libtorch(TestedFunction function)
    {
        double expected = function.Name switch
        {
            "relu'" or "relu6'" => 1,
            "leaky relu'" => 0.01,
            _ => double.NaN,
        };
        Assert.Equal((float)expected, (float)Value(function.Name, double.NaN, single: true));
        Assert.Equal(expected, Value(function.Name, double.NaN, single: false));
    }

    [Fact]
    public void Odd_functions_keep_the_sign_of_zero()
    {
        Assert.Equal(double.NegativeZero, Value("tanh", double.NegativeZero, single: false));
        Assert.True(double.IsNegative(Value("tanh", double.NegativeZero, single: true)));
        Assert.True(double.IsNegative(Value("silu", double.NegativeZero, single: true)));
        Assert.True(double.IsNegative(Value("gelu", double.NegativeZero, single: true)));
    }

    [Theory, MemberData(nameof(Gradients))]
    public void A_gradient_is_multiplied_by_the_derivative(string name)
    {
        foreach (double z in (double[])[-7, -3, -1, -0.1, 0, 0.3, 1, 2.9, 3, 5, 6, 10])
        {
            float derivative = (float)Value(name + "'", z, single: true);
            Assert.Equal(0.7f * derivative, First(Gradient(name, Floats.Splat(0.7f), Floats.Splat((float)z), Floats.Splat(0.01f))));
            Assert.Equal(-3 * Value(name + "'", z, single: false), First(Gradient(name, Doubles.Splat(-3), Doubles.Splat(z), Doubles.Splat(0.01))));
        }
    }

    [Theory]
    [InlineData("relu", -1, 0)]
    [InlineData("relu", 0, 0)]
    [InlineData("relu6", -1, 0)]
    [InlineData("relu6", 7, 0)]
    [InlineData("hard swish", -4, 0)]
    [InlineData("hard swish", 4, Infinite)]
    [InlineData("relu", double.NaN, Infinite)]
    public void An_infinite_gradient_is_stopped_and_passed_not_multiplied(string name, double z, double expected)
    {
        Assert.Equal((float)expected, First(Gradient(name, Floats.Splat(float.PositiveInfinity), Floats.Splat((float)z), Floats.Zero)));
        Assert.Equal(expected, First(Gradient(name, Doubles.Splat(Infinite), Doubles.Splat(z), Doubles.Zero)));
    }

    private static TLanes Gradient<TLanes, T>(string name, TLanes dy, TLanes z, TLanes slope)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => name switch
        {
            "relu" => LaneFunctions.ReluGradient<TLanes, T>(dy, z),
            "relu6" => LaneFunctions.Relu6Gradient<TLanes, T>(dy, z),
            "leaky relu" => LaneFunctions.LeakyReluGradient<TLanes, T>(dy, z, slope),
            "hard swish" => LaneFunctions.HardSwishGradient<TLanes, T>(dy, z),
            "sigmoid" => LaneFunctions.SigmoidGradient<TLanes, T>(dy, z),
            "tanh" => LaneFunctions.TanhGradient<TLanes, T>(dy, z),
            "silu" => LaneFunctions.SiluGradient<TLanes, T>(dy, z),
            "gelu" => LaneFunctions.GeluGradient<TLanes, T>(dy, z),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such function"),
        };

    private static Floats Gradient(string name, Floats dy, Floats z, Floats slope) => Gradient<Floats, float>(name, dy, z, slope);

    private static Doubles Gradient(string name, Doubles dy, Doubles z, Doubles slope) => Gradient<Doubles, double>(name, dy, z, slope);

    private static float First(Floats lanes)
    {
        var values = new float[16];
        Floats.Store(lanes, ref values[0], 0);
        return values[0];
    }

    private static double First(Doubles lanes)
    {
        var values = new double[8];
        Doubles.Store(lanes, ref values[0], 0);
        return values[0];
    }

    private static double Value(string name, double z, bool single)
    {
        TestedFunction function = TestedFunction.All.Single(function => function.Name == name);
        if (single)
        {
            float[] singles = new float[16], results = new float[16];
            singles[0] = (float)z;
            function.Floats(128, singles, results);
            return results[0];
        }

        double[] doubles = [z, 0, 0, 0, 0, 0, 0, 0], y = new double[8];
        function.Doubles(128, doubles, y);
        return y[0];
    }
}
