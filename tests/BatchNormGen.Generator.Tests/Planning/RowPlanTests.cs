using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

public class RowPlanTests
{
    public static TheoryData<int> Features => [.. Enumerable.Range(1, 70), 127, 128, 129, 1000, 4096, 65_536, (1 << 20) - 1, 1 << 20];

    [Theory]
    [MemberData(nameof(Features))]
    public void EveryValueOfAStripeIsInExactlyOneGroup(int features)
    {
        foreach (RowPlan plan in new[] { PlannedLayers.Rows(features), PlannedLayers.Rows(features, ElementType.Double) })
        {
            Assert.All([plan.Moments.Tiles, plan.GradientSums.Tiles, plan.MapTiles], tiles =>
            {
                Assert.Equal(plan.StripeLength, (((tiles.WholeTiles * tiles.Groups) + tiles.LastGroups) * plan.Lanes) + tiles.LastLanes);
                Assert.InRange(tiles.WholeTiles, 0, plan.StripeLength);
                Assert.InRange(tiles.LastGroups, 0, tiles.Groups - 1);
                Assert.InRange(tiles.LastLanes, 0, plan.Lanes - 1);
            });
        }
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 16)]
    [InlineData(6, 8)]
    [InlineData(16, 1)]
    [InlineData(17, 16)]
    [InlineData(24, 2)]
    [InlineData(48, 1)]
    [InlineData(63, 16)]
    [InlineData(100, 4)]
    public void RowsAreTakenTogetherUntilTheyFillWholeLanes(int features, int rows) =>
        Assert.Equal(rows, PlannedLayers.Rows(features).StripeRows);

    [Theory]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(1001)]
    public void RowsAreTakenAloneWhereAStripeWouldNotStayInTheCache(int features) =>
        Assert.Equal(1, PlannedLayers.Rows(features).StripeRows);

    [Theory]
    [InlineData(1000, 31, 0, 8)]
    [InlineData(4096, 128, 0, 0)]
    public void ATileThatLeapsHoldsTwoGroupsSinceFourWouldSpill(int features, int wholeTiles, int lastGroups, int lastLanes) =>
        Assert.Equal(new StripeTiles(2, wholeTiles, lastGroups, lastLanes), PlannedLayers.Rows(features).Moments.Tiles);

    [Theory]
    [InlineData(32, false, false)]
    [InlineData(48, false, true)]
    [InlineData(64, true, true)]
    [InlineData(127, true, true)]
    [InlineData(192, true, true)]
    [InlineData(193, false, false)]
    [InlineData(1000, false, false)]
    public void SumsOfUpToTwelveGroupsStayInRegistersWhereAGroupIsOneVector(int features, bool moments, bool gradientSums)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((moments, gradientSums), (plan.Moments.FitsOneVectorRegisters, plan.GradientSums.FitsOneVectorRegisters));
    }

    [Fact]
    public void OfTwoTensorsFewerGroupsStayInSixteenRegisters()
    {
        RowPlan plan = PlannedLayers.Rows(48);
        Assert.Equal((StripeWalk.OneTile, StripeWalk.InOrder), (plan.Moments.Walk, plan.GradientSums.Walk));
    }

    [Theory]
    [InlineData(64, 4, 0)]
    [InlineData(70, 35, 0)]
    [InlineData(127, 7, 15)]
    [InlineData(768, 48, 0)]
    public void StripesInOrderAreAddedUpGroupByGroup(int features, int groups, int lastLanes)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal(new StripeTiles(1, groups, 0, lastLanes), plan.Moments.Tiles);
        Assert.Equal(new StripeTiles(1, groups, 0, lastLanes), plan.AbreastTiles);
    }

    [Theory]
    [InlineData(16, 0, 1, 0)]
    [InlineData(24, 1, 1, 0)]
    [InlineData(64, 2, 0, 0)]
    [InlineData(127, 3, 1, 15)]
    [InlineData(768, 24, 0, 0)]
    public void AMapInOrderTakesTwoGroupsATurn(int features, int wholeTiles, int lastGroups, int lastLanes) =>
        Assert.Equal(new StripeTiles(2, wholeTiles, lastGroups, lastLanes), PlannedLayers.Rows(features).MapTiles);

    [Theory]
    [InlineData(1)]
    [InlineData(768)]
    [InlineData(1 << 20)]
    public void FourGroupsAreInWorkAtOnceWhereTensorsAreInTheCaches(int features) =>
        Assert.Equal(4, PlannedLayers.Rows(features).GroupsAbreast);

    [Theory]
    [InlineData(1000, 31, 0, 8)]
    [InlineData(1039, 32, 0, 15)]
    [InlineData(4096, 128, 0, 0)]
    public void AMapInBandsHoldsTwoGroupsAndAsManyConstantsAsFitSixteenRegisters(int features, int wholeTiles, int lastGroups, int lastLanes)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal(new StripeTiles(2, wholeTiles, lastGroups, lastLanes), plan.MapTiles);
        Assert.Equal((3, 2), (plan.KeptByApply, plan.KeptByGradientApply));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(768)]
    public void AMapInOrderKeepsNoConstantsSinceItLeavesThemAtOnce(int features)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((0, 0), (plan.KeptByApply, plan.KeptByGradientApply));
    }

    [Fact]
    public void ATileOfDoublesIsHalfAsManyLanes()
    {
        Assert.Equal(new StripeTiles(1, 15, 0, 0), PlannedLayers.Rows(30, ElementType.Double).Moments.Tiles);
        Assert.Equal(new StripeTiles(2, 62, 1, 0), PlannedLayers.Rows(1000, ElementType.Double).Moments.Tiles);
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void ABlockIsAWholeNumberOfChainsSoThatNoneIsCutShort(int features) =>
        Assert.Equal(0, PlannedLayers.Rows(features).BlockStripes % PlannedLayers.Rows(features).ChainLength);

    [Theory]
    [MemberData(nameof(Features))]
    public void ABlockHasEnoughRowsThatItsMeanIsNearThoseBefore(int features) =>
        // A mean of n values strays by 1/√n deviations: by a sixteenth of one at 256.
        Assert.InRange(PlannedLayers.Rows(features).BlockStripes * PlannedLayers.Rows(features).StripeRows, 256, 4096);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThePlanOfTheLargestNumberOfFeaturesDoesNotOverflow(bool isFloat)
    {
        RowPlan plan = PlannedLayers.Rows(int.MaxValue, isFloat ? ElementType.Float : ElementType.Double);
        Assert.Equal(1, plan.MaxChunks);
        Assert.Equal(plan.Lanes - 1, plan.MapTiles.LastLanes);
        Assert.Equal(int.MaxValue, (((plan.MapTiles.WholeTiles * 2L) + plan.MapTiles.LastGroups) * plan.Lanes) + plan.MapTiles.LastLanes);
    }

    [Theory]
    [InlineData(1, "OneTile", "InOrder")]
    [InlineData(16, "OneTile", "InOrder")]
    [InlineData(24, "OneTile", "InOrder")]
    [InlineData(32, "OneTile", "InOrder")]
    [InlineData(48, "OneTile", "InOrder")]
    [InlineData(64, "InOrder", "InOrder")]
    [InlineData(65, "InOrder", "InOrder")]
    [InlineData(256, "InOrder", "InOrder")]
    [InlineData(768, "InOrder", "InOrder")]
    [InlineData(769, "InBands", "InBands")]
    [InlineData(65536, "InBands", "InBands")]
    public void StripesOfSeveralTilesGoInTheOrderOfMemoryAsLongAsTheirSumsOrConstantsStayInTheCache(int features, string reduction, string map)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((reduction, map), (plan.Moments.Walk.ToString(), plan.MapWalk.ToString()));
    }

    [Theory]
    [InlineData(32, 16, 16)]
    [InlineData(256, 16, 16)]
    [InlineData(2048, 16, 4)]
    public void GradientSumsOfWideStripesHaveSmallerBandsSinceTheyLeapThroughTwoTensors(int features, int moments, int gradientSums)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((moments, gradientSums), (plan.Moments.Band, plan.GradientSums.Band));
        Assert.Equal(0, plan.BlockStripes % plan.GradientSums.Band);
    }
}
