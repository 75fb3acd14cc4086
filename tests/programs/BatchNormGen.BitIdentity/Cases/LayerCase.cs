using BatchNormGen.BitIdentity.Layers;
using BatchNormGen.BitIdentity.Layers.Counted;

namespace BatchNormGen.BitIdentity.Cases;

/// <summary>A layer, the extents of a batch, and what its values look like.</summary>
internal sealed record LayerCase(LayerDeclaration Layer, int BatchSize, int Positions, Pattern Pattern)
{
    /// <summary>The most values of most batches: without any vectors a case takes some microseconds a value.</summary>
    private const int MaxValues = 300_000;

    /// <summary>The most values of most batches of the other kinds.</summary>
    private const int MaxFamilyValues = 30_000;

    /// <summary>Samples and positions: one position, fewer than a vector, odd, a whole plane, blocks and a bit, many samples.</summary>
    private static readonly (int BatchSize, int Positions)[] Extents =
        [(2, 1), (3, 5), (5, 49), (17, 3), (3, 127), (4, 260), (2, 4099), (67, 64), (1031, 1)];

    public int Length => BatchSize * Layer.Features * Positions;

    public string Name => $"{Layer.Type.Name} {BatchSize}x{Positions} {Pattern}";

    /// <summary>All cases, in a fixed order.</summary>
    public static IEnumerable<LayerCase> All =>
        LayerDeclaration.BatchNormalizations.SelectMany(Of).Where(test => test.Length <= MaxValues).Concat(Streamed).Concat(Family);

    /// <summary>More than 16 MiB, which are written past the caches without being told to: rows, planes, and channels last.</summary>
    private static IEnumerable<LayerCase> Streamed =>
    [
        new(LayerDeclaration.Of(typeof(Row64)), 65_600, 1, Pattern.Offset),
        new(LayerDeclaration.Of(typeof(Plane65)), 17, 3803, Pattern.Drifting),
        new(LayerDeclaration.Of(typeof(Last33)), 32, 63 * 63, Pattern.Centered),
    ];

    /// <summary>Batches of the other kinds: small ones of every layer, and some that are the work of several threads.</summary>
    private static IEnumerable<LayerCase> Family =>
    [
        .. LayerDeclaration.Family.SelectMany(layer => Enumerable.Range(0, Extents.Length).Select(number => Numbered(layer, number)))
            .Where(test => test.Length <= MaxFamilyValues)
            .Distinct(),
        new(LayerDeclaration.Of(typeof(LayerRow33)), 7001, 1, Pattern.Offset),
        new(LayerDeclaration.Of(typeof(LayerRow1000)), 263, 1, Pattern.Drifting),
        new(LayerDeclaration.Of(typeof(LayerRow100000)), 2, 1, Pattern.Offset),
        new(LayerDeclaration.Of(typeof(RmsRow33)), 7001, 1, Pattern.Centered),
        new(LayerDeclaration.Of(typeof(RmsRow100000)), 2, 1, Pattern.Drifting),
        new(LayerDeclaration.Of(typeof(Groups6)), 1, 40_009, Pattern.Offset),
        new(LayerDeclaration.Of(typeof(LastGroups40)), 2, 3001, Pattern.Offset),
        new(LayerDeclaration.Of(typeof(ResidualGeluGroups6)), 41, 1009, Pattern.Drifting),
        new(LayerDeclaration.Of(typeof(ResidualReluPlane7)), 41, 1009, Pattern.Offset),
        new(LayerDeclaration.Of(typeof(ResidualGeluLast17)), 41, 401, Pattern.Centered),
    ];

    private static IEnumerable<LayerCase> Of(LayerDeclaration layer) => layer.IsCounted
        ? [Numbered(layer, layer.Features)]
        : Enumerable.Range(0, Extents.Length).Select(number => Numbered(layer, number)).Append(Large(layer)).Distinct();

    /// <summary>Nine extents and four patterns: in the course of the numbers each meets each.</summary>
    private static LayerCase Numbered(LayerDeclaration layer, int number)
    {
        (int batchSize, int positions) = Extents[number % Extents.Length];
        return Of(layer, batchSize, positions, (Pattern)((number + layer.Features) % 4));
    }

    /// <summary>A batch of a megabyte and more, the work of several threads.</summary>
    private static LayerCase Large(LayerDeclaration layer) => Of(layer, 33, MaxValues / 33 / layer.Features, Pattern.Offset);

    private static LayerCase Of(LayerDeclaration layer, int batchSize, int positions, Pattern pattern)
    {
        int fixedPositions = layer.HasRows ? 1 : layer.FixedPositions;
        return fixedPositions == 0
            ? new(layer, batchSize, positions, pattern)
            : new(layer, Math.Max(2, batchSize * positions / fixedPositions), fixedPositions, pattern);
    }
}
