// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>Where the channels lie in the tensors of a framework.</summary>
internal static class FrameworkLayout
{
    /// <summary>The layout of a framework, whatever the kind of layer; channels first for a number that stands for none.</summary>
    public static TensorLayout Of(Framework framework) =>
        framework is Framework.Keras or Framework.Flax ? TensorLayout.ChannelsLast : TensorLayout.ChannelsFirst;
}
