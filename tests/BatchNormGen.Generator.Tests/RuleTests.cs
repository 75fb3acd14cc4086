using BatchNormGen.Generator.Parsing.Attributes;
using BatchNormGen.Generator.Parsing.Rules;

namespace BatchNormGen.Generator.Tests;

/// <summary>Rules check values alone: no source, no symbols. What they say at which place of a declaration, DiagnosticCases tells.</summary>
public class RuleTests
{
    [Fact]
    public void A_shape_is_checked_without_source()
    {
        ChannelShapeArguments shape = new() { NumFeatures = Number("numFeatures", 0), NumDims = Number("numDims", 4), Spatial = new([Number("Spatial", 7), Number("Spatial", -1)]) };
        Assert.Equal(
            [("BNG0008", new Place("numFeatures")), ("BNG0011", new Place("Spatial", 1))],
            ChannelShapeRules.Check(shape).Select(static fault => (fault.Descriptor.Id, fault.Place)));
        Assert.Empty(ChannelShapeRules.Check(shape with { NumFeatures = Number("numFeatures", 1), Spatial = new([Number("Spatial", 7), Number("Spatial", 1)]) }));
    }

    [Fact]
    public void Rows_are_checked_without_source()
    {
        RowShapeArguments shape = new() { Extents = new([Number("normalizedShape", 7), Number("normalizedShape", 0)]) };
        Assert.Equal([("BNG0026", new Place("normalizedShape", 1))], RowShapeRules.Check(shape).Select(static fault => (fault.Descriptor.Id, fault.Place)));
        Assert.Equal([("BNG0025", new Place("normalizedShape"))], RowShapeRules.Check(new() { Extents = new([]) }).Select(static fault => (fault.Descriptor.Id, fault.Place)));
        Assert.Empty(RowShapeRules.Check(new() { Extents = new([Number("features", 7)]) }));
        Assert.Empty(RowShapeRules.Check(new() { Extents = null }));
    }

    /// <summary>Where the compiler rejects a number, or it is wrong itself, what depends on it is not judged.</summary>
    [Fact]
    public void Groups_are_checked_against_channels_that_are_known()
    {
        Assert.Empty(GroupRules.Check(Number("numGroups", 9), null));
        Assert.Empty(GroupRules.Check(Number("numGroups", 9), Number("numFeatures", 0)));
        Assert.Empty(GroupRules.Check(null, Number("numFeatures", 8)));
        Fault fault = Assert.Single(GroupRules.Check(Number("numGroups", 0), null));
        Assert.Equal(("BNG0027", "at least 1"), (fault.Descriptor.Id, fault.Arguments[1]));
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
