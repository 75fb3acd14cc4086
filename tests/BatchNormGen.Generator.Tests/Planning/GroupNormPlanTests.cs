using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

/// <summary>Layers that normalize groups of channels: how groups are measured, and how their channels are worked on.</summary>
public class GroupNormPlanTests
{
    private static readonly IReadOnlyList<KernelFormula> Formulas = new GroupNormFormulas(default, hasResidual: false).OfChannels;

    [Theory]
    [InlineData(4, 16, 4)]
    [InlineData(64, 64, 64)]
    [InlineData(1000, 1000, 256)]
    [InlineData(8, 1024, 2)]
    [InlineData(2, 1024, 1)]
    [InlineData(1, 1 << 20, 1)]
    public void The_groups_of_a_block_have_256_channels_or_are_one(int groups, int features, int ofBlock)
    {
        GroupNormSpec spec = PlannedLayers.GroupSpec(groups, features, 4);
        Assert.Equal(ofBlock, KernelPlanner.GroupsOfBlock(spec));
        Assert.Equal(ofBlock, KernelPlanner.PlanGroups(spec).Features);
        Assert.Equal(ofBlock * (features / groups), KernelPlanner.PlanChannels(spec, Formulas).Features);
    }

    [Fact]
    public void A_group_is_measured_as_a_plane_of_all_positions_of_its_channels()
    {
        PlanePlan plan = KernelPlanner.PlanGroups(PlannedLayers.GroupSpec(4, 16, 4, [7, 7]));
        Assert.Equal(4 * 49, plan.Fixed!.Positions);
        Assert.Equal(256, plan.EstimateLength);
        Assert.Equal(1, plan.MaxChunks);
    }

    [Theory]
    [InlineData(64, new[] { 8, 8 }, true)]
    [InlineData(65, new[] { 8, 8 }, false)]
    [InlineData(1, new int[0], false)]
    [InlineData(1024, new[] { 46_340, 46_340 }, false)]
    public void A_group_that_is_larger_than_a_block_or_of_unknown_size_is_measured_in_chunks(int groupChannels, int[] spatial, bool isOneBlock)
    {
        PlanePlan plan = KernelPlanner.PlanGroups(PlannedLayers.GroupSpec(2, 2 * groupChannels, 4, spatial));
        Assert.Equal(isOneBlock, plan.Fixed is not null);
        Assert.Equal(isOneBlock ? 1 : 32, plan.MaxChunks);
    }

    [Fact]
    public void Channels_of_one_position_each_are_rows_whatever_the_layout_is_called()
    {
        Assert.True(KernelPlanner.IsChannelsLast(PlannedLayers.GroupSpec(4, 64, 2)));
        Assert.IsType<RowPlan>(KernelPlanner.PlanChannels(PlannedLayers.GroupSpec(4, 64, 2), Formulas));
    }

    [Theory]
    [InlineData(3, new[] { 9 })]
    [InlineData(4, new int[0])]
    [InlineData(5, new[] { 2, 3, 4 })]
    public void Channels_last_is_rows_of_all_channels_of_a_sample(int dims, int[] spatial)
    {
        GroupNormSpec spec = PlannedLayers.GroupSpec(4, 64, dims, spatial, TensorLayout.ChannelsLast);
        Assert.True(KernelPlanner.IsChannelsLast(spec));
        RowPlan plan = Assert.IsType<RowPlan>(KernelPlanner.PlanChannels(spec, Formulas));
        Assert.Equal(64, plan.Features);
        Assert.Equal(PlannedLayers.Rows(64).MaxChunks, plan.MaxChunks);
    }

    [Fact]
    public void Channels_first_are_planes_of_a_block_of_groups()
    {
        GroupNormSpec spec = PlannedLayers.GroupSpec(4, 16, 4, [7, 7]);
        Assert.False(KernelPlanner.IsChannelsLast(spec));
        Assert.Equal(PlannedLayers.Planes(16, 49), KernelPlanner.PlanChannels(spec, Formulas));
    }
}
