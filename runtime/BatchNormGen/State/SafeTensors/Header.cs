namespace BatchNormGen.State.SafeTensors;

/// <summary>A header as it was read: entries in the order of the file, checked one by one but not against each other.</summary>
/// <param name="Tensors">What it says of the tensors.</param>
/// <param name="Metadata">The entries of <c>__metadata__</c>.</param>
internal sealed record Header(IReadOnlyList<TensorEntry> Tensors, IReadOnlyList<KeyValuePair<string, string>> Metadata);
