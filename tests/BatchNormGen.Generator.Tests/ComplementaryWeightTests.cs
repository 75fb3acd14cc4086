extern alias Runtime;

using System.Reflection;

namespace BatchNormGen.Generator.Tests;

/// <summary>The weight that is not declared is computed by one rule, at compile time and, for an assigned momentum, at run time.</summary>
public class ComplementaryWeightTests
{
    private static readonly Func<double, double> OfRuntime = typeof(Runtime::BatchNormGen.BatchNormAttribute).Assembly
        .GetType("BatchNormGen.ComplementaryWeight", throwOnError: true)!
        .GetMethod("Of", BindingFlags.Static | BindingFlags.Public)!
        .CreateDelegate<Func<double, double>>();

    [Theory]
    [InlineData(0.1, 0.9)]
    [InlineData(0.99, 0.01)]
    [InlineData(0.999, 0.001)]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(1e-300, 1.0)]
    [InlineData(1.0 / 3, 1 - (1.0 / 3))]
    public void The_rest_to_1_is_what_one_would_write(double weight, double rest)
    {
        Assert.Equal(rest, ComplementaryWeight.Of(weight));
        Assert.Equal(rest, OfRuntime(weight));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_going_to_be_refused_is_no_fault_of_its_own(double weight) =>
        Assert.Equal(1 - weight, ComplementaryWeight.Of(weight));
}
