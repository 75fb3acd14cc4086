using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests;

public class GeneratedMembersTests
{
    [Theory]
    [InlineData("8, 2", true, true)]
    [InlineData("8, 4, Scale = false", false, true)]
    [InlineData("8, 4, Spatial = [7, 7], Shift = false", true, false)]
    [InlineData("8, 3, TrackMovingStatistics = false, Layout = TensorLayout.ChannelsLast", true, true)]
    [InlineData("8, 5, TrackMovingStatistics = false, Scale = false, Shift = false, ElementType = typeof(double)", false, false)]
    [InlineData("8, 5, CumulativeAverage = true", true, true)]
    public void WhatIsGeneratedIsWhatIsKeptClear(string declaration, bool scale, bool shift)
    {
        Compilation output = LayerCompilation.Of($"using BatchNormGen; [BatchNorm({declaration})] partial class Norm;").Generate().AssertCompiles().Output;
        IEnumerable<string> generated = output.GetTypeByMetadataName("Norm")!.GetMembers()
            .Where(static member => member is { IsImplicitlyDeclared: false, CanBeReferencedByName: true })
            .Select(static member => member.Name)
            .Distinct();
        Assert.Equal(GeneratedMembers.Of(scale, shift).Order(StringComparer.Ordinal), generated.Order(StringComparer.Ordinal));
    }
}
