namespace BatchNormGen;

/// <summary>How <see cref="StateDictionary.LoadInto(LoadOptions, ValueTuple{string, ISavedState}[])"/> loads several parts.</summary>
public sealed class LoadOptions
{
    /// <summary>
    /// Whether a name that a part looks for and does not find, or one that no part takes, is an error; if not, it is only reported. True unless set.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>The framework whose names are used by all parts; null, the default, for each layer's own.</summary>
    public Framework? Names { get; init; }

    /// <summary>
    /// Prefixes of names that are yours: a name that begins with one of them and that no part takes is neither an error nor reported. Empty unless set.
    /// </summary>
    /// <exception cref="ArgumentNullException">The list or one of the prefixes is null.</exception>
    public IReadOnlyList<string> Elsewhere
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value.Select(static prefix => prefix ?? throw new ArgumentNullException(nameof(value), "A prefix is null; expected a text, which may be empty."))];
        }
    } = [];
}
