using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Planning.Models.Products;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>How sums of products are divided: into tiles that fit registers, and into blocks of terms that round little.</summary>
public class ProductPlanTests
{
    /// <summary>Sums, right factors and a left one in 32 registers, where a group of lanes is one of them.</summary>
    [Fact]
    public void Tiles_fit_registers_and_cover_a_line()
    {
        for (int positions = 1; positions <= 130; positions++)
        {
            foreach (int outputs in (int[])[1, 6, 16, 17, 32, 48, 64, 80, 128, 512, 1000])
            {
                int groups = TilePlanner.PanelGroups(positions, outputs);
                TileSizes wide = TilePlanner.OneVector(positions, groups), narrow = TilePlanner.SeveralVectors(positions);
                Assert.InRange(groups, 1, (outputs + 15) / 16);
                Assert.All(wide.Sizes, size => Assert.True((size * groups) + groups + 1 <= 32, $"{positions} positions, {outputs} outputs: {size} x {groups}"));
                Assert.All(narrow.Sizes, static size => Assert.InRange(size, 1, 6));
                Assert.Equal(positions, wide.Sizes.Zip(wide.Counts, static (size, count) => size * count).Sum());
                Assert.Equal(positions, narrow.Sizes.Zip(narrow.Counts, static (size, count) => size * count).Sum());
            }
        }
    }

    /// <summary>Where the number of positions is not known, single ones take what is left.</summary>
    [Fact]
    public void Tiles_of_any_number_of_positions_end_with_single_ones()
    {
        foreach (int outputs in (int[])[1, 10, 16, 120, 256, 1000])
        {
            TileSizes tiles = TilePlanner.OneVector(0, TilePlanner.PanelGroups(0, outputs));
            Assert.Equal(1, tiles.Sizes[tiles.Sizes.Count - 1]);
            Assert.Equal(tiles.Sizes.OrderByDescending(static size => size), tiles.Sizes);
            Assert.Empty(tiles.Counts);
        }
    }

    [Theory]
    [InlineData(64, 56, 64, 4, "6,5")] // As many products as loads allow, and the fewest loads.
    [InlineData(1, 28, 6, 1, "14")]
    [InlineData(6, 14, 16, 1, "10")]
    [InlineData(512, 7, 512, 3, "7")] // A whole line of seven.
    public void Shapes_of_known_networks_have_known_tiles(int inputs, int extent, int outputs, int groups, string sizes)
    {
        int kernel = extent == 28 || extent == 14 ? 5 : 3, padding = extent == 14 ? 0 : kernel / 2, places = extent + (2 * padding) - kernel + 1;
        ProductPlans plans = ProductPlanner.Plan(
            new ConvolutionOperation(outputs, new Window(kernel, 1, padding), 1, HasBias: false), FlowShape.Maps(inputs, extent, extent), FlowShape.Maps(outputs, places, places));
        Assert.Equal(groups, plans.Forward.Outputs.PanelGroups);
        Assert.Equal(sizes, string.Join(",", plans.Forward.OneVectorTiles.Sizes));
    }

    /// <summary>Each input is in one phase, and is summed there over all outputs that it is a part of, each by its tap.</summary>
    [Fact]
    public void Phases_have_every_tap_of_every_input()
    {
        for (int kernel = 1; kernel <= 7; kernel++)
        {
            for (int stride = 1; stride <= 5; stride++)
            {
                for (int padding = 0; padding <= 8; padding++)
                {
                    IReadOnlyList<InputPhase> phases = InputPhase.Of(kernel, stride, padding);
                    Assert.Equal(kernel, phases.Sum(static phase => phase.Taps));
                    Assert.Equal(11, phases.Sum(phase => phase.Count(11, stride)));
                    for (int input = 0; input < 11; input++)
                    {
                        InputPhase phase = phases[input % stride];
                        int[] outputs = [.. Enumerable.Range(0, kernel).Where(tap => (input + padding - tap) % stride == 0).Select(tap => (input + padding - tap) / stride)];
                        Assert.Equal(Enumerable.Range(0, phase.Taps).Select(tap => (input / stride) + phase.LastOutput - tap), outputs);
                    }
                }
            }
        }
    }

    /// <summary>Of a stride of 2, a fourth of the products that there would be with zeros between the gradients of the outputs.</summary>
    [Theory]
    [InlineData(3, 2, 1, "1x1 1x2 2x1 2x2")]
    [InlineData(1, 2, 0, "1x1")]
    [InlineData(2, 2, 0, "1x1 1x1 1x1 1x1")]
    [InlineData(3, 1, 1, "3x3")]
    public void Gradients_of_inputs_are_summed_over_the_taps_of_their_phase(int kernel, int stride, int padding, string taps)
    {
        int places = ((10 + (2 * padding) - kernel) / stride) + 1;
        ProductPlans plans = ProductPlanner.Plan(
            new ConvolutionOperation(16, new Window(kernel, stride, padding), 1, HasBias: false), FlowShape.Maps(16, 10, 10), FlowShape.Maps(16, places, places));
        Assert.Equal(
            taps, string.Join(' ', plans.InputGradients.Select(static phase => phase.Sums.Terms).Select(static terms => $"{terms.Runs}x{terms.Length / 16}")));
        Assert.All(plans.InputGradients, phase => Assert.Equal(10 / stride, phase.Sums.Positions.Count));
    }

    /// <summary>Every term is in one block, in order, and no chain is longer than 512.</summary>
    [Fact]
    public void Blocks_are_all_terms_in_order()
    {
        for (int runs = 1; runs <= 9; runs++)
        {
            foreach (int length in (int[])[1, 3, 25, 64, 171, 256, 257, 511, 512, 513, 576, 1000, 1536, 4608])
            {
                TermAxis terms = new(runs, length, LeftStep: 1, LeftRunPitch: 10_000, RightStep: 16);
                List<(int Run, int Term)> seen = [];
                int blocks = 0;
                if (terms.BlocksAreParts)
                {
                    for (int run = 0; run < runs; run++)
                    {
                        for (int term = 0; term < length; term += terms.PartLength, blocks++)
                        {
                            int part = Math.Min(terms.PartLength, length - term);
                            Assert.InRange(part, 1, TermAxis.MaxChain);
                            seen.AddRange(Enumerable.Range(term, part).Select(at => (run, at)));
                        }
                    }
                }
                else
                {
                    for (int run = 0; run < runs; run += terms.BlockRuns, blocks++)
                    {
                        int count = Math.Min(terms.BlockRuns, runs - run);
                        Assert.InRange(count * length, 1, TermAxis.MaxChain);
                        seen.AddRange(Enumerable.Range(run, count).SelectMany(at => Enumerable.Range(0, length).Select(term => (at, term))));
                    }
                }

                Assert.Equal(Enumerable.Range(0, runs).SelectMany(run => Enumerable.Range(0, length).Select(term => (run, term))), seen);
                Assert.Equal(terms.Blocks, blocks);
            }
        }
    }

    [Fact]
    public void Rows_are_recognized()
    {
        FlowShape maps = FlowShape.Maps(24, 7, 5);
        Assert.Equal(0, Plan(kernel: 1, stride: 1, padding: 0, groups: 1).Positions.Count);
        Assert.Equal(5, Plan(kernel: 1, stride: 1, padding: 0, groups: 2).Positions.Count);
        Assert.Equal(3, Plan(kernel: 1, stride: 2, padding: 0, groups: 1).Positions.Count);
        Assert.Equal(7, Plan(kernel: 1, stride: 1, padding: 1, groups: 1).Positions.Count);
        Assert.True(Plan(kernel: 3, stride: 1, padding: 1, groups: 24).LeftIsLanes);
        Assert.False(Plan(kernel: 3, stride: 1, padding: 1, groups: 12).LeftIsLanes);

        ProductPlan Plan(int kernel, int stride, int padding, int groups)
        {
            Window window = new(kernel, stride, padding);
            return ProductPlanner.Plan(
                new ConvolutionOperation(24, window, groups, HasBias: true), maps, FlowShape.Maps(24, (int)window.Places(7), (int)window.Places(5))).Forward;
        }
    }
}
