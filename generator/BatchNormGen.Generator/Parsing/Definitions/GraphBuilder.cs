using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing.Definitions.Layers;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Collects the layers that a definition calls.</summary>
internal sealed class GraphBuilder(string model, Framework preset, DefinitionFindings findings)
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<LayerCall?> _calls = [];
    private readonly List<NodePlace?> _places = [];
    private readonly List<LayerProperty> _properties = [];
    private readonly LayerNames _names = new(model);

    /// <summary>The properties of all layers whose name is known, also of those at fault.</summary>
    public EquatableArray<LayerProperty> Properties => new(_properties);

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The call of a node; null of the input and of sums.</summary>
    public LayerCall? CallOf(int node) => _calls[node];

    /// <summary>Where a node is written; null of the input.</summary>
    public NodePlace? PlaceOf(int node) => _places[node];

    /// <summary>Adds what the model is given.</summary>
    public Flow AddInput(PartialShape shape) => Add(new InputOperation(), null, [], shape, call: null, place: null);

    /// <summary>Adds a layer that is called; one that is at fault is not added, and its output has no node.</summary>
    public Flow Add(LayerCall call)
    {
        LayerName? name = call.Arguments.ContainsKey(LayerCall.NameParameter) ? ReadName(call) : null;
        bool isNamed = name is not null || !call.Arguments.ContainsKey(LayerCall.NameParameter);
        LayerReading reading = LayerReaders.Read(call, preset);
        bool fits = FitsSpan(call, "in its output", [reading.Shape.Channels, reading.Shape.Height, reading.Shape.Width]);
        return Add(isNamed ? reading.Operation : null, name, [call.Input.Node], fits ? reading.Shape : Flow.Lost(reading.Shape.IsMaps).Shape, call, new(call.NameLocation, call.Frame));
    }

    /// <summary>Adds a sum; sides that are null are unknown.</summary>
    public Flow Add(Flow? left, Flow? right, SyntaxNode syntax, Frame frame)
    {
        if ((left?.Shape.Whole, right?.Shape.Whole) is ({ } one, { } other) && one != other)
        {
            findings.Report(ModelDiagnostics.ShapesDiffer, syntax.GetLocation(), frame, one.ToString(), other.ToString(), SumAdvice.For(one, other));
            return Flow.Lost(one.IsMaps);
        }

        PartialShape shape = left?.Shape ?? right?.Shape ?? Flow.Lost(isMaps: true).Shape;
        return Add(new SumOperation(), null, [left?.Node, right?.Node], shape, call: null, new(syntax.GetLocation(), frame));
    }

    private LayerName? ReadName(LayerCall call)
    {
        LayerName? name = _names.Read(call);
        if (name is not null && call.OwnType is { } own)
        {
            _properties.Add(OwnLayerReader.PropertyOf(name, own));
        }
        else if (name is not null && call.Method != OwnLayerReader.Method)
        {
            _properties.Add(new(name.Property, name.Text, LayerProperty.TypeOf(call.Method)));
        }

        return name;
    }

    private Flow Add(Operation? operation, LayerName? name, IEnumerable<int?> inputs, PartialShape shape, LayerCall? call, NodePlace? place)
    {
        int[] known = [.. inputs.OfType<int>()];
        if (operation is null || known.Length < inputs.Count() || shape.Whole is not { } whole)
        {
            // Whoever found what is wrong has told; there is no model either way.
            findings.LeaveToCompiler();
            return new(null, shape);
        }

        FlowShape input = known.Length > 0 ? _nodes[known[0]].Shape : whole;
        EquatableArray<ParameterSpec> parameters = name is null ? EquatableArray<ParameterSpec>.Empty : new(LayerParameters.Of(operation, name.Text, input, preset));
        if (call is not null && parameters.Any(parameter => !FitsSpan(call, "in its weights", parameter.Shape.Select(static extent => (int?)extent))))
        {
            return new(null, shape);
        }

        _calls.Add(call);
        _places.Add(place);
        _nodes.Add(new()
        {
            Operation = operation,
            Inputs = new(known),
            Shape = whole,
            Name = name,
            Parameters = parameters,
            MultiplyAdds = LayerParameters.MultiplyAdds(operation, input, whole),
        });
        return new(_nodes.Count - 1, shape);
    }

    /// <summary>Whether a tensor has no more values than a span can hold; unknown extents count as 1.</summary>
    private static bool FitsSpan(LayerCall call, string where, IEnumerable<int?> extents)
    {
        int[] known = [.. extents.OfType<int>()];

        // Of at most four extents: a decimal holds the product.
        decimal product = known.Aggregate(1m, static (product, extent) => product * extent);
        if (product <= int.MaxValue)
        {
            return true;
        }

        call.Report(
            ModelDiagnostics.TooManyValues, call.NameLocation,
            call.DisplayName, string.Join(" × ", known.Select(static extent => NumberText.Of(extent))), product.ToString(CultureInfo.InvariantCulture), where,
            NumberText.Of(int.MaxValue));
        return false;
    }
}
