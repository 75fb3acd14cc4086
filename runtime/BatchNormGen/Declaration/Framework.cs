// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>
/// A framework whose layer of the same kind another one is to be like: the settings that it starts from, and what it calls the
/// layer's numbers in files.
/// </summary>
/// <remarks>Each is described by its batch normalization; docs/presets.md has the settings and names of the other kinds.</remarks>
public enum Framework
{
    /// <summary>
    /// The textbook's layer, the default: epsilon 1e-5, momentum 0.1, biased moving variance, channels first.
    /// In files: <c>gamma, beta, moving_mean, moving_var</c>, and <c>batches_tracked</c>.
    /// </summary>
    Textbook,

    /// <summary>
    /// <c>torch.nn.BatchNorm1d</c> to <c>3d</c>: epsilon 1e-5, momentum 0.1, unbiased moving variance, channels first.
    /// In files: <c>weight, bias, running_mean, running_var, num_batches_tracked</c>.
    /// </summary>
    PyTorch,

    /// <summary>
    /// <c>keras.layers.BatchNormalization</c>: epsilon 1e-3, decay 0.99, biased moving variance, channels last.
    /// In files: <c>gamma, beta, moving_mean, moving_variance</c>, and <c>batches_tracked</c>, which is not Keras's.
    /// </summary>
    Keras,

    /// <summary>
    /// <c>flax.linen.BatchNorm</c> and <c>flax.nnx.BatchNorm</c>: epsilon 1e-5, decay 0.99, biased moving variance, channels last.
    /// In files: <c>scale, bias, mean, var</c>, and <c>batches_tracked</c>, which is not Flax's.
    /// </summary>
    Flax,

    /// <summary>
    /// <c>mxnet.gluon.nn.BatchNorm</c>: epsilon 1e-5, decay 0.9, biased moving variance, channels first.
    /// In files: <c>gamma, beta, running_mean, running_var</c>, and <c>batches_tracked</c>, which is not MXNet's.
    /// </summary>
    MXNet,

    /// <summary>
    /// The operator <c>BatchNormalization</c> of ONNX: epsilon 1e-5, decay 0.9, biased moving variance, channels first.
    /// In files, named after its inputs: <c>scale, B, input_mean, input_var</c>, and <c>batches_tracked</c>, which is not ONNX's.
    /// </summary>
    Onnx,
}
