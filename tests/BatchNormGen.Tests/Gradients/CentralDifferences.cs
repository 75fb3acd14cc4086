using Xunit;

namespace BatchNormGen.Tests.Gradients;

/// <summary>Gradients as differences of the function itself.</summary>
internal static class CentralDifferences
{
    // The fourth-order formula's own error is about step⁴ ≈ 1e-12 for values and derivatives near 1; rounding adds 1e-15 / step ≈ 1e-12,
    // times the number of terms that share an input.
    public const double Step = 1e-3;
    private const double Allowed = 1e-8;

    /// <summary>Moves each variable and compares the functional's change with the gradient.</summary>
    public static void AssertGradient(double[] variables, double[] gradient, Func<double> functional, string what)
    {
        for (int i = 0; i < variables.Length; i++)
        {
            double at = variables[i];
            double derivative = ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
            variables[i] = at;
            functional();
            Assert.True(
                Math.Abs(derivative - gradient[i]) <= Allowed * (1 + Math.Abs(derivative)),
                $"with respect to {what}[{i}]: difference {derivative:R}, gradient {gradient[i]:R}");

            double At(double offset)
            {
                variables[i] = at + offset;
                return functional();
            }
        }
    }
}
