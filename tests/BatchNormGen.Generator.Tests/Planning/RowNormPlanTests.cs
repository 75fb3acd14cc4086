using BatchNormGen.Generator.Formulas;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;

namespace BatchNormGen.Generator.Tests.Planning;

/// <summary>Layers that normalize rows: along rows as along planes, and sums down rows that were just read.</summary>
public class RowNormPlanTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 70), 127, 128, 129, 1000, 4096, 10_007, (1 << 20) + 1, int.MaxValue];

    [Theory]
    [InlineData(1, 256)]
    [InlineData(32, 256)]
    [InlineData(64, 128)]
    [InlineData(512, 16)]
    [InlineData(4096, 16)]
    [InlineData(int.MaxValue, 16)]
    public void A_block_has_so_many_rows_that_they_stay_in_the_caches_but_a_chain_at_least(int length, int rows)
    {
        PlanePlan plan = Rows(length);
        Assert.Equal(rows, plan.Features);
        Assert.True(rows == plan.ChainLength || (long)rows * length * sizeof(float) <= 32 * 1024);
    }

    [Theory]
    [InlineData(5, 1, 1, 5)]
    [InlineData(77, 5, 1, 77)]
    [InlineData(128, 8, 1, 128)]
    [InlineData(255, 16, 1, 255)]
    [InlineData(256, 8, 2, 128)]
    [InlineData(768, 8, 6, 128)]
    [InlineData(1000, 9, 7, 144)]
    [InlineData(4096, 16, 16, 256)]
    public void A_long_row_is_estimated_from_some_of_its_groups(int length, int groups, int stride, int values) =>
        Assert.Equal(new EstimateSample(groups, stride, values), Rows(length).EstimateSample);

    [Fact]
    public void Estimated_values_are_at_least_128_and_four_roots_of_the_length_and_lie_within_the_row()
    {
        for (int length = 1; length <= 4096; length++)
        {
            EstimateSample sample = Rows(length).EstimateSample;
            Assert.True(sample.Values >= Math.Min(length, Math.Max(128, (int)(4 * Math.Sqrt(length)))), $"{length}: {sample}");
            Assert.True(((sample.Groups - 1) * sample.Stride * 16) + (sample.Stride == 1 ? 1 : 16) <= length, $"{length}: {sample}");
        }
    }

    [Fact]
    public void A_block_of_doubles_has_half_as_many_rows() => Assert.Equal(64, Rows(64, ElementType.Double).Features);

    [Theory]
    [InlineData(1, true, 1)]
    [InlineData(4096, true, 1)]
    [InlineData(4097, true, 32)]
    [InlineData(2048, false, 1)]
    [InlineData(2049, false, 32)]
    [InlineData(int.MaxValue, false, 32)]
    public void A_row_is_measured_in_chunks_only_where_it_is_larger_than_a_block(int length, bool isFloat, int chunks)
    {
        PlanePlan plan = Rows(length, isFloat ? ElementType.Float : ElementType.Double);
        Assert.Equal(chunks, plan.MaxChunks);
        Assert.Equal(chunks == 1, plan.Fixed is not null);
    }

    [Fact]
    public void The_estimate_of_a_row_is_of_several_values_since_a_row_is_often_one_block()
    {
        Assert.Equal(256, Rows(512).EstimateLength);
        Assert.Equal(256, Rows(512, ElementType.Double).EstimateLength);
        Assert.Equal(1, PlannedLayers.Planes(512).EstimateLength);
    }

    [Fact]
    public void Apart_from_that_rows_are_planes_of_as_many_positions() =>
        Assert.Equal(PlannedLayers.Planes(1, 784), Rows(784) with { Statistic = "channel", Features = 1, EstimateLength = 1, MaxChunks = 32 });

    [Fact]
    public void Only_the_number_of_values_matters_and_not_how_they_are_arranged()
    {
        RowShapeSpec shape = new() { NormalizedShape = new([4, 3, 7]) };
        Assert.Equal(Rows(84), KernelPlanner.PlanRows(shape, ElementType.Float));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void In_sums_down_rows_every_value_is_in_exactly_one_group(int length)
    {
        foreach (RowPlan plan in new[] { Sums(length), Sums(length, ElementType.Double) })
        {
            StripeTiles tiles = plan.For(MadeUpSum).Tiles;
            Assert.Equal(length, ((((long)tiles.WholeTiles * tiles.Groups) + tiles.LastGroups) * plan.Lanes) + tiles.LastLanes);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void In_sums_down_rows_a_stripe_is_one_row_since_each_row_has_numbers_of_its_own(int length)
    {
        RowPlan plan = Sums(length);
        Assert.Equal(1, plan.StripeRows);
        Assert.Equal(1, plan.For(MadeUpSum).StripesAbreast);
        Assert.False(plan.For(MadeUpSum).FitsOneVectorRegisters);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(768, false)]
    [InlineData(int.MaxValue, false)]
    public void Sums_down_rows_stay_in_registers_for_a_chain_of_rows(int length, bool isOneTile)
    {
        RowReduction reduction = Sums(length).For(MadeUpSum);
        Assert.Equal(isOneTile ? StripeWalk.OneTile : StripeWalk.InBands, reduction.Walk);
        Assert.Equal(16, reduction.Band);
        Assert.Equal(2, reduction.Tiles.Groups);
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(2048, 32)]
    [InlineData(2049, 31)]
    [InlineData(16_384, 4)]
    [InlineData(int.MaxValue, 4)]
    public void Gradients_of_parameters_take_a_mebibyte_or_four_chunks(int length, int chunks)
    {
        Assert.Equal(chunks, Sums(length).MaxChunks);
        Assert.Equal(chunks, KernelPlanner.MaxParameterChunks(length));
    }

    private static ReductionFormula MadeUpSum { get; } = new("Sums", ["x"], [], [], [new("sum", "sums", new InputExpression("x"))]);

    private static PlanePlan Rows(int length, ElementType element = ElementType.Float) => KernelPlanner.PlanRows(PlannedLayers.RowSpec(length).Shape, element);

    private static RowPlan Sums(int length, ElementType element = ElementType.Float) =>
        KernelPlanner.PlanRowSums(PlannedLayers.RowSpec(length).Shape, element, [MadeUpSum]);
}
