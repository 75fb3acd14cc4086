namespace BatchNormGen.State.Loading;

/// <summary>A part that can only be loaded in one step: a model or an optimizer of the user's own. What it held is kept, to be loaded again if another fails.</summary>
internal sealed class OtherPart
{
    private readonly ISavedState _part;
    private readonly string _prefix;
    private readonly StateDictionary _view;
    private readonly LoadOptions _options;
    private readonly StateDictionary _before = StateDictionary.Snapshot();

    /// <summary>Keeps what the part holds.</summary>
    public OtherPart(ISavedState part, string prefix, StateDictionary view, LoadOptions options)
    {
        _part = part;
        _prefix = prefix;
        _view = view;
        _options = options;
        part.SaveState(_before, prefix, options.Names);
    }

    /// <summary>The names of what the part holds.</summary>
    public IReadOnlyCollection<string> Names => _before.Names;

    public LoadReport Load() => _part.LoadState(_view, _prefix, _options.Strict, _options.Names)
        ?? throw new InvalidOperationException($"{_part.GetType()}: LoadState returned null; expected a report.");

    /// <summary>Gives parts back what they held.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="cause">Why.</param>
    /// <exception cref="InvalidOperationException">One does not take it; the others have taken it.</exception>
    public static void Restore(IEnumerable<OtherPart> parts, Exception cause)
    {
        List<Exception> failures = [];
        foreach (OtherPart part in parts)
        {
            try
            {
                part._part.LoadState(part._before, part._prefix, strict: true, part._options.Names);
            }
            catch (Exception e)
            {
                failures.Add(new InvalidOperationException(
                    $"{part._part.GetType()}: the load failed, and this part did not take back what it had saved just before. What it holds now may be of both.", e));
            }
        }

        if (failures.Count > 0)
        {
            throw new InvalidOperationException(failures[0].Message, new AggregateException([cause, .. failures]));
        }
    }
}
