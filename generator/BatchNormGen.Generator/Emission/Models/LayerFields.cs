using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Emission.Models;

/// <summary>The names of the fields of the class that knows a model's layers. Each ends so that no name of a layer makes that of another field.</summary>
internal static class LayerFields
{
    /// <summary>What computes a layer.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="number">Its number among the nodes of the plan, by which those without a name are told apart.</param>
    public static string Core(GraphNode node, int number) => node.Name is { } name ? OwnLayer(name.Property) : $"{node.Operation.Method}{Literal.Of(number)}";

    /// <summary>A layer of the user's own, which is what users see too.</summary>
    /// <param name="property">The property of the model.</param>
    public static string OwnLayer(string property) => property + "Core";

    /// <summary>What users see of a layer of the library's.</summary>
    /// <param name="property">The property of the model.</param>
    public static string Parameters(string property) => property + "Parameters";
}
