namespace BatchNormGen.State.Loading;

/// <summary>What one of several parts sees of a dictionary, and what it takes from it.</summary>
/// <remarks>
/// Names that belong to others are not among those that it sees, so that a part that looks for unexpected names does not find them; but it may ask for every name.
/// What it asks for and gets, it takes.
/// </remarks>
/// <param name="whole">The dictionary.</param>
/// <param name="belongsToOthers">Whether a name belongs to others.</param>
internal sealed class PartView(StateDictionary whole, Func<string, bool> belongsToOthers)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The dictionary.</summary>
    public StateDictionary Whole => whole;

    /// <summary>The names that the part sees.</summary>
    public IReadOnlyCollection<string> Names => [.. whole.Names.Where(name => !belongsToOthers(name))];

    /// <summary>The names that the part has taken.</summary>
    public IReadOnlyCollection<string> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    public void Take(string name)
    {
        lock (_taken)
        {
            _taken.Add(name);
        }
    }
}
