using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

public class RowPlanTests
{
    public static TheoryData<int> Features => [.. Enumerable.Range(1, 70), 127, 128, 129, 1000, 4096, 65_536, (1 << 20) - 1, 1 << 20];

    [Theory]
    [MemberData(nameof(Features))]
    public void Every_value_of_a_stripe_is_in_exactly_one_group(int features)
    {
        foreach (RowPlan plan in new[] { PlannedLayers.Rows(features), PlannedLayers.Rows(features, ElementType.Double) })
        {
            Assert.All([Moments(plan).Tiles, GradientSums(plan).Tiles, Apply(plan).Tiles, GradientApply(plan).Tiles, plan.AbreastTiles], tiles =>
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
    public void Rows_are_taken_together_until_they_fill_whole_lanes(int features, int rows) =>
        Assert.Equal(rows, PlannedLayers.Rows(features).StripeRows);

    [Theory]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(1001)]
    public void Rows_are_taken_alone_where_a_stripe_would_not_stay_in_the_cache(int features) =>
        Assert.Equal(1, PlannedLayers.Rows(features).StripeRows);

    [Theory]
    [InlineData(1000, 31, 0, 8)]
    [InlineData(4096, 128, 0, 0)]
    public void A_tile_that_leaps_holds_two_groups_since_four_would_spill(int features, int wholeTiles, int lastGroups, int lastLanes) =>
        Assert.Equal(new StripeTiles(2, wholeTiles, lastGroups, lastLanes), Moments(PlannedLayers.Rows(features)).Tiles);

    [Theory]
    [InlineData(32, false, false)]
    [InlineData(48, false, true)]
    [InlineData(64, true, true)]
    [InlineData(127, true, true)]
    [InlineData(192, true, true)]
    [InlineData(193, false, false)]
    [InlineData(1000, false, false)]
    public void Sums_of_up_to_twelve_groups_stay_in_registers_where_a_group_is_one_vector(int features, bool moments, bool gradientSums)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((moments, gradientSums), (Moments(plan).FitsOneVectorRegisters, GradientSums(plan).FitsOneVectorRegisters));
    }

    [Fact]
    public void Of_two_tensors_fewer_groups_stay_in_sixteen_registers()
    {
        RowPlan plan = PlannedLayers.Rows(48);
        Assert.Equal((StripeWalk.OneTile, StripeWalk.InOrder), (Moments(plan).Walk, GradientSums(plan).Walk));
    }

    [Theory]
    [InlineData(64, 4, 0)]
    [InlineData(70, 35, 0)]
    [InlineData(127, 7, 15)]
    [InlineData(768, 48, 0)]
    public void Stripes_in_order_are_added_up_group_by_group(int features, int groups, int lastLanes)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal(new StripeTiles(1, groups, 0, lastLanes), Moments(plan).Tiles);
        Assert.Equal(new StripeTiles(1, groups, 0, lastLanes), plan.AbreastTiles);
    }

    [Theory]
    [InlineData(16, 0, 1, 0)]
    [InlineData(24, 1, 1, 0)]
    [InlineData(64, 2, 0, 0)]
    [InlineData(127, 3, 1, 15)]
    [InlineData(768, 24, 0, 0)]
    public void A_map_in_order_takes_two_groups_a_turn(int features, int wholeTiles, int lastGroups, int lastLanes) =>
        Assert.Equal(new StripeTiles(2, wholeTiles, lastGroups, lastLanes), Apply(PlannedLayers.Rows(features)).Tiles);

    [Theory]
    [InlineData(1)]
    [InlineData(768)]
    [InlineData(1 << 20)]
    public void Four_groups_are_in_work_at_once_where_tensors_are_in_the_caches(int features)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((4, 2), (Moments(plan).StripesAbreast, GradientSums(plan).StripesAbreast));
        Assert.Equal((4, 2), (Apply(plan).StripesAbreast, GradientApply(plan).StripesAbreast));
    }

    [Theory]
    [InlineData(2049, 64, 0, 1)]
    [InlineData(2079, 64, 1, 15)]
    [InlineData(4096, 128, 0, 0)]
    public void A_map_in_bands_holds_two_groups_and_as_many_constants_as_fit_sixteen_registers(int features, int wholeTiles, int lastGroups, int lastLanes)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        StripeTiles tiles = new(2, wholeTiles, lastGroups, lastLanes);
        Assert.Equal((tiles, tiles), (Apply(plan).Tiles, GradientApply(plan).Tiles));
        Assert.Equal((3, 2), (Apply(plan).KeptConstants, GradientApply(plan).KeptConstants));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(768)]
    public void A_map_in_order_keeps_no_constants_since_it_leaves_them_at_once(int features)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((0, 0), (Apply(plan).KeptConstants, GradientApply(plan).KeptConstants));
    }

    [Theory]
    [InlineData(1536, "InOrder", "InOrder")]
    [InlineData(1537, "InOrder", "InBands")]
    [InlineData(2048, "InOrder", "InBands")]
    public void A_map_of_more_constants_leaves_the_order_of_memory_at_fewer_features(int features, string apply, string gradientApply)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((apply, gradientApply), (Apply(plan).Walk.ToString(), GradientApply(plan).Walk.ToString()));
    }

    [Fact]
    public void A_tile_of_doubles_is_half_as_many_lanes()
    {
        Assert.Equal(new StripeTiles(1, 15, 0, 0), Moments(PlannedLayers.Rows(30, ElementType.Double)).Tiles);
        Assert.Equal(new StripeTiles(2, 62, 1, 0), Moments(PlannedLayers.Rows(1000, ElementType.Double)).Tiles);
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void A_block_is_a_whole_number_of_chains_so_that_none_is_cut_short(int features) =>
        Assert.Equal(0, PlannedLayers.Rows(features).BlockStripes % PlannedLayers.Rows(features).ChainLength);

    [Theory]
    [MemberData(nameof(Features))]
    public void A_block_has_enough_rows_that_its_mean_is_near_those_before(int features) =>
        // A mean of n values strays by 1/√n deviations: by a sixteenth of one at 256.
        Assert.InRange(PlannedLayers.Rows(features).BlockStripes * PlannedLayers.Rows(features).StripeRows, 256, 4096);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_plan_of_the_largest_number_of_features_does_not_overflow(bool isFloat)
    {
        RowPlan plan = PlannedLayers.Rows(int.MaxValue, isFloat ? ElementType.Float : ElementType.Double);
        Assert.Equal(1, plan.MaxChunks);
        StripeTiles tiles = Apply(plan).Tiles;
        Assert.Equal(plan.Lanes - 1, tiles.LastLanes);
        Assert.Equal(int.MaxValue, (((tiles.WholeTiles * 2L) + tiles.LastGroups) * plan.Lanes) + tiles.LastLanes);
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
    [InlineData(769, "InBands", "InOrder")]
    [InlineData(2048, "InBands", "InOrder")]
    [InlineData(2049, "InBands", "InBands")]
    [InlineData(65536, "InBands", "InBands")]
    public void Stripes_of_several_tiles_go_in_the_order_of_memory_as_long_as_their_sums_or_constants_stay_in_the_cache(int features, string reduction, string map)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((reduction, map), (Moments(plan).Walk.ToString(), Apply(plan).Walk.ToString()));
    }

    [Theory]
    [InlineData(32, 16, 16)]
    [InlineData(256, 16, 16)]
    [InlineData(2048, 16, 4)]
    public void Gradient_sums_of_wide_stripes_have_smaller_bands_since_they_leap_through_two_tensors(int features, int moments, int gradientSums)
    {
        RowPlan plan = PlannedLayers.Rows(features);
        Assert.Equal((moments, gradientSums), (Moments(plan).Band, GradientSums(plan).Band));
        Assert.Equal(0, plan.BlockStripes % GradientSums(plan).Band);
    }

    private static RowReduction Moments(RowPlan plan) => plan.For(BatchNormFormulas.Moments);

    private static RowReduction GradientSums(RowPlan plan) => plan.For(BatchNormFormulas.Plain.GradientSums);

    private static RowMap Apply(RowPlan plan) => plan.For(BatchNormFormulas.Plain.Apply);

    private static RowMap GradientApply(RowPlan plan) => plan.For(BatchNormFormulas.Plain.GradientApply);
}
