namespace ImageClassifier;

/// <summary>What the program is to do.</summary>
/// <param name="Image">The picture's file; null for one that is drawn.</param>
/// <param name="Weights">The file of the weights; null for weights that are drawn.</param>
/// <param name="Names">The file of the classes' names, a line each; null for numbers.</param>
internal sealed record Options(string? Image, string? Weights, string? Names);
