using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>
/// Joins layers that are computed together. A normalization takes along the sum and the activation behind it, a sum the activation: each value is read and written once,
/// where by themselves they would read and write it two or three times. In a prediction convolutions and dense layers take all that along: its numbers are known before theirs are.
/// </summary>
internal sealed class StepPlanner
{
    private readonly ModelGraph _graph;
    private readonly bool _joinsProducts;
    private readonly ILookup<int, int> _users;
    private readonly HashSet<int> _needed = [];
    private readonly HashSet<int> _planned = [];

    /// <param name="graph">The model.</param>
    /// <param name="joinsProducts">Whether convolutions and dense layers take along what follows them.</param>
    public StepPlanner(ModelGraph graph, bool joinsProducts)
    {
        _graph = graph;
        _joinsProducts = joinsProducts;
        FindNeeded();
        _users = _needed.SelectMany(node => graph.Nodes[node].Inputs.Select(input => (input, node))).ToLookup(static use => use.input, static use => use.node);
    }

    /// <summary>The steps in an order in which each comes after those that it reads: that of the layer that is computed last in it.</summary>
    public IEnumerable<(IReadOnlyList<int> Nodes, IReadOnlyList<int> Inputs)> Plan()
    {
        List<(IReadOnlyList<int> Nodes, IReadOnlyList<int> Inputs)> steps = [];

        // The input, node 0, is no step. From the end, so that a sum takes the normalization that is defined last, whose other side is there by then.
        for (int node = _graph.Nodes.Count - 1; node > 0; node--)
        {
            if (_needed.Contains(node) && !_planned.Contains(node))
            {
                steps.Add(EndingAt(node));
            }
        }

        steps.Reverse();
        return steps;
    }

    /// <summary>The layers that are computed together with one behind them, and what they read.</summary>
    private (IReadOnlyList<int> Nodes, IReadOnlyList<int> Inputs) EndingAt(int last)
    {
        Stack<int> nodes = new([last]);
        List<int> residuals = [];
        if (_graph.Nodes[last].Operation is ActivationOperation && Before(last, operation => operation is SumOperation or NormalizationOperation || IsJoined(operation)) is { } changed)
        {
            nodes.Push(changed);
        }

        // The normalization before the product: its kernels are those of training.
        if (_graph.Nodes[nodes.Peek()].Operation is SumOperation
            && (Before(nodes.Peek(), static operation => operation is NormalizationOperation) ?? Before(nodes.Peek(), IsJoined)) is { } added)
        {
            residuals.Add(_graph.Nodes[nodes.Peek()].Inputs.First(input => input != added));
            nodes.Push(added);
        }

        if (_graph.Nodes[nodes.Peek()].Operation is BatchNormOperation && Before(nodes.Peek(), IsJoined) is { } normalized)
        {
            nodes.Push(normalized);
        }

        _planned.UnionWith(nodes);
        return ([.. nodes], [.. _graph.Nodes[nodes.Peek()].Inputs, .. residuals]);
    }

    private bool IsJoined(Operation operation) => _joinsProducts
        && operation switch
        {
            ConvolutionOperation convolution => FillsLanes(convolution.Outputs),
            DenseOperation dense => FillsLanes(dense.Outputs),
            _ => false,
        };

    /// <summary>
    /// Whether most lanes are output channels where sums are finished: those of a position are finished by themselves. Of few channels, the values of several positions fill lanes
    /// better when they are gone through once more.
    /// </summary>
    private static bool FillsLanes(int outputs)
    {
        const int Lanes = Machine.LanesBytes / sizeof(float);
        return outputs * 2 >= (outputs + Lanes - 1) / Lanes * Lanes;
    }

    /// <summary>The last of a node's inputs that can be computed together with it: nothing else uses it.</summary>
    private int? Before(int node, Func<Operation, bool> joins)
    {
        int[] candidates = [.. _graph.Nodes[node].Inputs.Where(input => joins(_graph.Nodes[input].Operation) && input != _graph.Output && _users[input].Count() == 1)];
        return candidates.Length == 0 ? null : candidates.Max();
    }

    /// <summary>What the output depends on. The input is among it, though a model may not look at it.</summary>
    private void FindNeeded()
    {
        Stack<int> open = new([_graph.Output]);
        while (open.Count > 0)
        {
            int node = open.Pop();
            if (_needed.Add(node))
            {
                foreach (int input in _graph.Nodes[node].Inputs)
                {
                    open.Push(input);
                }
            }
        }
    }
}
