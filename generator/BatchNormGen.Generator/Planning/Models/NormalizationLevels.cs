using System.Linq;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>How many batch normalizations come one after the other before each: exact statistics of one need exact statistics of those.</summary>
internal static class NormalizationLevels
{
    public static int[] Of(ModelGraph graph)
    {
        int[] behind = new int[graph.Nodes.Count], levels = new int[graph.Nodes.Count];
        for (int node = 0; node < levels.Length; node++)
        {
            levels[node] = graph.Nodes[node].Inputs.Select(input => behind[input]).DefaultIfEmpty(0).Max();
            behind[node] = levels[node] + (graph.Nodes[node].Operation is BatchNormOperation ? 1 : 0);
        }

        return levels;
    }
}
