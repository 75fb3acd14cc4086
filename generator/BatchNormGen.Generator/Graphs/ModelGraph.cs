using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Graphs;

/// <summary>A model as it is defined: layers, what flows between them, and everything that planning and emission need, with nothing of Roslyn.</summary>
internal sealed record ModelGraph : ModelSpec
{
    /// <summary>The framework that settings come from, and names in files.</summary>
    public required Framework Preset { get; init; }

    /// <summary>The input, node 0, and the layers in the order in which the definition calls them: every node comes after those that it takes.</summary>
    public required EquatableArray<GraphNode> Nodes { get; init; }

    /// <summary>Which node's output is the model's.</summary>
    public required int Output { get; init; }

    public FlowShape InputShape => Nodes[0].Shape;

    public FlowShape OutputShape => Nodes[Output].Shape;

    /// <summary>The number of learned values.</summary>
    public long ParameterCount => Total(Nodes.Select(static node => node.ParameterCount));

    /// <summary>The multiplications with an addition of convolutions and dense layers for one sample.</summary>
    public long MultiplyAdds => Total(Nodes.Select(static node => node.MultiplyAdds));

    /// <summary>A sum, or the largest number where it is larger: nobody counts so far, but a definition may be that long.</summary>
    private static long Total(IEnumerable<long> numbers) => (long)Math.Min(long.MaxValue, numbers.Sum(static number => (decimal)number));
}
