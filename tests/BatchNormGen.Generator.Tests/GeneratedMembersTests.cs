using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests;

public class GeneratedMembersTests
{
    [Theory]
    [InlineData("8, 2", true, true, true)]
    [InlineData("8, 4, Scale = false", false, true, true)]
    [InlineData("8, 4, Spatial = [7, 7], Shift = false", true, false, true)]
    [InlineData("8, 3, TrackMovingStatistics = false, Layout = TensorLayout.ChannelsLast", true, true, false)]
    [InlineData("8, 5, TrackMovingStatistics = false, Scale = false, Shift = false, ElementType = typeof(double)", false, false, false)]
    [InlineData("8, 5, CumulativeAverage = true", true, true, true)]
    public void WhatIsGeneratedIsWhatIsKeptClear(string declaration, bool scale, bool shift, bool tracksMovingStatistics)
    {
        Compilation output = LayerCompilation.Of($"using BatchNormGen; [BatchNorm({declaration})] partial class Norm;").Generate().AssertCompiles().Output;
        IEnumerable<string> generated = output.GetTypeByMetadataName("Norm")!.GetMembers()
            .Where(static member => member is { IsImplicitlyDeclared: false, CanBeReferencedByName: true })
            .Select(static member => member.Name)
            .Distinct();
        Assert.Equal(GeneratedMembers.Of(scale, shift, tracksMovingStatistics).Order(StringComparer.Ordinal), generated.Order(StringComparer.Ordinal));
    }
}
