namespace BatchNormGen.State.Loading;

/// <summary>Whose of several parts a name is.</summary>
internal sealed class NameOwners
{
    private readonly Dictionary<string, (string Prefix, ISavedState Part)> _owners = new(StringComparer.Ordinal);
    private readonly HashSet<ISavedState> _parts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a part that has not been added yet.</summary>
    /// <exception cref="ArgumentException">The part or its prefix is null, or the part is there already.</exception>
    public void Add((string Prefix, ISavedState Part) part)
    {
        (string? prefix, ISavedState? saved) = part;
        if (saved is null || prefix is null)
        {
            throw new ArgumentException(
                saved is null ? $"The part with the prefix '{prefix}' is null." : $"The prefix of {saved.GetType()} is null; expected a text, which may be empty.", "parts");
        }

        if (!_parts.Add(saved))
        {
            throw new ArgumentException($"The part with the prefix '{prefix}', {saved.GetType()}, is there twice; expected each part once.", "parts");
        }
    }

    /// <summary>Adds the names of a part.</summary>
    /// <exception cref="ArgumentException">One of them is another part's.</exception>
    public void Add((string Prefix, ISavedState Part) part, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (!_owners.TryAdd(name, part))
            {
                throw new ArgumentException($"'{name}' is a name of {Describe(_owners[name])} and of {Describe(part)}; expected prefixes that keep them apart.", "parts");
            }
        }
    }

    /// <summary>Whether a name is that of a part other than this one.</summary>
    public bool IsOfOthers(string name, ISavedState part) => _owners.TryGetValue(name, out (string Prefix, ISavedState Part) owner) && owner.Part != part;

    private static string Describe((string Prefix, ISavedState Part) part) => $"{part.Part.GetType()} with the prefix '{part.Prefix}'";
}
