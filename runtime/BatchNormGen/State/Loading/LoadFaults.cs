namespace BatchNormGen.State.Loading;

/// <summary>Collects all that keeps a layer from being loaded, to be said in one exception.</summary>
/// <param name="layer">The layer's name.</param>
internal sealed class LoadFaults(string layer)
{
    private readonly List<string> _faults = [];
    private string? _advice;
    private bool _isForgivable;

    public void Add(string fault) => _faults.Add(fault);

    public void AddMissing(IReadOnlyList<string> names, NameSearch search)
    {
        if (names.Count > 0)
        {
            _faults.AddRange(names.Select(static name => $"'{name}' is missing."));
            _advice = search.Advice();
            _isForgivable = true;
        }
    }

    public void AddUnexpected(IReadOnlyList<string> names, Func<string, string> reason)
    {
        _faults.AddRange(names.Select(name => $"'{name}' is unexpected: {reason(name)}."));
        _isForgivable |= names.Count > 0;
    }

    /// <exception cref="InvalidDataException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count == 0)
        {
            return;
        }

        IEnumerable<string?> lines =
        [
            $"{layer}: the state cannot be loaded, and the layer was left as it was.",
            .. _faults.Select(static fault => "- " + fault),
            _advice,
            _isForgivable ? "With strict: false, what is missing stays as it is and what is unexpected is passed over." : null,
        ];
        throw new InvalidDataException(string.Join("\n", lines.OfType<string>()));
    }
}
