// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>The settings of activations, where none are given.</summary>
internal static class ActivationDefaults
{
    /// <summary>The slope of <see cref="Activation.LeakyRelu"/> below 0.</summary>
    public const double LeakySlope = 0.01;
}
