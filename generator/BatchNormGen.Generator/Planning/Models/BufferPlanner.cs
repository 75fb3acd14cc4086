using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>
/// Gives each step of a prediction a place for its output. What changes values one by one writes over what it reads, if nobody reads that later; everything else gets the first
/// room in one arena that is free while it is needed. What ends up in the model's output is computed there.
/// </summary>
internal sealed class BufferPlanner(ModelGraph graph, IReadOnlyList<ModelStep> steps)
{
    private const int InputOwner = -1;

    /// <summary>For each step, the step in whose buffer its output lies: itself, or an earlier one; <see cref="InputOwner"/> for the model's input.</summary>
    private readonly int[] _owners = new int[steps.Count];
    private readonly Dictionary<int, int> _stepOf = steps.Select(static (step, index) => (step.Output, Index: index)).ToDictionary(static step => step.Output, static step => step.Index);

    /// <summary>The length of the arena: so many values for each sample.</summary>
    public long ArenaLength { get; private set; }

    /// <summary>The step in whose buffer the model's output lies; <see cref="InputOwner"/> where the model gives back what it is given.</summary>
    private int OutputOwner => graph.Output == 0 ? InputOwner : _owners[_stepOf[graph.Output]];

    public IEnumerable<BufferPlace> Plan()
    {
        int[] lastUses = FindLastUses();
        Share(lastUses);
        long[] offsets = Allocate(lastUses);
        return [.. _owners.Select(owner => owner == InputOwner ? new BufferPlace(BufferMemory.Input)
            : owner == OutputOwner ? new BufferPlace(BufferMemory.Output)
            : new BufferPlace(BufferMemory.Arena, offsets[owner]))];
    }

    /// <summary>The last step that reads the output of each; behind the last step for the model's output.</summary>
    private int[] FindLastUses()
    {
        int[] lastUses = [.. Enumerable.Range(0, steps.Count)];
        for (int step = 0; step < steps.Count; step++)
        {
            foreach (int input in steps[step].Inputs.Where(static input => input != 0))
            {
                lastUses[_stepOf[input]] = step;
            }
        }

        if (graph.Output != 0)
        {
            lastUses[_stepOf[graph.Output]] = steps.Count;
        }

        return lastUses;
    }

    /// <summary>Decides who writes over what it reads, and lets a shared buffer live as long as the last of those that share it.</summary>
    private void Share(int[] lastUses)
    {
        for (int step = 0; step < steps.Count; step++)
        {
            int[] sources = [.. steps[step].Inputs.Select(node => node == 0 ? InputOwner : _owners[_stepOf[node]])];
            Operation first = graph.Nodes[steps[step].Nodes[0]].Operation;
            int[] free = WritesInPlace(first) ? [.. sources.Where(source => source != InputOwner && lastUses[source] == step)] : [];

            // In a prediction, flattening and dropout do nothing: their output is what they read, under another name.
            _owners[step] = first is FlattenOperation or DropoutOperation ? sources[0] : free.Length > 0 ? free[0] : step;
            if (_owners[step] != InputOwner)
            {
                lastUses[_owners[step]] = Math.Max(lastUses[_owners[step]], lastUses[step]);
            }
        }
    }

    /// <summary>Whether every value of the output depends on the values at the same place alone, once the statistics are known.</summary>
    private static bool WritesInPlace(Operation operation) => operation is NormalizationOperation or ActivationOperation or SumOperation or SoftmaxOperation;

    /// <summary>First fit, in the order in which buffers come into being.</summary>
    private long[] Allocate(int[] lastUses)
    {
        long[] offsets = new long[steps.Count];
        BufferAllocator arena = new();
        List<(int Step, int LastUse)> live = [];
        for (int step = 0; step < steps.Count; step++)
        {
            foreach ((int ended, _) in live.FindAll(buffer => buffer.LastUse < step))
            {
                arena.Free(offsets[ended]);
            }

            live.RemoveAll(buffer => buffer.LastUse < step);
            if (_owners[step] == step && step != OutputOwner)
            {
                offsets[step] = arena.Take(graph.Nodes[steps[step].Output].Shape.Length);
                live.Add((step, lastUses[step]));
            }
        }

        ArenaLength = arena.Length;
        return offsets;
    }
}
