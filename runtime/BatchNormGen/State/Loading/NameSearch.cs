namespace BatchNormGen.State.Loading;

/// <summary>Where in a dictionary a layer's numbers may be, if they are not under the names that they were looked for.</summary>
/// <param name="state">The dictionary.</param>
/// <param name="prefix">The prefix that was given.</param>
/// <param name="framework">The framework whose names were looked for.</param>
/// <param name="required">The names that the layer needs, among those of a framework.</param>
internal sealed class NameSearch(StateDictionary state, string prefix, Framework framework, Func<Framework, IReadOnlyList<string>> required)
{
    private const int MaxPrefixes = 4;

    /// <summary>What frameworks put between the name of a layer and that of its numbers.</summary>
    public static char[] Separators { get; } = ['.', '/'];

    /// <summary>A sentence about other names or prefixes under which all is there; null if there are none.</summary>
    public string? Advice()
    {
        foreach (Framework other in Enum.GetValues<Framework>())
        {
            if (other != framework && AreThere(PrefixOf(other), other))
            {
                return $"The names of {other} are all there: pass names: Framework.{other}.";
            }
        }

        string[] prefixes = [.. OtherPrefixes().Take(MaxPrefixes + 1)];
        return prefixes.Length == 0 ? null
            : $"All of them are there with the prefix {Listed(prefixes)}. A prefix stands before a name as it is, so it ends with its separator.";
    }

    /// <summary>The prefix as another framework has it, whose separator may be another.</summary>
    private string PrefixOf(Framework other)
    {
        string separator = WeightNames.SeparatorOf(framework);
        return prefix.EndsWith(separator, StringComparison.Ordinal) ? prefix[..^separator.Length] + WeightNames.SeparatorOf(other) : prefix;
    }

    private IEnumerable<string> OtherPrefixes()
    {
        string first = required(framework)[0];
        return state.Names
            .Where(name => name.Length > first.Length && name.EndsWith(first, StringComparison.Ordinal) && Separators.Contains(name[^(first.Length + 1)]))
            .Select(name => name[..^first.Length])
            .Where(other => AreThere(other, framework));
    }

    private bool AreThere(string under, Framework named) =>
        required(named).All(name => state.Contains(under + name));

    private static string Listed(string[] prefixes)
    {
        string text = string.Join(" or ", prefixes.Take(MaxPrefixes).Select(static prefix => $"'{prefix}'"));
        return prefixes.Length > MaxPrefixes ? text + ", among others" : text;
    }
}
