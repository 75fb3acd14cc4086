using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>The names of the fields of the class that knows a model's layers. Each ends so that no name of a layer makes that of another field.</summary>
internal static class LayerFields
{
    /// <summary>What computes a layer.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="number">Its number among the nodes of the plan, by which those without a name are told apart.</param>
    public static string Core(GraphNode node, int number) => node.Name is { } name ? name.Property + "Core" : $"{node.Operation.Method}{Literal.Of(number)}";

    /// <summary>What users see of a layer with a name: of one of their own, the layer itself.</summary>
    /// <param name="node">The layer.</param>
    public static string Seen(GraphNode node) => node.Name!.Property + (node.Operation is OwnOperation ? "Core" : "Parameters");
}
