using System.Reflection;

namespace BatchNormGen.Tests.Layers;

/// <summary>The layer types of this assembly, by name: theories are given names, because those print well and survive serialization.</summary>
internal static class LayerTypes
{
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(LayerTypes).Assembly.GetTypes().Where(type => type.IsPublic && type.GetCustomAttribute<BatchNormAttribute>() is not null)];

    /// <summary>One type of every kind of kernel, layout, rank, parameter set and averaging; some wide, some with fixed positions.</summary>
    public static IReadOnlyList<string> Varied { get; } =
    [
        nameof(Row1), nameof(Row5), nameof(Row16), nameof(Row33), nameof(Row64), nameof(LastRow), nameof(WideRow),
        nameof(Plane1), nameof(Plane3), nameof(Plane17), nameof(Plane64), nameof(WidePlane),
        nameof(Last1), nameof(Last5), nameof(Last16), nameof(Last33), nameof(WideLast),
        nameof(FreeLine), nameof(FreeVolume), nameof(LastLine), nameof(LastVolume),
        nameof(Fixed1x1), nameof(FixedLine), nameof(Fixed3x5), nameof(Fixed7x7), nameof(Fixed16x16), nameof(FixedVolume), nameof(FixedLast),
        nameof(UnscaledRow), nameof(UnshiftedRow), nameof(PlainRow), nameof(UnscaledPlane), nameof(UnshiftedPlane), nameof(PlainPlane),
        nameof(UnbiasedRow), nameof(UnbiasedPlane), nameof(CumulativeRow), nameof(CumulativePlane), nameof(DecayRow), nameof(SlowPlane),
        nameof(UntrackedRow), nameof(UntrackedPlane), nameof(UntrackedFixed), nameof(UntrackedLast), nameof(UntrackedPlain),
    ];

    /// <summary>Those of them that track moving statistics.</summary>
    public static IReadOnlyList<string> Tracked { get; } = [.. Varied.Where(name => LayerDeclaration.Of(Named(name)).TrackMovingStatistics)];

    public static Type Named(string name) =>
        typeof(LayerTypes).Assembly.GetType($"{typeof(LayerTypes).Namespace}.{name}", throwOnError: true)!;

    public static LayerUnderTest<float> Single(string name) => new(Named(name));

    public static LayerUnderTest<double> Double(string name) => new(Named(name));
}
