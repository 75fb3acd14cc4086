namespace BatchNormGen.State.Loading;

/// <summary>Collects all that keeps a layer, or an optimizer, from being loaded, to be said in one exception.</summary>
/// <param name="layer">Its name.</param>
/// <param name="kind">What it is.</param>
internal sealed class LoadFaults(string layer, string kind = "layer")
{
    private readonly List<string> _faults = [];
    private string? _advice;

    /// <summary>The name of what is loaded.</summary>
    public string Layer => layer;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Whether something would not be wrong in a load that is not strict.</summary>
    public bool IsForgivable { get; private set; }

    /// <summary>What is wrong, a line each, and what may help.</summary>
    public IEnumerable<string> Lines => [.. _faults.Select(static fault => "- " + fault), .. _advice is null ? (string[])[] : [_advice]];

    public void Add(string fault) => _faults.Add(fault);

    public void AddMissing(IReadOnlyList<string> names, NameSearch search)
    {
        if (names.Count > 0)
        {
            _faults.AddRange(names.Select(static name => $"'{name}' is missing."));
            _advice = search.Advice();
            IsForgivable = true;
        }
    }

    public void AddUnexpected(IReadOnlyList<string> names, Func<string, string> reason)
    {
        _faults.AddRange(names.Select(name => $"'{name}' is unexpected: {reason(name)}."));
        IsForgivable |= names.Count > 0;
    }

    /// <exception cref="InvalidDataException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (IsEmpty)
        {
            return;
        }

        IEnumerable<string> lines =
        [
            $"{layer}: the state cannot be loaded, and the {kind} was left as it was.",
            .. Lines,
            .. IsForgivable ? (string[])["With strict: false, what is missing stays as it is and what is unexpected is passed over."] : [],
        ];
        throw new InvalidDataException(string.Join("\n", lines));
    }
}
