namespace BatchNormGen;

/// <summary>What a successful load of a state came upon. Every name is as in the dictionary, with its prefix.</summary>
public sealed class LoadReport
{
    /// <summary>Makes a report: for models and optimizers of your own that implement <see cref="ISavedState"/>.</summary>
    /// <param name="missing">See <see cref="Missing"/>; null for none.</param>
    /// <param name="unexpected">See <see cref="Unexpected"/>; null for none.</param>
    /// <param name="converted">See <see cref="Converted"/>; null for none.</param>
    /// <param name="notes">See <see cref="Notes"/>; null for none.</param>
    public LoadReport(
        IEnumerable<string>? missing = null, IEnumerable<string>? unexpected = null, IEnumerable<string>? converted = null, IEnumerable<string>? notes = null)
    {
        Missing = Copy(missing);
        Unexpected = Copy(unexpected);
        Converted = Copy(converted);
        Notes = Copy(notes);
    }

    /// <summary>
    /// The names that were looked for and not found; what they stand for was left as it was. Empty after a strict load. The counter of
    /// batches is optional and never among them.
    /// </summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>
    /// The names that stand for nothing that was loaded: of one layer, those directly under its prefix; of several parts, those that no part took. They were passed
    /// over. Empty after a strict load.
    /// </summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>
    /// The names of tensors that had another type than the layer saves, and were converted: floating-point numbers exactly or rounded to the
    /// nearest; a counter to the same number.
    /// </summary>
    public IReadOnlyList<string> Converted { get; }

    /// <summary>
    /// What was taken though it is unusual, a sentence each that names the tensor: a counter with a fraction, which was rounded, or that could not be used, by a layer
    /// that does not need it; a variance below 0 that is above it with epsilon.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The report in a line.</summary>
    /// <returns>What was missing, unexpected and converted, and the notes; <c>complete</c> if there was nothing.</returns>
    public override string ToString()
    {
        IEnumerable<string> parts = new[] { ("missing", Missing), ("unexpected", Unexpected), ("converted", Converted), ("notes", Notes) }
            .Where(static part => part.Item2.Count > 0)
            .Select(static part => $"{part.Item1}: {string.Join(", ", part.Item2)}");
        string text = string.Join("; ", parts);
        return text.Length > 0 ? text : "complete";
    }

    private static IReadOnlyList<string> Copy(IEnumerable<string>? texts) => Array.AsReadOnly(texts is null ? [] : texts.ToArray());
}
