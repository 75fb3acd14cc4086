namespace BatchNormGen.Generator.Tests.Documentation;

/// <summary>What docs/numerics.md says of constant channels is what layers do.</summary>
/// <param name="programs">Runs them.</param>
public sealed class NumericsPageTests(ExamplePrograms programs) : IClassFixture<ExamplePrograms>
{
    private const string Layers =
        """

        [BatchNorm(1, 2)] public sealed partial class Norm;
        [BatchNorm(1, 2, TrackMovingStatistics = false)] public sealed partial class Untracked;
        """;

    [Fact]
    public void A_constant_channel_becomes_beta_and_a_beta_of_minus_zero_plus_zero() => Assert.Equal("0 3", OutputOf(
        """
        Norm norm = new();
        float[] y = new float[4];
        norm.Beta.Value[0] = -0f;
        norm.ForwardTraining([5, 5, 5, 5], y);
        int bits = BitConverter.SingleToInt32Bits(y[0]);
        norm.Beta.Value[0] = 3;
        norm.ForwardTraining([5, 5, 5, 5], y);
        Console.WriteLine($"{bits} {y[0]}");
        """));

    [Fact]
    public void A_scale_that_overflows_makes_no_NaN_of_a_constant_channel() => Assert.Equal("2, 2, 2, 2; 0, 0, 0, 0; 0, 0, 0, 0", OutputOf(
        """
        float[] x = [5, 5, 5, 5], dy = [1, 1, 1, 1], y = new float[4], dx = new float[4], untracked = new float[4];
        Norm norm = new();
        norm.Gamma.Value[0] = 1e37f;
        norm.Beta.Value[0] = 2;
        norm.ForwardTraining(x, y);
        norm.Backward(x, dy, dx);
        Untracked other = new();
        other.Gamma.Value[0] = 1e37f;
        other.BackwardInference(x, dy, untracked);
        Console.WriteLine(string.Join("; ", new[] { y, dx, untracked }.Select(values => string.Join(", ", values))));
        """));

    [Fact]
    public void Values_that_differ_are_not_taken_for_equal_unless_they_cancel_and_their_squares_vanish() => Assert.Equal("False True", OutputOf(
        """
        Norm norm = new();
        float[] y = new float[4];
        norm.Gamma.Value[0] = 1e37f;
        norm.ForwardTraining([1e-30f, -1e-30f, 1e-30f, -1e-30f], y);
        bool isConstant = y.All(value => value == 0);
        norm.ForwardTraining([0, 1e-30f, -1e-30f, 0], y);
        Console.WriteLine($"{isConstant} {y.All(value => value == 0)}");
        """));

    private string OutputOf(string statements)
    {
        (int exitCode, string output) = programs.Run(ExampleCompilation.Of(statements + Layers));
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }
}
