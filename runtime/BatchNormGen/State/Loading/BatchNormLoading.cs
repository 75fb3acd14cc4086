using System.Numerics;
using BatchNormGen.CompilerServices;
using BatchNormGen.State.Elements;

namespace BatchNormGen.State.Loading;

/// <summary>One load of a layer's numbers: all of them are read and judged first, and written only if nothing is wrong.</summary>
internal sealed class BatchNormLoading<T>(BatchNormState<T> layer, StateDictionary state, string prefix, Framework framework)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly StateNames _names = StateNames.Of(framework);
    private readonly List<string> _missing = [];
    private readonly List<string> _unexpected = [];
    private readonly List<string> _converted = [];
    private readonly LoadFaults _faults = new(layer.Shape.Layer);

    /// <summary>Reads everything, then writes it.</summary>
    /// <exception cref="InvalidDataException">Something is wrong; nothing was written.</exception>
    public LoadReport Load(bool strict)
    {
        T[]? gamma = layer.Gamma is null ? null : ReadVector(_names.Gamma, ChannelValues.AnyFinite);
        T[]? beta = layer.Beta is null ? null : ReadVector(_names.Beta, ChannelValues.AnyFinite);
        T[]? mean = layer.TracksMovingStatistics ? ReadVector(_names.MovingMean, ChannelValues.AnyFinite) : null;
        T[]? variance = layer.TracksMovingStatistics ? ReadVector(_names.MovingVariance, ChannelValues.NotNegative) : null;
        long? batches = layer.TracksMovingStatistics ? ReadCounter(_names.BatchesTracked) : null;
        FindUnexpected();
        if (strict)
        {
            _faults.AddMissing(_missing, new NameSearch(state, prefix, framework, Required));
            _faults.AddUnexpected(_unexpected, DescribeUnexpected);
        }

        _faults.ThrowIfAny();
        Write(layer.Gamma, gamma);
        Write(layer.Beta, beta);
        WriteStatistics(mean, variance, batches);
        return new LoadReport(_missing, _unexpected, _converted);
    }

    private T[]? ReadVector(string name, ChannelValues values)
    {
        if (!state.TryGet(prefix + name, out StateTensor? tensor))
        {
            _missing.Add(prefix + name);
            return null;
        }

        T[]? vector = ChannelTensor.Read<T>(tensor, prefix + name, layer.Shape.NumFeatures, values, _faults);
        Note(tensor, name, DataTypes.Of<T>());
        return vector;
    }

    private long? ReadCounter(string name)
    {
        if (!state.TryGet(prefix + name, out StateTensor? tensor))
        {
            return null;
        }

        Note(tensor, name, DataType.Int64);
        return CounterTensor.Read(tensor, prefix + name, _faults);
    }

    private void Note(StateTensor tensor, string name, DataType own)
    {
        if (tensor.DataType != own)
        {
            _converted.Add(prefix + name);
        }
    }

    /// <summary>
    /// What lies directly under the prefix and is nothing of the layer's. A name that goes on with a separator belongs to something deeper: to another
    /// layer, where the dictionary holds a model and the prefix is empty.
    /// </summary>
    private void FindUnexpected()
    {
        string[] known = [.. Required(_names), .. layer.TracksMovingStatistics ? (string[])[_names.BatchesTracked] : []];
        _unexpected.AddRange(state.Names.Where(name =>
            name.Length > prefix.Length
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && name.IndexOfAny(NameSearch.Separators, prefix.Length) < 0
            && !known.Contains(name[prefix.Length..])));
    }

    private string DescribeUnexpected(string name)
    {
        string own = name[prefix.Length..];
        return own == _names.Gamma ? "the layer has no gamma (Scale = false)"
            : own == _names.Beta ? "the layer has no beta (Shift = false)"
            : own == _names.MovingMean || own == _names.MovingVariance || own == _names.BatchesTracked
                ? "the layer tracks no moving statistics (TrackMovingStatistics = false)"
            : $"a layer has nothing of that name in {framework}";
    }

    /// <summary>The names that the layer cannot be loaded in full without.</summary>
    private string[] Required(StateNames names) =>
    [
        .. layer.Gamma is null ? (string[])[] : [names.Gamma],
        .. layer.Beta is null ? (string[])[] : [names.Beta],
        .. layer.TracksMovingStatistics ? (string[])[names.MovingMean, names.MovingVariance] : [],
    ];

    private static void Write(Parameter<T>? parameter, T[]? values)
    {
        if (values is not null)
        {
            values.CopyTo(parameter!.Value);

            // What was summed up so far is the gradient at other values.
            parameter.ZeroGradient();
        }
    }

    private void WriteStatistics(T[]? mean, T[]? variance, long? batches)
    {
        mean?.CopyTo(layer.MovingMean);
        variance?.CopyTo(layer.MovingVariance);

        // The counter is that of the statistics: without one, nothing is known of how many batches are in new ones, and a cumulative average
        // must not go on with the number of the old.
        if (batches is not null || mean is not null || variance is not null)
        {
            layer.BatchesTracked = batches ?? 0;
        }
    }
}
