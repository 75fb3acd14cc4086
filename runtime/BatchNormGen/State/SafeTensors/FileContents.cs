namespace BatchNormGen.State.SafeTensors;

/// <summary>What a file holds, in the order of its header.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">The entries of <c>__metadata__</c>.</param>
internal sealed record FileContents(IEnumerable<KeyValuePair<string, StateTensor>> Tensors, IEnumerable<KeyValuePair<string, string>> Metadata);
