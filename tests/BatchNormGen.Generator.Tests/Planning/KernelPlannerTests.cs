using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

/// <summary>What both kinds of kernel have in common: which is chosen, its lanes, its chunks.</summary>
public class KernelPlannerTests
{
    private static readonly int[] ManyFeatures = [.. Enumerable.Range(1, 300), 682, 683, 1000, 4096, 21_845, 21_846, 65_536, 1 << 20];

    [Fact]
    public void A_rank_of_two_is_rows_since_its_channels_lie_side_by_side()
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
    public void Channels_last_is_rows_whatever_the_positions(int dims, int[] spatial) =>
        Assert.Equivalent(PlannedLayers.Rows(64), PlannedLayers.Plan(64, dims, spatial, TensorLayout.ChannelsLast), strict: true);

    [Theory]
    [InlineData(3, new int[0])]
    [InlineData(4, new int[0])]
    [InlineData(5, new int[0])]
    [InlineData(3, new[] { 2 })]
    [InlineData(4, new[] { 1, 2 })]
    [InlineData(5, new[] { 2, 3, 4 })]
    public void Channels_first_with_positions_is_planes_since_a_channel_is_contiguous(int dims, int[] spatial) =>
        Assert.IsType<PlanePlan>(PlannedLayers.Plan(64, dims, spatial));

    [Theory]
    [InlineData(3, new[] { 1 })]
    [InlineData(4, new[] { 1, 1 })]
    [InlineData(5, new[] { 1, 1, 1 })]
    public void Planes_of_one_position_are_rows_since_their_channels_lie_side_by_side(int dims, int[] spatial) =>
        Assert.Equivalent(PlannedLayers.Rows(64), PlannedLayers.Plan(64, dims, spatial), strict: true);

    [Fact]
    public void One_channel_with_free_positions_is_a_plane_since_it_may_have_many() => Assert.Null(PlannedLayers.Planes(1).Fixed);

    [Fact]
    public void Only_the_number_of_positions_matters_and_not_how_they_are_arranged()
    {
        KernelPlan expected = PlannedLayers.Planes(8, 24);
        Assert.Equal(expected, PlannedLayers.Plan(8, 4, [4, 6]));
        Assert.Equal(expected, PlannedLayers.Plan(8, 4, [6, 4]));
        Assert.Equal(expected, PlannedLayers.Plan(8, 5, [2, 3, 4]));
    }

    [Fact]
    public void Lanes_are_64_bytes_so_that_their_number_is_the_same_on_every_machine()
    {
        Assert.Equal(16, PlannedLayers.Rows(8).Lanes);
        Assert.Equal(16, PlannedLayers.Planes(8).Lanes);
        Assert.Equal(8, PlannedLayers.Rows(8, ElementType.Double).Lanes);
        Assert.Equal(8, PlannedLayers.Planes(8, element: ElementType.Double).Lanes);
    }

    [Fact]
    public void A_chain_of_sums_is_short_enough_for_the_promised_error()
    {
        // In float, 32 equal terms are off by half of the 1e-6 that is promised.
        Assert.InRange(PlannedLayers.Rows(64).ChainLength, 2, 32);
        Assert.InRange(PlannedLayers.Planes(64).ChainLength, 2, 32);
        Assert.InRange(PlannedLayers.Rows(64, ElementType.Double).ChainLength, 2, 32);
        Assert.InRange(PlannedLayers.Planes(64, element: ElementType.Double).ChainLength, 2, 32);
    }

    [Fact]
    public void Partial_results_take_at_most_one_mebibyte_or_one_chunk_a_channel()
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
    public void Rows_are_cut_into_as_many_chunks_as_there_is_room_for_their_partial_results()
    {
        Assert.Equal(32, PlannedLayers.Rows(1).MaxChunks);
        Assert.Equal(32, PlannedLayers.Rows(512).MaxChunks);
        Assert.Equal(31, PlannedLayers.Rows(513).MaxChunks);
        Assert.Equal(1, PlannedLayers.Rows(16_384).MaxChunks);
        Assert.Equal(1, PlannedLayers.Rows(1 << 20).MaxChunks);
    }

    [Fact]
    public void Planes_are_cut_only_where_there_are_too_few_channels_to_share_out()
    {
        Assert.Equal(32, PlannedLayers.Planes(1).MaxChunks);
        Assert.Equal(32, PlannedLayers.Planes(128).MaxChunks);
        Assert.Equal(31, PlannedLayers.Planes(129).MaxChunks);
        Assert.Equal(2, PlannedLayers.Planes(2048).MaxChunks);
        Assert.Equal(1, PlannedLayers.Planes(1 << 20).MaxChunks);
    }

    [Fact]
    public void A_longer_stripe_never_means_more_chunks()
    {
        RowPlan[] rows = [.. ManyFeatures.Select(static features => PlannedLayers.Rows(features)).OrderBy(static plan => plan.StripeLength)];
        int[] planes = [.. ManyFeatures.Select(static features => PlannedLayers.Planes(features).MaxChunks)];
        Assert.Equal(rows.Select(static plan => plan.MaxChunks).OrderDescending(), rows.Select(static plan => plan.MaxChunks));
        Assert.Equal(planes.OrderDescending(), planes);
    }
}
