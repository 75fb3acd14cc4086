namespace BatchNormGen.Models;

/// <summary>A normalization that freezing a model made part of the layer before it.</summary>
/// <param name="Name">The normalization's name.</param>
/// <param name="Into">The name of the convolution or dense layer whose weights now do what both did.</param>
/// <param name="Report">How much the weights changed, and a bound on the error of the outputs.</param>
public sealed record FoldedNormalization(string Name, string Into, FoldingReport Report);
