using BatchNormGen.CompilerServices;
using BatchNormGen.State.Loading;

namespace BatchNormGen.State.Models;

/// <summary>One load of the weights of a convolution or dense layer: they are read and judged first, and written only if nothing is wrong.</summary>
internal sealed class WeightsLoading : PreparedLoad
{
    private readonly ProductCore _product;
    private readonly string _layer;
    private readonly StateDictionary _state;
    private readonly string _prefix;
    private readonly Framework _framework;
    private readonly List<string> _missing = [];
    private readonly List<string> _converted = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _faults = [];
    private readonly float[]? _weight;
    private readonly float[]? _bias;

    public WeightsLoading(ProductCore product, string layer, StateDictionary state, string prefix, Framework framework)
    {
        _product = product;
        _layer = layer;
        _state = state;
        _prefix = prefix;
        _framework = framework;
        WeightNames names = WeightsPart.NamesOf(product, framework);
        FileOrder order = FileOrder.OfWeights(product.Shape, framework);
        Names = [.. Required(framework).Select(name => prefix + name)];
        _weight = Read(names.Weight, order.Extents(product.Weight.Shape)) is { } weights ? order.FromFile(weights) : null;
        _bias = product.Bias is null ? null : Read(names.Bias, [product.Shape.Outputs]);
        Report = new LoadReport(_missing, FindUnexpected(), _converted, _notes);
    }

    internal override IReadOnlyList<string> Names { get; }

    internal override LoadReport Report { get; }

    internal override LoadFaults FindFaults(bool missing, bool unexpected)
    {
        LoadFaults faults = new(_layer);
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

    internal override string ReasonAgainst(string unexpected) => unexpected[_prefix.Length..] == WeightsPart.NamesOf(_product, _framework).Bias
        ? "the layer has no bias (bias: false)"
        : $"such a layer has nothing of that name in {_framework}";

    /// <summary>The model marks itself as in use, once for all of its layers.</summary>
    internal override void Begin()
    {
    }

    internal override void End()
    {
    }

    internal override void Commit()
    {
        Write(_product.Weight, _weight);
        Write(_product.Bias, _bias);
    }

    private static void Write(Parameter<float>? parameter, float[]? values)
    {
        if (values is not null)
        {
            values.CopyTo(parameter!.Value);

            // What was summed up so far is the gradient at other values.
            parameter.ZeroGradient();
        }
    }

    private float[]? Read(string name, int[] shape)
    {
        if (!_state.TryGet(_prefix + name, out StateTensor? tensor))
        {
            _missing.Add(_prefix + name);
            return null;
        }

        if (tensor.DataType != DataType.Float32)
        {
            _converted.Add(_prefix + name);
        }

        return new ParameterTensor(tensor, _prefix + name, _faults, _notes).Read(shape, "value", UsableNumbers<float>.Finite, areTrusted: _state.IsSnapshot);
    }

    /// <summary>What lies directly under the prefix and is nothing of the layer's.</summary>
    private List<string> FindUnexpected() =>
    [
        .. _state.Names.Where(name =>
            name.Length > _prefix.Length
            && name.StartsWith(_prefix, StringComparison.Ordinal)
            && name.IndexOfAny(NameSearch.Separators, _prefix.Length) < 0
            && !Names.Contains(name)),
    ];

    private string[] Required(Framework framework)
    {
        WeightNames names = WeightsPart.NamesOf(_product, framework);
        return _product.Bias is null ? [names.Weight] : [names.Weight, names.Bias];
    }
}
