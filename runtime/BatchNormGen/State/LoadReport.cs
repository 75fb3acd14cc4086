namespace BatchNormGen;

/// <summary>What a successful load of a layer's state came upon. Every name is as in the dictionary, with its prefix.</summary>
public sealed class LoadReport
{
    internal LoadReport(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> converted)
    {
        Missing = missing;
        Unexpected = unexpected;
        Converted = converted;
    }

    /// <summary>
    /// The names that were looked for and not found; what they stand for was left as it was. Empty after a strict load. The counter of
    /// batches is optional and never among them.
    /// </summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The names directly under the prefix that stand for nothing the layer has; they were passed over. Empty after a strict load.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>
    /// The names of tensors that had another type than the layer saves, and were converted: floating-point numbers exactly or rounded to the
    /// nearest; a counter to the same number.
    /// </summary>
    public IReadOnlyList<string> Converted { get; }

    /// <summary>The report in a line.</summary>
    /// <returns>What was missing, unexpected and converted; <c>complete</c> if nothing was.</returns>
    public override string ToString()
    {
        IEnumerable<string> parts = new[] { ("missing", Missing), ("unexpected", Unexpected), ("converted", Converted) }
            .Where(static part => part.Item2.Count > 0)
            .Select(static part => $"{part.Item1}: {string.Join(", ", part.Item2)}");
        string text = string.Join("; ", parts);
        return text.Length > 0 ? text : "complete";
    }
}
