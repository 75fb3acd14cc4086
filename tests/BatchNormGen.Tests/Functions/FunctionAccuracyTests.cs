using BatchNormGen.FunctionErrors;
using Xunit;

namespace BatchNormGen.Tests.Functions;

/// <summary>Each function and derivative against its exact value, in units in the last place.</summary>
public sealed class FunctionAccuracyTests
{
    public static TheoryData<TestedFunction> All => [.. TestedFunction.All];

    public static TheoryData<TestedFunction> Exact => [.. TestedFunction.All.Where(IsExact)];

    public static TheoryData<TestedFunction> Rounded => [.. TestedFunction.All.Where(static function => !IsExact(function))];

    [Theory, MemberData(nameof(All))]
    public void Floats_are_within_their_bound(TestedFunction function)
    {
        float[] z = FunctionSamples.Floats, y = new float[z.Length];
        function.Floats(512, z, y);
        for (int i = 0; i < z.Length; i++)
        {
            double exact = function.Reference(z[i]);
            double error = Math.Abs(y[i] - exact) / Units.OfFloat(function.Unit, z[i], exact);
            Assert.True(error <= function.FloatBound, $"{function} of {z[i]:R} is {exact:R}, not {y[i]:R}: {error} units");
        }
    }

    [Theory, MemberData(nameof(Rounded))]
    public void Doubles_are_within_their_bound(TestedFunction function)
    {
        double[] z = FunctionSamples.Doubles, y = new double[z.Length];
        function.Doubles(512, z, y);
        Parallel.For(0, z.Length, i =>
        {
            BigFloat exact = ExactFunctions.Value(function.Name, z[i]);
            double error = (double)BigFloat.Abs(y[i] - exact) / Units.OfDouble(function.Unit, z[i], (double)exact);
            Assert.True(error <= function.DoubleBound, $"{function} of {z[i]:R} is {(double)exact:R}, not {y[i]:R}: {error} units");
        });
    }

    [Theory, MemberData(nameof(Exact))]
    public void Doubles_of_the_exact_functions_are_exact(TestedFunction function)
    {
        // Their references compute in double what the functions do, but for the slope, a float there.
        double[] z = FunctionSamples.Doubles, y = new double[z.Length];
        function.Doubles(512, z, y);
        double slope = function.Name.StartsWith("leaky", StringComparison.Ordinal) ? 0.01 : 0;
        for (int i = 0; i < z.Length; i++)
        {
            double exact = slope == 0 || z[i] > 0 ? function.Reference(z[i]) : function.Name.EndsWith('\'') ? slope : slope * z[i];
            Assert.Equal(exact, y[i]);
        }
    }

    /// <summary>What judges all floats is itself right to far more digits than they have.</summary>
    [Theory, MemberData(nameof(Rounded))]
    public void The_references_of_floats_are_right(TestedFunction function)
    {
        // Every 50th: also of each exponent some.
        for (int i = 0; i < FunctionSamples.Floats.Length; i += 50)
        {
            double z = FunctionSamples.Floats[i];
            BigFloat exact = ExactFunctions.Value(function.Name, z);
            double error = (double)BigFloat.Abs(function.Reference(z) - exact) / Units.OfFloat(function.Unit, z, (double)exact);
            Assert.True(error < 1e-5, $"{function} of {z:R} is {(double)exact:R}, not {function.Reference(z):R}");
        }
    }

    private static bool IsExact(TestedFunction function) => function.FloatBound <= 0.5;
}
