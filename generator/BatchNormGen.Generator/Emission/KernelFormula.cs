using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Emission;

/// <summary>What a kernel computes for one group of lanes; rows and planes differ only in how they come by the groups.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Summary">What it computes, in a sentence.</param>
/// <param name="Inputs">The tensors it reads, in the order of its parameters.</param>
/// <param name="Constants">The numbers of each channel that it needs, in the order of its parameters.</param>
internal abstract record KernelFormula(string Name, string Summary, IReadOnlyList<string> Inputs, IReadOnlyList<string> Constants)
{
    /// <summary>The formulas of the four bodies that walk through tensors, in the order they are written.</summary>
    public static IReadOnlyList<KernelFormula> All { get; } =
        [ReductionFormula.Moments, MapFormula.Apply, ReductionFormula.GradientSums, MapFormula.GradientApply];

    /// <summary>The parameters for <see cref="Inputs"/>.</summary>
    public string InputParameters(ElementType type) => References(Inputs, type);

    /// <summary>The parameters for <see cref="Constants"/>.</summary>
    public string ConstantParameters(ElementType type) => References(Constants, type);

    private static string References(IEnumerable<string> names, ElementType type) =>
        string.Join(", ", names.Select(name => $"ref readonly {Literal.Of(type)} {name}"));
}

/// <summary>Two sums over all values of a channel.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Summary">What it computes, in a sentence.</param>
/// <param name="Inputs">The tensors it reads.</param>
/// <param name="Center">The number of each channel that is subtracted from x.</param>
/// <param name="First">The name of the first sum.</param>
/// <param name="Second">The name of the second sum.</param>
internal sealed record ReductionFormula(string Name, string Summary, IReadOnlyList<string> Inputs, string Center, string First, string Second)
    : KernelFormula(Name, Summary, Inputs, [Center])
{
    public static ReductionFormula Moments { get; } = new(
        "Moments", "The sums Σ(x - estimate) and Σ(x - estimate)² of each channel.", ["x"], "estimate", "sum", "squares");

    public static ReductionFormula GradientSums { get; } = new(
        "GradientSums", "The sums Σdy and Σdy · (x - mean) of each channel.", ["x", "dy"], "mean", "sum", "products");

    /// <summary>The lines that add one group to the sums.</summary>
    /// <param name="group">What the names of the group's own locals end with.</param>
    /// <param name="sums">What the names of the sums end with that it is added to.</param>
    /// <param name="center">The lanes that hold the center.</param>
    /// <param name="source">Where the group is read.</param>
    public IEnumerable<string> Lines(string group, string sums, string center, GroupSource source)
    {
        string first = First + sums, second = Second + sums;
        if (Inputs.Count == 1)
        {
            yield return $"TLanes d{group} = {source.Keep($"{source.Load("x")} - {center}")};";
            yield return $"{first} += d{group};";
            yield return $"{second} += d{group} * d{group};";
        }
        else
        {
            yield return $"TLanes dy{group} = {source.Load("dy")};";
            yield return $"{first} += dy{group};";
            yield return $"{second} += dy{group} * ({source.Load("x")} - {center});";
        }
    }
}

/// <summary>A value for each value.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Summary">What it computes, in a sentence.</param>
/// <param name="Inputs">The tensors it reads.</param>
/// <param name="Output">The tensor it writes.</param>
/// <param name="Constants">The numbers of each channel that it needs.</param>
internal sealed record MapFormula(string Name, string Summary, IReadOnlyList<string> Inputs, string Output, IReadOnlyList<string> Constants)
    : KernelFormula(Name, Summary, Inputs, Constants)
{
    public static MapFormula Apply { get; } = new(
        "Apply", "y = (x - mean) · scale + shift.", ["x"], "y", ["mean", "scale", "shift"]);

    public static MapFormula GradientApply { get; } = new(
        "GradientApply", "dx = ((dy - offset) - (x - mean) · slope) · scale.", ["x", "dy"], "dx", ["mean", "scale", "offset", "slope"]);

    /// <summary>The line that maps one group.</summary>
    /// <param name="group">What the names of the group's constants end with.</param>
    /// <param name="source">Where the group is read and written.</param>
    public string Line(string group, GroupSource source) => source.Store(Value(group, source), Output);

    /// <summary>What one group is mapped to.</summary>
    /// <param name="group">What the names of the group's constants end with.</param>
    /// <param name="source">Where the group is read.</param>
    private string Value(string group, GroupSource source)
    {
        string mean = "mean" + group, scale = "scale" + group;
        string x = source.Load("x");
        return Inputs.Count == 1
            ? $"(({x} - {mean}) * {scale}) + shift{group}"
            : $"(({source.Load("dy")} - offset{group}) - (({x} - {mean}) * slope{group})) * {scale}";
    }
}

/// <summary>Where a group of lanes is read and written.</summary>
/// <param name="Offset">The offset of its first lane.</param>
/// <param name="Count">How many lanes there are; null for all of them.</param>
internal readonly record struct GroupSource(string Offset, string? Count)
{
    public string Load(string tensor) => Count is null
        ? $"TLanes.Load(in {tensor}, {Offset})"
        : $"TLanes.LoadFirst(in {tensor}, {Offset}, {Count})";

    /// <summary>A value of the group, zero in the lanes that are not there.</summary>
    public string Keep(string value) => Count is null ? value : $"TLanes.KeepFirst({value}, {Count})";

    public string Store(string value, string tensor) => Count is null
        ? $"TLanes.Store({value}, ref {tensor}, {Offset});"
        : $"TLanes.StoreFirst({value}, ref {tensor}, {Offset}, {Count});";
}
