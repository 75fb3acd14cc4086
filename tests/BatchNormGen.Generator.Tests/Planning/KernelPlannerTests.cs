using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

/// <summary>What both kinds of kernel have in common: which is chosen, its lanes, its chunks.</summary>
public class KernelPlannerTests
{
    private static readonly int[] ManyFeatures = [.. Enumerable.Range(1, 300), 682, 683, 1000, 4096, 21_845, 21_846, 65_536, 1 << 20];

    [Fact]
    public void ARankOfTwoIsRowsSinceItsChannelsLieSideBySide()
    {
        Assert.IsType<RowPlan>(PlannedLayers.Plan(64, 2));
        Assert.IsType<RowPlan>(PlannedLayers.Plan(64, 2, layout: TensorLayout.ChannelsLast));
    }

    [Theory]
    [InlineData(3, new int[0])]
    [InlineData(4, new int[0])]
    [InlineData(5, new int[0])]
    [InlineData(3, new[] { 9 })]
    [InlineData(4, new[] { 7, 7 })]
    [InlineData(5, new[] { 2, 3, 4 })]
    public void ChannelsLastIsRowsWhateverThePositions(int dims, int[] spatial) =>
        Assert.Equal(PlannedLayers.Rows(64), PlannedLayers.Plan(64, dims, spatial, TensorLayout.ChannelsLast));

    [Theory]
    [InlineData(3, new int[0])]
    [InlineData(4, new int[0])]
    [InlineData(5, new int[0])]
    [InlineData(3, new[] { 2 })]
    [InlineData(4, new[] { 1, 2 })]
    [InlineData(5, new[] { 2, 3, 4 })]
    public void ChannelsFirstWithPositionsIsPlanesSinceAChannelIsContiguous(int dims, int[] spatial) =>
        Assert.IsType<PlanePlan>(PlannedLayers.Plan(64, dims, spatial));

    [Theory]
    [InlineData(3, new[] { 1 })]
    [InlineData(4, new[] { 1, 1 })]
    [InlineData(5, new[] { 1, 1, 1 })]
    public void PlanesOfOnePositionAreRowsSinceTheirChannelsLieSideBySide(int dims, int[] spatial) =>
        Assert.Equal(PlannedLayers.Rows(64), PlannedLayers.Plan(64, dims, spatial));

    [Fact]
    public void OneChannelWithFreePositionsIsAPlaneSinceItMayHaveMany() => Assert.Null(PlannedLayers.Planes(1).Fixed);

    [Fact]
    public void OnlyTheNumberOfPositionsMattersAndNotHowTheyAreArranged()
    {
        KernelPlan expected = PlannedLayers.Planes(8, 24);
        Assert.Equal(expected, PlannedLayers.Plan(8, 4, [4, 6]));
        Assert.Equal(expected, PlannedLayers.Plan(8, 4, [6, 4]));
        Assert.Equal(expected, PlannedLayers.Plan(8, 5, [2, 3, 4]));
    }

    [Fact]
    public void LanesAre64BytesSoThatTheirNumberIsTheSameOnEveryMachine()
    {
        Assert.Equal(16, PlannedLayers.Rows(8).Lanes);
        Assert.Equal(16, PlannedLayers.Planes(8).Lanes);
        Assert.Equal(8, PlannedLayers.Rows(8, ElementType.Double).Lanes);
        Assert.Equal(8, PlannedLayers.Planes(8, element: ElementType.Double).Lanes);
    }

    [Fact]
    public void AChainOfSumsIsShortEnoughForThePromisedError()
    {
        // In float, 32 equal terms are off by half of the 1e-6 that is promised.
        Assert.InRange(PlannedLayers.Rows(64).ChainLength, 2, 32);
        Assert.InRange(PlannedLayers.Planes(64).ChainLength, 2, 32);
        Assert.InRange(PlannedLayers.Rows(64, ElementType.Double).ChainLength, 2, 32);
        Assert.InRange(PlannedLayers.Planes(64, element: ElementType.Double).ChainLength, 2, 32);
    }

    [Fact]
    public void PartialResultsTakeAtMostOneMebibyteOrOneChunkAChannel()
    {
        const long bytesPerPartial = 64;
        Assert.All(ManyFeatures, static features =>
        {
            foreach (KernelPlan plan in (KernelPlan[])[PlannedLayers.Rows(features), PlannedLayers.Rows(features, ElementType.Double), PlannedLayers.Planes(features), PlannedLayers.Planes(features, 49)])
            {
                Assert.True(plan.MaxChunks == 1 || bytesPerPartial * plan.MaxChunks * (plan is RowPlan rows ? rows.StripeLength : features) <= 1 << 20, $"{features} features in {plan.MaxChunks} chunks");
            }
        });
    }

    [Fact]
    public void RowsAreCutIntoAsManyChunksAsThereIsRoomForTheirPartialResults()
    {
        Assert.Equal(32, PlannedLayers.Rows(1).MaxChunks);
        Assert.Equal(32, PlannedLayers.Rows(512).MaxChunks);
        Assert.Equal(31, PlannedLayers.Rows(513).MaxChunks);
        Assert.Equal(1, PlannedLayers.Rows(16_384).MaxChunks);
        Assert.Equal(1, PlannedLayers.Rows(1 << 20).MaxChunks);
    }

    [Fact]
    public void PlanesAreCutOnlyWhereThereAreTooFewChannelsToShareOut()
    {
        Assert.Equal(32, PlannedLayers.Planes(1).MaxChunks);
        Assert.Equal(32, PlannedLayers.Planes(128).MaxChunks);
        Assert.Equal(31, PlannedLayers.Planes(129).MaxChunks);
        Assert.Equal(2, PlannedLayers.Planes(2048).MaxChunks);
        Assert.Equal(1, PlannedLayers.Planes(1 << 20).MaxChunks);
    }

    [Fact]
    public void ALongerStripeNeverMeansMoreChunks()
    {
        RowPlan[] rows = [.. ManyFeatures.Select(static features => PlannedLayers.Rows(features)).OrderBy(static plan => plan.StripeLength)];
        int[] planes = [.. ManyFeatures.Select(static features => PlannedLayers.Planes(features).MaxChunks)];
        Assert.Equal(rows.Select(static plan => plan.MaxChunks).OrderDescending(), rows.Select(static plan => plan.MaxChunks));
        Assert.Equal(planes.OrderDescending(), planes);
    }
}
