namespace BatchNormGen.Models;

/// <summary>
/// Turns a partial class into a network. The class has one method, <c>private static Features Define(FeatureMaps x)</c>, which says layer by layer what the
/// network computes. The compiler reads it, checks every shape, and writes the rest of the class; it never runs.
/// </summary>
/// <remarks>
/// What may stand in <c>Define</c> is a small part of C#: calls of layers, <c>+</c>, locals, <c>if</c>, <c>?:</c> and <c>for</c> over values that are known at compile time, and
/// calls of static methods of the same project. Everything else is an error there, BNG0101 and up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>A network that takes vectors; the parameter of its <c>Define</c> is <see cref="Features"/>.</summary>
    /// <param name="features">The number of values of one sample.</param>
    public ModelAttribute(int features) => InputShape = [features];

    /// <summary>A network that takes images; the parameter of its <c>Define</c> is <see cref="FeatureMaps"/>.</summary>
    /// <param name="channels">The number of channels of one sample.</param>
    /// <param name="height">The number of rows of one sample.</param>
    /// <param name="width">The number of columns of one sample.</param>
    public ModelAttribute(int channels, int height, int width) => InputShape = [channels, height, width];

    /// <summary>The shape of one sample: <c>[features]</c> or <c>[channels, height, width]</c>.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>
    /// The framework whose layers the model's are to be like. It sets what a layer is not given (epsilons, momentum), how weights are initialized, whether average
    /// pooling counts padding, and the names in files. Default: <see cref="Framework.Textbook"/>.
    /// </summary>
    public Framework Preset { get; set; }
}
