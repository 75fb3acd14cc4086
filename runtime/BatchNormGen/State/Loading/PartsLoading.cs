using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>One load of several parts: all of them or, where something is wrong, none.</summary>
/// <remarks>
/// Layers are read and judged first and written last. Other parts can only be loaded at once, in between; what they held before is kept,
/// and loaded again if anything fails.
/// </remarks>
internal sealed class PartsLoading
{
    private readonly StateDictionary _state;
    private readonly LoadOptions _options;
    private readonly NameOwners _owners = new();
    private readonly List<PartView> _views = [];
    private readonly List<PreparedLoad> _layers = [];
    private readonly List<OtherPart> _others = [];

    /// <summary>Reads and judges the layers, and keeps what the other parts hold.</summary>
    /// <exception cref="ArgumentException">A part or a prefix is null, a part is there twice, or two have a name in common.</exception>
    public PartsLoading(StateDictionary state, LoadOptions options, (string Prefix, ISavedState Part)[] parts)
    {
        _state = state;
        _options = options;
        Array.ForEach(parts, _owners.Add);
        foreach ((string Prefix, ISavedState Part) part in parts)
        {
            _owners.Add(part, Prepare(part));
        }
    }

    /// <exception cref="InvalidDataException">Something is wrong; every part is as it was.</exception>
    public LoadReport Load()
    {
        List<LoadFaults> faults = _layers.ConvertAll(layer => layer.FindFaults(missing: _options.Strict, unexpected: false));
        bool isHopeless = faults.Exists(static fault => !fault.IsEmpty);
        if (isHopeless && _others.Count > 0)
        {
            // What no part takes is not known before the others are loaded, which would be for nothing.
            Throw(faults, unexpected: []);
        }

        List<LoadReport> reports = _layers.ConvertAll(static layer => layer.Report);
        List<OtherPart> begun = [];
        try
        {
            foreach (OtherPart other in _others)
            {
                begun.Add(other);
                reports.Add(other.Load());
            }

            string[] unexpected = FindUnexpected();
            if (isHopeless || (_options.Strict && unexpected.Length > 0))
            {
                Throw(faults, _options.Strict ? unexpected : []);
            }

            CommitLayers();
            return new LoadReport(
                reports.SelectMany(static report => report.Missing),
                unexpected,
                reports.SelectMany(static report => report.Converted),
                reports.SelectMany(static report => report.Notes));
        }
        catch (Exception cause)
        {
            OtherPart.Restore(begun, cause);
            throw;
        }
    }

    /// <summary>Does what can be done without changing the part, and gives the names of what it holds.</summary>
    private IEnumerable<string> Prepare((string Prefix, ISavedState Part) part)
    {
        PartView seen = new(_state, name => IsElsewhere(name) || _owners.IsOfOthers(name, part.Part));
        _views.Add(seen);
        var view = new StateDictionary(seen);
        if (part.Part is ISavedLayer layer)
        {
            PreparedLoad load = layer.PrepareLoad(view, part.Prefix, _options.Names);
            _layers.Add(load);
            return load.Names;
        }

        OtherPart other = new(part.Part, part.Prefix, view, _options);
        _others.Add(other);
        return other.Names;
    }

    /// <summary>Writes all layers, once none of them is in use.</summary>
    private void CommitLayers()
    {
        int begun = 0;
        try
        {
            for (; begun < _layers.Count; begun++)
            {
                _layers[begun].Begin();
            }

            _layers.ForEach(static layer => layer.Commit());
        }
        finally
        {
            _layers.GetRange(0, begun).ForEach(static layer => layer.End());
        }
    }

    private string[] FindUnexpected()
    {
        HashSet<string> taken = new(_views.SelectMany(static view => view.Taken), StringComparer.Ordinal);
        return [.. _state.Names.Where(name => !taken.Contains(name) && !IsElsewhere(name))];
    }

    private bool IsElsewhere(string name) => _options.Elsewhere.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private void Throw(List<LoadFaults> faults, string[] unexpected)
    {
        bool isForgivable = unexpected.Length > 0 || faults.Exists(static fault => fault.IsForgivable);
        IEnumerable<string> lines =
        [
            "The state cannot be loaded, and every part was left as it was.",
            .. faults.Where(static fault => !fault.IsEmpty).SelectMany(static fault => (string[])[fault.Layer + ":", .. fault.Lines]),
            .. unexpected.Length > 0 ? (string[])["Names that no part takes:"] : [],
            .. unexpected.Select(name => $"- '{name}' is unexpected: {ReasonAgainst(name)}."),
            .. isForgivable
                ? (string[])["With Strict = false, what is missing stays as it is and what is unexpected is passed over. Names that are yours belong under Elsewhere."]
                : [],
        ];
        throw new InvalidDataException(string.Join("\n", lines));
    }

    private string ReasonAgainst(string name) =>
        _layers.Find(layer => layer.Report.Unexpected.Contains(name))?.ReasonAgainst(name) ?? "it is none of theirs";
}
