using System.Reflection;
using BatchNormGen.BitIdentity.Layers.Counted;

namespace BatchNormGen.BitIdentity.Cases;

/// <summary>A layer type of this program, and what its attribute says.</summary>
/// <param name="Type">The layer type.</param>
/// <param name="Features">The number of channels, or of values of a row.</param>
/// <param name="HasRows">Whether there are no positions at all.</param>
/// <param name="HasChannelsLast">Whether the channels of a position lie side by side.</param>
/// <param name="FixedPositions">The number of positions where the declaration fixes it, otherwise 0.</param>
/// <param name="IsTracked">Whether the layer has moving statistics.</param>
/// <param name="IsDouble">Whether its elements are doubles.</param>
internal sealed record LayerDeclaration(
    Type Type, int Features, bool HasRows, bool HasChannelsLast, int FixedPositions, bool IsTracked, bool IsDouble)
{
    /// <summary>The layer types of this program that are batch normalization and nothing else, in a fixed order.</summary>
    public static IEnumerable<LayerDeclaration> BatchNormalizations => All(isFamily: false);

    /// <summary>Those of other kinds, and those with an activation or a residual, in a fixed order.</summary>
    public static IEnumerable<LayerDeclaration> Family => All(isFamily: true);

    /// <summary>Whether the type differs from others by its number of channels only, so that it needs few cases.</summary>
    public bool IsCounted => Type.Namespace == typeof(Row1).Namespace;

    /// <summary>Whether the type is of another kind than batch normalization, or has an activation or a residual.</summary>
    public bool IsFamily => IsOfFamily(Type);

    public static LayerDeclaration Of(Type type)
    {
        NormalizationAttribute attribute = type.GetCustomAttribute<NormalizationAttribute>()!;
        bool isDouble = attribute.ElementType == typeof(double);
        if (attribute is RowNormalizationAttribute rows)
        {
            return new(type, Product(rows.NormalizedShape), HasRows: true, HasChannelsLast: false, FixedPositions: 0, IsTracked: false, isDouble);
        }

        var channels = (ChannelNormalizationAttribute)attribute;
        return new(
            type, channels.NumFeatures, HasRows: channels.NumDims == 2, HasChannelsLast: channels.Layout == TensorLayout.ChannelsLast,
            channels.Spatial.Length == 0 ? 0 : Product(channels.Spatial), attribute is BatchNormAttribute { TrackMovingStatistics: true }, isDouble);
    }

    private static IEnumerable<LayerDeclaration> All(bool isFamily) =>
        typeof(LayerDeclaration).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(NormalizationAttribute), inherit: false) && IsOfFamily(type) == isFamily)
            .Select(Of)
            .OrderBy(layer => layer.Type.Name.TrimEnd([.. "0123456789"]), StringComparer.Ordinal)
            .ThenBy(layer => layer.Features)
            .ThenBy(layer => layer.Type.Name, StringComparer.Ordinal);

    private static bool IsOfFamily(Type type) =>
        type.GetCustomAttribute<NormalizationAttribute>() is not BatchNormAttribute { Residual: false, Activation: Activation.None };

    private static int Product(IEnumerable<int> extents) => extents.Aggregate((product, extent) => product * extent);
}
