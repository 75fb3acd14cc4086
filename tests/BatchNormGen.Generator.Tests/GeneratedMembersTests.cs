using System.Text.RegularExpressions;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests;

public partial class GeneratedMembersTests
{
    [Theory]
    [InlineData("8, 2", true, true, "Exponential")]
    [InlineData("8, 4, Scale = false", false, true, "Exponential")]
    [InlineData("8, 4, Spatial = [7, 7], Shift = false", true, false, "Exponential")]
    [InlineData("8, 3, TrackMovingStatistics = false, Layout = TensorLayout.ChannelsLast", true, true, "None")]
    [InlineData("8, 5, TrackMovingStatistics = false, Scale = false, Shift = false, ElementType = typeof(double)", false, false, "None")]
    [InlineData("8, 5, CumulativeAverage = true", true, true, "Cumulative")]
    [InlineData("8, 4, Activation = Activation.LeakyRelu, ActivationSlope = 0.2", true, true, "Exponential")]
    [InlineData("8, 2, Residual = true", true, true, "Exponential", true)]
    [InlineData("8, 4, Residual = true, Activation = Activation.Relu, Scale = false", false, true, "Exponential", true)]
    [InlineData("8, 4, Residual = true, Activation = Activation.Silu, TrackMovingStatistics = false", true, true, "None", true)]
    [InlineData("8, 4, Residual = true, CumulativeAverage = true", true, true, "Cumulative", true)]
    public void What_is_generated_is_what_is_kept_clear(string declaration, bool scale, bool shift, string averaging, bool residual = false) => AssertSame(
        GeneratedMembers.OfBatchNorm(new(scale, shift), Enum.Parse<AveragingMode>(averaging), residual), EmittedNames($"BatchNorm({declaration})"));

    [Theory]
    [InlineData("LayerNorm(8)", true, true)]
    [InlineData("LayerNorm(4, 7, Shift = false, Activation = Activation.Gelu)", true, false)]
    [InlineData("LayerNorm(8, Scale = false, Shift = false, Residual = true)", false, false)]
    [InlineData("RmsNorm(8)", true, false)]
    [InlineData("RmsNorm(8, Scale = false, Shift = true, Residual = true, Activation = Activation.Tanh, ElementType = typeof(double))", false, true)]
    public void What_is_generated_for_rows_is_what_is_kept_clear(string layer, bool scale, bool shift) =>
        AssertSame(GeneratedMembers.OfRowNorm(new(scale, shift)), EmittedNames(layer));

    [Theory]
    [InlineData("GroupNorm(2, 8, 4)", true, true, false)]
    [InlineData("GroupNorm(2, 8, 2, Scale = false, Residual = true, Activation = Activation.Relu6)", false, true, false)]
    [InlineData("GroupNorm(2, 8, 3, Spatial = [9], Layout = TensorLayout.ChannelsLast, Shift = false)", true, false, false)]
    [InlineData("InstanceNorm(8, 4)", true, true, true)]
    [InlineData("InstanceNorm(8, 5, Spatial = [3, 5, 7], Scale = false, Shift = false, Residual = true)", false, false, true)]
    public void What_is_generated_for_groups_is_what_is_kept_clear(string layer, bool scale, bool shift, bool isInstanceNorm) =>
        AssertSame(GeneratedMembers.OfGroupNorm(new(scale, shift), isInstanceNorm), EmittedNames(layer));

    [Fact]
    public void The_page_lists_the_names_that_are_generated()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "BNG0005.md")).ReplaceLineEndings("\n");
        string paragraph = page.Split("\n\n").Single(static text => text.StartsWith("The names are ", StringComparison.Ordinal));
        IEnumerable<string> listed = Code().Matches(paragraph).Select(static match => match.Groups[1].Value);
        IEnumerable<string> expected = EmittedNames("BatchNorm(8, 2)");
        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_lists_the_names_of_the_other_kinds()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "BNG0005.md")).ReplaceLineEndings("\n");
        string paragraph = page.Split("\n\n").Single(static text => text.StartsWith("Other kinds have fewer.", StringComparison.Ordinal));
        string ofGroupNorm = paragraph.Split(". ")[1];
        IEnumerable<string> listed = Code().Matches(ofGroupNorm).Select(static match => match.Groups[1].Value).Skip(1);
        string[] group = [.. GeneratedMembers.OfGroupNorm(new(Scale: true, Shift: true), isInstanceNorm: false)];
        Assert.Equal(group.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

        string[] instance = [.. GeneratedMembers.OfGroupNorm(new(Scale: true, Shift: true), isInstanceNorm: true)];
        Assert.Equal(["NumGroups"], group.Except(instance));
        Assert.Equal(["NumDims", "Layout"], instance.Except(GeneratedMembers.OfRowNorm(new(Scale: true, Shift: true))));
    }

    private static void AssertSame(IEnumerable<string> reserved, IEnumerable<string> generated) =>
        Assert.Equal(reserved.Order(StringComparer.Ordinal), generated.Order(StringComparer.Ordinal));

    private static IEnumerable<string> EmittedNames(string layer) =>
        LayerCompilation.Of($"using BatchNormGen; [{layer}] partial class Norm;").Generate().AssertCompiles().Output
            .GetTypeByMetadataName("Norm")!.GetMembers()
            .Where(static member => member is { IsImplicitlyDeclared: false, CanBeReferencedByName: true })
            .Select(static member => member.Name)
            .Distinct();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
