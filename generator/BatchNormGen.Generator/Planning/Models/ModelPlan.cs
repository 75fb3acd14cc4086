using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models.Kernels;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>How a model is computed: in which steps, and where in memory.</summary>
internal sealed record ModelPlan
{
    /// <summary>The model as it is defined.</summary>
    public required ModelGraph Definition { get; init; }

    /// <summary>The same with what changes the order of values in memory. Steps speak of its nodes.</summary>
    public required ModelGraph Graph { get; init; }

    /// <summary>The steps of a prediction in the order in which they run. Layers that nothing uses have none.</summary>
    public required EquatableArray<ModelStep> Steps { get; init; }

    /// <summary>Where a prediction keeps the output of each step, in the order of the steps.</summary>
    public required EquatableArray<BufferPlace> Buffers { get; init; }

    /// <summary>The memory that a prediction needs beside its input and output: so many values for each sample.</summary>
    public required long ArenaLength { get; init; }

    /// <summary>What steps are computed by.</summary>
    public required EquatableArray<ModelKernel> Kernels { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingPlan Training { get; init; }
}

/// <summary>Some layers that are computed together.</summary>
/// <param name="Nodes">The layers: the first one reads, the others follow each other, and the last one's output is the step's. No other step sees what lies between.</param>
/// <param name="Inputs">The nodes whose outputs it reads, each the last one of an earlier step, or the model's input; of a step with a sum, the residual is the last.</param>
internal sealed record ModelStep(EquatableArray<int> Nodes, EquatableArray<int> Inputs)
{
    /// <summary>The node whose output is the step's.</summary>
    public int Output => Nodes[Nodes.Count - 1];
}

/// <summary>Where a value lies.</summary>
/// <param name="Memory">In whose memory.</param>
/// <param name="Offset">In the arena: so many values for each sample lie before it. 0 elsewhere.</param>
internal readonly record struct BufferPlace(BufferMemory Memory, long Offset = 0);

/// <summary>Memory that a call works in.</summary>
internal enum BufferMemory
{
    /// <summary>The caller's input, which is only read.</summary>
    Input,

    /// <summary>The caller's output.</summary>
    Output,

    /// <summary>The model's own.</summary>
    Arena,
}
