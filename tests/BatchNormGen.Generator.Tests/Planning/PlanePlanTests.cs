using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

public class PlanePlanTests
{
    [Fact]
    public void A_block_is_16_kibibytes_so_that_it_stays_in_any_first_level_cache()
    {
        Assert.Equal(16 * 1024, PlannedLayers.Planes(64).BlockLength * sizeof(float));
        Assert.Equal(16 * 1024, PlannedLayers.Planes(64, element: ElementType.Double).BlockLength * sizeof(double));
    }

    [Fact]
    public void A_block_is_a_whole_number_of_groups_so_that_only_the_last_has_a_rest()
    {
        foreach (PlanePlan plan in new[] { PlannedLayers.Planes(3), PlannedLayers.Planes(3, element: ElementType.Double) })
        {
            Assert.Equal(0, plan.BlockLength % (plan.Lanes * plan.MapGroups));
        }
    }

    [Fact]
    public void Every_position_is_in_exactly_one_group()
    {
        foreach (int positions in (int[])[.. Enumerable.Range(2, 300), 784, 3136, 4095, 4096])
        {
            PlaneExtents extents = Extents(positions);
            Assert.Equal(positions, extents.Positions);
            Assert.Equal(positions, (extents.Groups * 16) + extents.LastLanes);
            Assert.InRange(extents.LastLanes, 0, 15);
        }
    }

    [Theory]
    [InlineData(2, 0, 2, 0, true)]
    [InlineData(16, 1, 0, 0, true)]
    [InlineData(31, 1, 15, 1, true)]
    [InlineData(49, 3, 1, 2, true)]
    [InlineData(128, 8, 0, 7, true)]
    [InlineData(129, 8, 1, 7, false)]
    [InlineData(784, 49, 0, 48, false)]
    [InlineData(3136, 196, 0, 195, false)]
    public void A_small_plane_is_written_out_as_far_as_the_JIT_inlines_all_of_it(int positions, int groups, int lastLanes, int innerGroups, bool isUnrolled) =>
        Assert.Equal(new PlaneExtents(positions, groups, lastLanes, innerGroups, isUnrolled), Extents(positions));

    [Fact]
    public void Inner_groups_are_there_wherever_the_first_begins()
    {
        foreach (int positions in (int[])[.. Enumerable.Range(2, 300), 784, 3136, 4095, 4096])
        {
            // Of a plane's first lanes, up to 15 are of a group of the plane before.
            PlaneExtents extents = Extents(positions);
            int[] groups = [.. Enumerable.Range(0, 16).Select(begin => Math.Max(0, positions - begin) / 16)];
            Assert.Equal(groups.Min(), extents.InnerGroups);
            Assert.Equal(groups.Max(), extents.Groups);
            Assert.InRange(extents.Groups - extents.InnerGroups, 0, 1);
        }
    }

    [Theory]
    [InlineData(49, 0, 2)]
    [InlineData(142, 0, 7)]
    [InlineData(143, 2, 0)]
    [InlineData(196, 2, 3)]
    [InlineData(784, 12, 0)]
    public void A_map_is_written_out_unless_it_has_two_tiles(int positions, int tiles, int groupsBehind)
    {
        PlanePlan plan = PlannedLayers.Planes(8, positions);
        Assert.Equal((tiles, groupsBehind), (plan.MapTilesOf(BatchNormFormulas.Plain.Apply), plan.MapGroupsBehind(BatchNormFormulas.Plain.Apply)));
        Assert.Equal(plan.Fixed!.InnerGroups, (plan.MapTilesOf(BatchNormFormulas.Plain.Apply) * plan.MapGroups) + plan.MapGroupsBehind(BatchNormFormulas.Plain.Apply));
    }

    [Theory]
    [InlineData(511, true)]
    [InlineData(512, true)]
    [InlineData(513, false)]
    [InlineData(545, false)]
    [InlineData(0, false)]
    public void A_plane_is_one_run_where_its_lanes_have_no_more_terms_than_a_chain(int positions, bool isOneRun)
    {
        PlanePlan plan = PlannedLayers.Planes(8, positions);
        Assert.Equal(isOneRun, plan.IsOneRun(BatchNormFormulas.Moments));
        Assert.True(!isOneRun || (positions + 31) / 32 <= plan.ChainLength);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(49, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public void Sums_are_short_where_four_lanes_together_have_no_more_terms_than_a_chain(int positions, bool isShort)
    {
        PlanePlan plan = PlannedLayers.Planes(8, positions);
        Assert.Equal(isShort, plan.HasShortSums);
        Assert.True(!isShort || 4 * plan.Fixed!.AllGroups <= plan.ChainLength);
    }

    [Fact]
    public void A_plane_of_doubles_is_written_out_up_to_the_same_number_of_groups()
    {
        Assert.Equal(new PlaneExtents(64, 8, 0, 7, true), PlannedLayers.Planes(8, 64, ElementType.Double).Fixed);
        Assert.Equal(new PlaneExtents(65, 8, 1, 7, false), PlannedLayers.Planes(8, 65, ElementType.Double).Fixed);
    }

    [Fact]
    public void A_plane_larger_than_a_block_has_no_literals_since_it_is_handed_over_in_parts()
    {
        Assert.NotNull(PlannedLayers.Planes(8, 4096).Fixed);
        Assert.Null(PlannedLayers.Planes(8, 4097).Fixed);
        Assert.NotNull(PlannedLayers.Planes(8, 2048, ElementType.Double).Fixed);
        Assert.Null(PlannedLayers.Planes(8, 2049, ElementType.Double).Fixed);
        Assert.Equal(PlannedLayers.Planes(8), PlannedLayers.Planes(8, 112 * 112));
    }

    [Theory]
    [InlineData(1, new[] { int.MaxValue })]
    [InlineData(1, new[] { int.MaxValue, 1 })]
    [InlineData(1, new[] { 46_340, 46_340 })]
    [InlineData(2, new[] { 1023, 1024, 1024 })]
    public void The_plan_of_the_largest_planes_does_not_overflow(int features, int[] spatial)
    {
        foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
        {
            PlanePlan plan = Assert.IsType<PlanePlan>(PlannedLayers.Plan(features, spatial.Length + 2, spatial, element: element));
            Assert.Equal(PlannedLayers.Planes(features, element: element), plan);
        }
    }

    [Fact]
    public void The_largest_number_of_features_is_not_cut() => Assert.Equal(1, PlannedLayers.Planes(int.MaxValue).MaxChunks);

    private static PlaneExtents Extents(int positions) => PlannedLayers.Planes(8, positions).Fixed!;
}
