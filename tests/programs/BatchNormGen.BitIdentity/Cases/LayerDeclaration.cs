using System.Reflection;
using BatchNormGen.BitIdentity.Layers.Counted;

namespace BatchNormGen.BitIdentity.Cases;

/// <summary>A layer type of this program, and what its attribute says.</summary>
/// <param name="Type">The layer type.</param>
/// <param name="Features">The number of channels.</param>
/// <param name="HasRows">Whether there are no positions at all.</param>
/// <param name="HasChannelsLast">Whether the channels of a position lie side by side.</param>
/// <param name="FixedPositions">The number of positions where the declaration fixes it, otherwise 0.</param>
/// <param name="IsTracked">Whether the layer has moving statistics.</param>
/// <param name="IsDouble">Whether its elements are doubles.</param>
internal sealed record LayerDeclaration(
    Type Type, int Features, bool HasRows, bool HasChannelsLast, int FixedPositions, bool IsTracked, bool IsDouble)
{
    /// <summary>All layer types of this program, in a fixed order.</summary>
    public static IEnumerable<LayerDeclaration> All =>
        typeof(LayerDeclaration).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(BatchNormAttribute), inherit: false))
            .Select(Of)
            .OrderBy(layer => layer.Type.Name.TrimEnd([.. "0123456789"]), StringComparer.Ordinal)
            .ThenBy(layer => layer.Features)
            .ThenBy(layer => layer.Type.Name, StringComparer.Ordinal);

    /// <summary>Whether the type differs from others by its number of channels only, so that it needs few cases.</summary>
    public bool IsCounted => Type.Namespace == typeof(Row1).Namespace;

    public static LayerDeclaration Of(Type type)
    {
        BatchNormAttribute attribute = type.GetCustomAttribute<BatchNormAttribute>()!;
        return new(
            type, attribute.NumFeatures, HasRows: attribute.NumDims == 2, HasChannelsLast: attribute.Layout == TensorLayout.ChannelsLast,
            attribute.Spatial.Length == 0 ? 0 : attribute.Spatial.Aggregate((product, extent) => product * extent),
            attribute.TrackMovingStatistics, attribute.ElementType == typeof(double));
    }
}
