using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Graphs;

/// <summary>What a node computes. The numbers have been checked: a kernel fits, groups divide, a rate is a rate.</summary>
/// <param name="Method">The word by which a definition says it: <c>Conv2D</c>.</param>
internal abstract record Operation(string Method)
{
    /// <summary>
    /// The positions of the maps that its features were before they were flattened; otherwise 1. Files of frameworks with channels last have the parameters of such a layer
    /// in another order. Planning says it.
    /// </summary>
    public int MapPositions { get; init; } = 1;
}

/// <summary>What the model is given.</summary>
internal sealed record InputOperation() : Operation("input");

/// <summary>A convolution; depthwise where there are as many groups as channels.</summary>
internal sealed record ConvolutionOperation(int Outputs, Window Window, int Groups, bool HasBias) : Operation("Conv2D");

/// <summary>A dense layer.</summary>
internal sealed record DenseOperation(int Outputs, bool HasBias) : Operation("Dense")
{
    /// <summary>The positions of the maps that its inputs were, where these lie channels last in memory; otherwise 1.</summary>
    public int FlattenedPositions { get; init; } = 1;
}

/// <summary>The largest value of each window; padding is never the largest.</summary>
internal sealed record MaxPoolOperation(Window Window) : Operation("MaxPool");

/// <summary>The mean of each window.</summary>
/// <param name="Window">The window.</param>
/// <param name="CountsPadding">Whether the mean is over all values of a window, padding with its zeros included, or over those of the input alone.</param>
internal sealed record AveragePoolOperation(Window Window, bool CountsPadding) : Operation("AveragePool");

/// <summary>The mean of each channel.</summary>
internal sealed record GlobalAveragePoolOperation() : Operation("GlobalAveragePool");

/// <summary>The same values, as features. Nothing is computed: they lie in memory as before.</summary>
internal sealed record FlattenOperation() : Operation("Flatten");

/// <summary>A layer that normalizes.</summary>
internal abstract record NormalizationOperation(string Method, double Epsilon, AffineSpec Affine) : Operation(Method);

/// <summary>Batch normalization of each channel or feature.</summary>
internal sealed record BatchNormOperation(double Epsilon, AffineSpec Affine, AveragingSpec Averaging, VarianceEstimator MovingVariance)
    : NormalizationOperation("BatchNorm", Epsilon, Affine);

/// <summary>Group normalization.</summary>
internal sealed record GroupNormOperation(double Epsilon, AffineSpec Affine, int Groups) : NormalizationOperation("GroupNorm", Epsilon, Affine);

/// <summary>Instance normalization: a group a channel.</summary>
internal sealed record InstanceNormOperation(double Epsilon, AffineSpec Affine) : NormalizationOperation("InstanceNorm", Epsilon, Affine);

/// <summary>Layer or RMS normalization of each sample.</summary>
internal sealed record RowNormOperation(double Epsilon, AffineSpec Affine, RowStatistic Statistic)
    : NormalizationOperation(Statistic == RowStatistic.MeanSquare ? "RmsNorm" : "LayerNorm", Epsilon, Affine);

/// <summary>A function of each value.</summary>
internal sealed record ActivationOperation(ActivationSpec Activation) : Operation(Activation.Function.ToString());

/// <summary>In training, zeros with a probability.</summary>
internal sealed record DropoutOperation(double Rate) : Operation("Dropout");

/// <summary>Positive values that add up to 1.</summary>
internal sealed record SoftmaxOperation() : Operation("Softmax");

/// <summary>The sum of two nodes of the same shape.</summary>
internal sealed record SumOperation() : Operation("+");

/// <summary>A layer of the user's own.</summary>
/// <param name="Type">Its type, fully qualified.</param>
internal sealed record OwnOperation(string Type) : Operation("Then");

/// <summary>The same values in another order in memory. No definition says it: planning puts it in where one layer gives another order than the next takes.</summary>
/// <param name="IsToChannelsLast">Whether they lie channel by channel before and position by position after; otherwise the other way round.</param>
/// <param name="Maps">The shape of the maps that they are, or were.</param>
internal sealed record LayoutOperation(bool IsToChannelsLast, FlowShape Maps) : Operation(IsToChannelsLast ? "to channels last" : "to channels first");
