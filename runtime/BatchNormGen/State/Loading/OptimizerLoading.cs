using BatchNormGen.CompilerServices;

namespace BatchNormGen.State.Loading;

/// <summary>One load of what an optimizer keeps: all is read and judged first, and written only if nothing is wrong.</summary>
internal sealed class OptimizerLoading : PreparedLoad
{
    private readonly OptimizerState _optimizer;
    private readonly StateDictionary _state;
    private readonly string _prefix;
    private readonly List<string> _missing = [];
    private readonly List<string> _converted = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _faults = [];
    private readonly float[]?[] _values;
    private readonly long? _steps;

    /// <summary>Reads and judges everything.</summary>
    public OptimizerLoading(OptimizerState optimizer, StateDictionary state, string prefix)
    {
        _optimizer = optimizer;
        _state = state;
        _prefix = prefix;
        Names = [.. optimizer.Names.Select(name => prefix + name)];
        _values = [.. optimizer.Moments.Select(Read)];
        _steps = Find(OptimizerState.Step, DataType.Int64) is { } counter
            ? new CounterTensor(counter, prefix + OptimizerState.Step, "steps", _notes).Read(_faults)
            : null;
        Report = new LoadReport(_missing, FindUnexpected(), _converted, _notes);
    }

    internal override IReadOnlyList<string> Names { get; }

    internal override LoadReport Report { get; }

    internal override LoadFaults FindFaults(bool missing, bool unexpected)
    {
        LoadFaults faults = new(_optimizer.Optimizer, "optimizer");
        _faults.ForEach(faults.Add);
        if (missing)
        {
            faults.AddMissing(Report.Missing, new NameSearch(_state, _prefix, Framework.Textbook, _ => _optimizer.Names));
        }

        if (unexpected)
        {
            faults.AddUnexpected(Report.Unexpected, ReasonAgainst);
        }

        return faults;
    }

    internal override string ReasonAgainst(string unexpected) => "the optimizer keeps nothing of that name";

    // An optimizer is used by one thread at a time; its caller sees to that.
    internal override void Begin()
    {
    }

    internal override void End()
    {
    }

    internal override void Commit()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i]?.CopyTo(_optimizer.Moments[i].Values, 0);
        }

        if (_steps is { } steps)
        {
            _optimizer.SetSteps(steps);
        }
    }

    private float[]? Read(OptimizerMoment moment) => Find(moment.Name, DataType.Float32) is { } tensor
        ? new ParameterTensor(tensor, _prefix + moment.Name, _faults, _notes).Read(moment.Shape, OptimizerMoment.Feature, moment.Usable, areTrusted: _state.IsSnapshot)
        : null;

    private StateTensor? Find(string name, DataType own)
    {
        if (!_state.TryGet(_prefix + name, out StateTensor? tensor))
        {
            _missing.Add(_prefix + name);
            return null;
        }

        if (tensor.DataType != own)
        {
            _converted.Add(_prefix + name);
        }

        return tensor;
    }

    /// <summary>What another optimizer, or one of other parameters, has saved under the prefix. All other names are a model's.</summary>
    private List<string> FindUnexpected()
    {
        HashSet<string> own = new(Names, StringComparer.Ordinal);
        return [.. _state.Names.Where(name => name.StartsWith(_prefix, StringComparison.Ordinal) && OptimizerState.IsName(name[_prefix.Length..]) && !own.Contains(name))];
    }
}
