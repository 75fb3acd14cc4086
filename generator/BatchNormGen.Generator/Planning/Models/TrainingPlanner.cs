using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>Plans training: what is kept, in which order gradients come into being, and where.</summary>
internal sealed class TrainingPlanner
{
    private readonly ModelGraph _graph;
    private readonly ModelStep[] _steps;
    private readonly Dictionary<int, int> _stepOf;

    private TrainingPlanner(ModelGraph graph)
    {
        _graph = graph;
        _steps = [.. new StepPlanner(graph, joinsProducts: false).Plan().Select(static step => new ModelStep(new(step.Nodes), new(step.Inputs)))];
        _stepOf = Enumerable.Range(0, _steps.Length).ToDictionary(step => _steps[step].Output);
    }

    public static TrainingPlan Plan(ModelGraph graph) => new TrainingPlanner(graph).Plan();

    private TrainingPlan Plan()
    {
        (BufferPlace[] kept, long keptLength) = Keep();
        BufferAllocator gradients = new();
        StepGradients[] planned = new StepGradients[_steps.Length];
        bool[] learns = FindLearning();

        // The place of each node's gradient, from the first step that writes it, on the way back, to the step that gives the node.
        Dictionary<int, long> places = [];
        long arriving = gradients.Take(Length(_graph.Output));
        places[Root(_graph.Output)] = arriving;
        for (int step = _steps.Length - 1; step >= 0; step--)
        {
            if (IsAlias(_steps[step]))
            {
                planned[step] = new(0, new([]), IsOnRequest: false);
                continue;
            }

            long own = places[_steps[step].Output];
            List<InputGradient> inputs = [];
            List<(long Offset, long Length)> passing = [];
            foreach (int source in _steps[step].Inputs)
            {
                int root = Root(source);
                GradientKind kind = learns[root] ? GradientKind.Wanted : GradientKind.OnRequest;
                if (places.TryGetValue(root, out long sum))
                {
                    long part = gradients.Take(Length(root));
                    passing.Add((part, Length(root)));
                    inputs.Add(new(kind, part, sum));
                }
                else
                {
                    places[root] = gradients.Take(Length(root));
                    inputs.Add(new(kind, places[root]));
                }
            }

            planned[step] = new(own, new(inputs), IsOnRequest: !learns[_steps[step].Output]);
            passing.ForEach(part => gradients.Free(part.Offset));
            gradients.Free(own);
        }

        return new()
        {
            Steps = new(_steps),
            Kept = new(kept),
            KeptLength = keptLength,
            Gradients = new(planned),
            GradientLength = gradients.Length,
            ArrivingOffset = arriving,
            InputOffset = places.TryGetValue(0, out long input) ? input : null,
        };
    }

    /// <summary>Every step has memory of its own, but for those that give back what they read.</summary>
    private (BufferPlace[] Places, long Length) Keep()
    {
        BufferPlace[] places = new BufferPlace[_steps.Length];
        BufferAllocator kept = new();
        for (int step = 0; step < _steps.Length; step++)
        {
            places[step] = !IsAlias(_steps[step]) ? new(BufferMemory.Arena, kept.Take(Length(_steps[step].Output)))
                : _steps[step].Inputs[0] == 0 ? new(BufferMemory.Input)
                : places[_stepOf[_steps[step].Inputs[0]]];
        }

        return (places, kept.Length);
    }

    /// <summary>The nodes that learn, or come after one that does.</summary>
    private bool[] FindLearning()
    {
        bool[] learns = new bool[_graph.Nodes.Count];
        for (int node = 0; node < learns.Length; node++)
        {
            learns[node] = _graph.Nodes[node].Operation is ConvolutionOperation or DenseOperation or NormalizationOperation or OwnOperation
                || _graph.Nodes[node].Inputs.Any(input => learns[input]);
        }

        return learns;
    }

    /// <summary>The node whose memory a node's values lie in.</summary>
    private int Root(int node)
    {
        while (node != 0 && IsAlias(_steps[_stepOf[node]]))
        {
            node = _steps[_stepOf[node]].Inputs[0];
        }

        return node;
    }

    private bool IsAlias(ModelStep step) => _graph.Nodes[step.Output].Operation is FlattenOperation;

    private long Length(int node) => _graph.Nodes[node].Shape.Length;
}
