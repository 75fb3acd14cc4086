using BatchNormGen.Generator.Parsing.Attributes;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Tests;

/// <summary>Rules check values alone: no source, no symbols. What they say at which place of a declaration, DiagnosticCases tells.</summary>
public class RuleTests
{
    [Fact]
    public void A_shape_is_checked_without_source()
    {
        ShapeArguments shape = new() { NumFeatures = Number("numFeatures", 0), NumDims = Number("numDims", 4), Spatial = new([Number("Spatial", 7), Number("Spatial", -1)]) };
        Assert.Equal(
            [("BNG0008", new Place("numFeatures")), ("BNG0011", new Place("Spatial", 1))],
            ShapeRules.Check(shape).Select(static fault => (fault.Descriptor.Id, fault.Place)));
        Assert.Empty(ShapeRules.Check(shape with { NumFeatures = Number("numFeatures", 1), Spatial = new([Number("Spatial", 7), Number("Spatial", 1)]) }));
    }

    [Fact]
    public void A_name_that_was_probably_meant_is_told_apart_from_one_that_was_not()
    {
        Assert.Equal("Decay", IntendedName(new() { Momentum = Weight("Momentum", 0.9) }));
        Assert.Equal("Momentum", IntendedName(new() { Decay = Weight("Decay", 0.1) }));
        Assert.Null(IntendedName(new() { Momentum = Weight("Momentum", 1) }));
        Assert.Null(IntendedName(new() { Decay = Weight("Decay", 0) }));

        static string? IntendedName(AveragingArguments arguments) => Assert.Single(AveragingRules.Check(arguments)).IntendedName;
    }

    private static Argument<int> Number(string name, int value) => new(name, value, $"{value}", Order: 0);

    private static Argument<double> Weight(string name, double value) => new(name, value, $"{value}", Order: 0);
}
