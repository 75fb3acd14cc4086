using System.Numerics;
using BatchNormGen.CompilerServices;
using BatchNormGen.State.Elements;

namespace BatchNormGen.State.Loading;

/// <summary>One load of a layer's numbers: all of them are read and judged first, and written only if nothing is wrong.</summary>
internal sealed class LayerLoading<T> : PreparedLoad
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerCore<T> _layer;
    private readonly BatchNormCore<T>? _tracked;
    private readonly StateDictionary _state;
    private readonly string _prefix;
    private readonly Framework _framework;
    private readonly FileOrder _order;
    private readonly ParameterNames _parameterNames;
    private readonly BatchNormStateNames _names;
    private readonly List<string> _missing = [];
    private readonly List<string> _converted = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _faults = [];
    private readonly T[]? _gamma;
    private readonly T[]? _beta;
    private readonly T[]? _mean;
    private readonly T[]? _variance;
    private readonly long? _batches;

    /// <summary>Reads and judges everything.</summary>
    public LayerLoading(LayerCore<T> layer, StateDictionary state, string prefix, Framework framework, FileOrder order)
    {
        _layer = layer;
        _tracked = layer is BatchNormCore<T> { TracksMovingStatistics: true } tracked ? tracked : null;
        _state = state;
        _prefix = prefix;
        _framework = framework;
        _order = order;
        _parameterNames = layer.ParameterNamesOf(framework);
        _names = BatchNormStateNames.Of(framework);
        _gamma = layer.Gamma is null ? null : ReadVector(_parameterNames.Gamma, UsableNumbers<T>.Finite);
        _beta = layer.Beta is null ? null : ReadVector(_parameterNames.Beta, UsableNumbers<T>.Finite);
        if (_tracked is not null)
        {
            _mean = ReadVector(_names.MovingMean, UsableNumbers<T>.Finite);
            _variance = ReadVector(_names.MovingVariance, UsableNumbers<T>.Variance(_tracked.Settings.Epsilon));
            _batches = ReadCounter(_names.BatchesTracked, isUsed: _tracked.Settings.Averaging == Averaging.Cumulative);
        }

        Names = [.. Required(_framework).Select(name => prefix + name), .. _tracked is not null ? (string[])[prefix + _names.BatchesTracked] : []];
        Report = new LoadReport(_missing, FindUnexpected(), _converted, _notes);
    }

    internal override IReadOnlyList<string> Names { get; }

    internal override LoadReport Report { get; }

    internal override LoadFaults FindFaults(bool missing, bool unexpected)
    {
        LoadFaults faults = new(_layer.LayerShape.Layer);
        _faults.ForEach(faults.Add);
        if (missing)
        {
            faults.AddMissing(Report.Missing, new NameSearch(_state, _prefix, _framework, Required));
        }

        if (unexpected)
        {
            faults.AddUnexpected(Report.Unexpected, ReasonAgainst);
        }

        return faults;
    }

    internal override string ReasonAgainst(string unexpected)
    {
        string own = unexpected[_prefix.Length..];
        return own == _parameterNames.Gamma ? "the layer has no gamma (Scale = false)"
            : own == _parameterNames.Beta ? "the layer has no beta (Shift = false)"
            : own == _names.MovingMean || own == _names.MovingVariance || own == _names.BatchesTracked
                ? _layer is BatchNormCore<T> ? "the layer tracks no moving statistics (TrackMovingStatistics = false)" : "the layer has no moving statistics"
            : $"a layer has nothing of that name in {_framework}";
    }

    internal override void Begin() => _layer.BeginChange("LoadState");

    internal override void End() => _layer.EndChange();

    internal override void Commit()
    {
        Write(_layer.Gamma, _gamma);
        Write(_layer.Beta, _beta);
        _mean?.CopyTo(_tracked!.MovingMean);
        _variance?.CopyTo(_tracked!.MovingVariance);

        // The counter is that of the statistics: without one, nothing is known of how many batches are in new ones, and a cumulative average
        // must not go on with the number of the old.
        if (_tracked is not null && (_batches is not null || _mean is not null || _variance is not null))
        {
            _tracked.BatchesTracked = _batches ?? 0;
        }
    }

    private static void Write(Parameter<T>? parameter, T[]? values)
    {
        if (values is not null)
        {
            values.CopyTo(parameter!.Value);

            // What was summed up so far is the gradient at other values.
            parameter.ZeroGradient();
        }
    }

    private T[]? ReadVector(string name, UsableNumbers<T> usable)
    {
        if (!_state.TryGet(_prefix + name, out StateTensor? tensor))
        {
            _missing.Add(_prefix + name);
            return null;
        }

        NoteConversion(tensor, name, DataTypes.Of<T>());
        T[]? values = new ParameterTensor(tensor, _prefix + name, _faults, _notes)
            .Read(_layer.LayerShape.ParameterShape, _layer.LayerShape.Feature, usable, areTrusted: _state.IsSnapshot);
        return values is null ? null : _order.FromFile(values);
    }

    private long? ReadCounter(string name, bool isUsed)
    {
        if (!_state.TryGet(_prefix + name, out StateTensor? tensor))
        {
            return null;
        }

        NoteConversion(tensor, name, DataType.Int64);
        return new CounterTensor(tensor, _prefix + name, "batches", _notes).Read(isUsed ? _faults : null);
    }

    private void NoteConversion(StateTensor tensor, string name, DataType own)
    {
        if (tensor.DataType != own)
        {
            _converted.Add(_prefix + name);
        }
    }

    /// <summary>
    /// What lies directly under the prefix and is nothing of the layer's. A name that goes on with a separator belongs to something deeper: to another
    /// layer, where the dictionary holds a model and the prefix is empty.
    /// </summary>
    private List<string> FindUnexpected() =>
    [
        .. _state.Names.Where(name =>
            name.Length > _prefix.Length
            && name.StartsWith(_prefix, StringComparison.Ordinal)
            && name.IndexOfAny(NameSearch.Separators, _prefix.Length) < 0
            && !Names.Contains(name)),
    ];

    /// <summary>The names that the layer cannot be loaded in full without.</summary>
    private string[] Required(Framework framework)
    {
        (ParameterNames parameters, BatchNormStateNames names) = (_layer.ParameterNamesOf(framework), BatchNormStateNames.Of(framework));
        return
        [
            .. _layer.Gamma is null ? (string[])[] : [parameters.Gamma],
            .. _layer.Beta is null ? (string[])[] : [parameters.Beta],
            .. _tracked is not null ? (string[])[names.MovingMean, names.MovingVariance] : [],
        ];
    }
}
