using System.Linq;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Emission.Models.Kernels;

/// <summary>A plan of sums of products in words, for the comments of generated code.</summary>
internal static class ProductDescription
{
    public static string Of(ProductPlan plan)
    {
        OutputAxis outputs = plan.Outputs;
        string positions = plan.Positions.Count == 0 ? "positions" : $"lines of {Literal.Of(plan.Positions.Count)} positions";
        string terms = plan.Terms.Length == 0 ? "terms" : $"{Literal.Of((long)plan.Terms.Runs * plan.Terms.Length)} terms";
        string severalVectors = plan.IsSameOnAllMachines ? string.Empty : $" where lanes are one vector, else {Tiles(plan.SeveralVectorsTiles)} of a group";
        return $"Plan: {positions}, {terms}, {Literal.Of(outputs.Count)} channels in {Literal.Of(outputs.Panels)} {(outputs.Panels == 1 ? "panel" : "panels")} of at most "
            + $"{Literal.Of(outputs.PanelGroups * OutputAxis.Lanes)}; at once {Tiles(plan.OneVectorTiles)} positions of a panel{severalVectors}.";
    }

    private static string Tiles(TileSizes tiles) => string.Join(" or ", tiles.Sizes.Select(static size => Literal.Of(size)));
}
