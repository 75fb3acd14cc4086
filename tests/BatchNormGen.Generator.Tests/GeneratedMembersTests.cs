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
    public void What_is_generated_is_what_is_kept_clear(string declaration, bool scale, bool shift, string averaging)
    {
        string[] generated = [.. EmittedNames(declaration)];
        string[] reserved = [.. GeneratedMembers.OfBatchNorm(new(scale, shift), Enum.Parse<AveragingMode>(averaging), hasResidual: false)];
        Assert.Empty(generated.Except(reserved));
        Assert.Empty(reserved.Except(generated));
    }

    [Fact]
    public void The_page_lists_the_names_that_are_generated()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "BNG0005.md")).ReplaceLineEndings("\n");
        string paragraph = page.Split("\n\n").Single(static text => text.StartsWith("The names are ", StringComparison.Ordinal));
        IEnumerable<string> listed = Code().Matches(paragraph).Select(static match => match.Groups[1].Value);
        IEnumerable<string> expected = EmittedNames("8, 2");
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

    private static IEnumerable<string> EmittedNames(string declaration) =>
        LayerCompilation.Of($"using BatchNormGen; [BatchNorm({declaration})] partial class Norm;").Generate().AssertCompiles().Output
            .GetTypeByMetadataName("Norm")!.GetMembers()
            .Where(static member => member is { IsImplicitlyDeclared: false, CanBeReferencedByName: true })
            .Select(static member => member.Name)
            .Distinct();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
