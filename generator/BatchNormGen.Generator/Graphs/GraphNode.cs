using System.Linq;
using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Graphs;

/// <summary>A layer in a model, or the model's input.</summary>
internal sealed record GraphNode
{
    /// <summary>What it computes.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The nodes whose outputs it takes; of a sum two, of the input none.</summary>
    public required EquatableArray<int> Inputs { get; init; }

    /// <summary>The shape of its output.</summary>
    public required FlowShape Shape { get; init; }

    /// <summary>Its name; null for a layer without.</summary>
    public LayerName? Name { get; init; }

    /// <summary>What it learns.</summary>
    public EquatableArray<ParameterSpec> Parameters { get; init; }

    /// <summary>The multiplications with an addition that it takes for one sample; 0 for all but convolutions and dense layers.</summary>
    public long MultiplyAdds { get; init; }

    public long ParameterCount => Parameters.Sum(static parameter => parameter.Count);

    /// <summary>As messages call it: <c>Conv2D 'conv1'</c>, <c>MaxPool</c>.</summary>
    public string DisplayName => Name is { } name ? $"{Operation.Method} '{name.Text}'" : Operation.Method;
}

/// <summary>The name of a layer.</summary>
/// <param name="Text">As it is written, and begins the keys of its tensors in files: <c>layer1.0.conv1</c>.</param>
/// <param name="Property">The property of the model: <c>Layer1_0_Conv1</c>.</param>
internal sealed record LayerName(string Text, string Property);
