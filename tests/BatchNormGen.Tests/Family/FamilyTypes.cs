using System.Reflection;
using BatchNormGen.Tests.Layers;

namespace BatchNormGen.Tests.Family;

/// <summary>The layer types of this folder, by name.</summary>
internal static class FamilyTypes
{
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(FamilyTypes).Assembly.GetTypes().Where(type => type.Namespace == typeof(FamilyTypes).Namespace && type.IsDefined(typeof(NormalizationAttribute)))];

    /// <summary>The layer type of each file of reference vectors.</summary>
    public static SortedDictionary<string, Type> Vectors { get; } = new(
        All.Where(type => type.IsDefined(typeof(GoldenVectorAttribute))).ToDictionary(type => type.GetCustomAttribute<GoldenVectorAttribute>()!.Name),
        StringComparer.Ordinal);

    /// <summary>Layers of rows: short, odd, whole vectors, long; parameters, activations, residuals.</summary>
    public static IReadOnlyList<string> Rows { get; } =
    [
        nameof(LayerRow1), nameof(LayerRow5), nameof(LayerRow16), nameof(LayerRow33), nameof(LayerRow128), nameof(LayerRow4097),
        nameof(RmsRow1), nameof(RmsRow5), nameof(RmsRow16), nameof(RmsRow33), nameof(RmsRow128), nameof(RmsRow4097),
        nameof(LayerCube), nameof(UnscaledLayer), nameof(UnshiftedLayer), nameof(PlainLayer), nameof(RmsSquare), nameof(ShiftedRms), nameof(PlainRms),
        nameof(GeluLayer), nameof(ResidualLayer), nameof(ResidualSiluLayer), nameof(TanhRms), nameof(ResidualSigmoidRms), nameof(ResidualLongRms),
    ];

    /// <summary>Layers of groups: their number, layouts, ranks, fixed positions, parameters, activations, residuals.</summary>
    public static IReadOnlyList<string> Groups { get; } =
    [
        nameof(OneGroup), nameof(TwoGroups), nameof(ThreeGroups), nameof(SixGroups), nameof(WideGroups), nameof(OneLastGroup), nameof(LastGroups),
        nameof(LastGroupsOfOne), nameof(WideLastGroups), nameof(GroupsOfRows), nameof(GroupsOfLines), nameof(GroupsOfVolumes), nameof(FixedGroups1x1),
        nameof(FixedGroups5), nameof(FixedGroups7x7), nameof(FixedGroups28x28), nameof(FixedLastGroups), nameof(UnscaledGroups), nameof(UnshiftedGroups),
        nameof(PlainGroups), nameof(Instances), nameof(LastInstances), nameof(FixedInstances), nameof(PlainInstances),
        nameof(SiluGroups), nameof(ResidualGroups), nameof(ResidualGeluGroups), nameof(ResidualLastGroups), nameof(SigmoidInstances),
    ];

    /// <summary>Batch normalization with an activation, a residual, or both.</summary>
    public static IReadOnlyList<string> Batches { get; } =
    [
        nameof(SiluBatchRow), nameof(GeluBatch), nameof(TanhFixedBatch), nameof(SigmoidBatch), nameof(ReluBatch), nameof(HardSwishLastBatch), nameof(ResidualBatch),
        nameof(ResidualBatchRow), nameof(ResidualGeluBatch), nameof(ResidualReluFixedBatch), nameof(ResidualLastBatch), nameof(LeakyUntrackedBatch),
        nameof(ResidualUntrackedBatch),
    ];

    /// <summary>Layers without modes: all but batch normalization.</summary>
    public static IReadOnlyList<string> Stateless { get; } = [.. Rows, .. Groups];

    public static IReadOnlyList<string> Varied { get; } = [.. Stateless, .. Batches];

    public static IReadOnlyList<string> WithResidual { get; } = [.. Varied.Where(name => Single(name).Declaration.Residual)];

    public static FamilyLayer<float> Single(string name) => new(Named(name));

    public static FamilyLayer<double> Double(string name) => new(Named(name));

    private static Type Named(string name) => typeof(FamilyTypes).Assembly.GetType($"{typeof(FamilyTypes).Namespace}.{name}", throwOnError: true)!;
}
