using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>
/// Decides in what order values lie in memory. Feature maps go through a model channels last, so that lanes are channels everywhere; what users see, the input, the output and what
/// their own layers take, lies channel by channel. Where one meets the other a node is put in that changes the order, unless a dense layer can take its weights in another order
/// instead.
/// </summary>
internal sealed class LayoutPlanner
{
    private readonly ModelGraph _graph;
    private readonly List<GraphNode> _nodes = [];

    /// <summary>For each node of the model, its number now, and the maps that it lies channels last as; null if it lies as users see it, or there is only one order.</summary>
    private readonly List<(int Number, FlowShape? ChannelsLast)> _values = [];

    /// <summary>The nodes that change the order of another one, by that and whether it is to channels last.</summary>
    private readonly Dictionary<(int Node, bool IsToChannelsLast), int> _changed = [];

    private LayoutPlanner(ModelGraph graph) => _graph = graph;

    /// <summary>The model with the nodes that change orders.</summary>
    public static ModelGraph Plan(ModelGraph graph)
    {
        LayoutPlanner planner = new(graph);
        foreach (GraphNode node in graph.Nodes)
        {
            planner.Add(node);
        }

        int output = planner.InOrder(graph.Output, isChannelsLast: false);
        return graph with { Nodes = new(planner._nodes), Output = output };
    }

    private static bool HasOneOrder(FlowShape shape) => shape.Channels == 1 || shape.Positions == 1;

    private void Add(GraphNode node)
    {
        FlowShape? order = null;
        GraphNode placed = node;
        switch (node.Operation)
        {
            case InputOperation:
                break;
            case ActivationOperation or DropoutOperation or FlattenOperation:
                // Value by value: in whatever order they come.
                order = _values[node.Inputs[0]].ChannelsLast;
                placed = node with { Inputs = new([_values[node.Inputs[0]].Number]) };
                break;
            case DenseOperation dense when _values[node.Inputs[0]] is { Number: var input, ChannelsLast: { } maps }:
                placed = node with { Inputs = new([input]), Operation = dense with { FlattenedPositions = maps.Positions, MapPositions = maps.Positions } };
                break;
            case DenseOperation dense:
                placed = node with { Inputs = new([InOrder(node.Inputs[0], isChannelsLast: false)]), Operation = dense with { MapPositions = PositionsBehind(node.Inputs[0]) } };
                break;
            case NormalizationOperation normalization when !node.Shape.IsMaps:
                placed = node with { Inputs = new([InOrder(node.Inputs[0], isChannelsLast: false)]), Operation = normalization with { MapPositions = PositionsBehind(node.Inputs[0]) } };
                break;
            case SumOperation when _values[node.Inputs[0]].ChannelsLast is { } left && left == _values[node.Inputs[1]].ChannelsLast:
                order = left;
                placed = node with { Inputs = new(node.Inputs.Select(input => _values[input].Number)) };
                break;
            default:
                bool isChannelsLast = node.Operation is not OwnOperation && _graph.Nodes[node.Inputs[0]].Shape.IsMaps;
                placed = node with { Inputs = new(node.Inputs.Select(input => InOrder(input, isChannelsLast))) };
                order = isChannelsLast && node.Shape.IsMaps && !HasOneOrder(node.Shape) ? node.Shape : null;
                break;
        }

        _values.Add((_nodes.Count, order));
        _nodes.Add(placed);
    }

    /// <summary>The positions of the maps that features were before they were flattened, if these have orders to choose from; otherwise 1.</summary>
    private int PositionsBehind(int node)
    {
        GraphNode features = _graph.Nodes[node];
        FlowShape before = features.Inputs.Count > 0 ? _graph.Nodes[features.Inputs[0]].Shape : features.Shape;
        return features.Operation switch
        {
            FlattenOperation => HasOneOrder(before) ? 1 : before.Positions,
            NormalizationOperation or ActivationOperation or DropoutOperation or SoftmaxOperation or SumOperation => PositionsBehind(features.Inputs[0]),
            _ => 1,
        };
    }

    /// <summary>A node's values in an order.</summary>
    private int InOrder(int node, bool isChannelsLast)
    {
        (int number, FlowShape? channelsLast) = _values[node];
        FlowShape maps = channelsLast ?? _graph.Nodes[node].Shape;
        if (isChannelsLast == channelsLast.HasValue || HasOneOrder(maps))
        {
            return number;
        }

        if (!_changed.TryGetValue((number, isChannelsLast), out int changed))
        {
            changed = _nodes.Count;
            _nodes.Add(new() { Operation = new LayoutOperation(isChannelsLast, maps), Inputs = new([number]), Shape = _graph.Nodes[node].Shape });
            _changed.Add((number, isChannelsLast), changed);
        }

        return changed;
    }
}
