using BatchNormGen.Execution.Models;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Dropout without a mask, and the random numbers it is made of.</summary>
public sealed unsafe class DropoutTests
{
    private const int Length = 200_000;

    /// <summary>The known answers of the authors' library, Random123: counters and keys in words, the lower first.</summary>
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6b200159u, 0x99ba4efeu)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x1cb996fcu, 0xbb002be7u)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xc4923a9cu, 0x483df7a0u)]
    public void Random_numbers_are_those_of_the_paper(uint counter0, uint counter1, uint key0, uint key1, uint expected0, uint expected1) =>
        Assert.Equal(Pair(expected0, expected1), new Threefry(Pair(key0, key1)).Block(Pair(counter0, counter1)));

    [Theory, InlineData(0ul), InlineData(1ul), InlineData(0x0FFFFFFFul), InlineData(0x10000000ul), InlineData(0x123456789ABul)]
    public void Groups_of_random_numbers_are_those_of_their_counters(ulong group)
    {
        Threefry random = new(0x0123456789ABCDEF);
        uint[] numbers = new uint[Threefry.GroupLength];
        random.Fill(group, numbers);
        for (int lane = 0; lane < 16; lane++)
        {
            Assert.Equal(random.Block((group * 16) + (ulong)lane), Pair(numbers[lane], numbers[16 + lane]));
        }
    }

    [Theory, InlineData(0), InlineData(0.1), InlineData(0.5), InlineData(0.9), InlineData(0.999)]
    public void As_many_are_dropped_as_the_rate_says(double rate)
    {
        float[] y = Run(rate, 1, 2, 3);
        int dropped = y.Count(static value => value == 0);

        // Six deviations of a binomial count.
        Assert.InRange(dropped - (rate * Length), -6 * Math.Sqrt(Length * rate * (1 - rate)), 6 * Math.Sqrt(Length * rate * (1 - rate)));
        Assert.All(y, value => Assert.True(value == 0 || value == (float)(1 / (1 - rate))));
    }

    [Fact]
    public void Other_seeds_streams_and_calls_drop_others()
    {
        float[][] runs = [Run(0.5, 1, 2, 3), Run(0.5, 2, 2, 3), Run(0.5, 1, 3, 3), Run(0.5, 1, 2, 4), Run(0.5, 3, 2, 1), Run(0.5, 2, 1, 3)];
        for (int i = 0; i < runs.Length; i++)
        {
            Assert.True(Math.Abs(Agreements(runs[i], runs[i], shift: 1) - (Length / 2)) < 3 * Math.Sqrt(Length), "neighbours depend on each other");
            for (int j = 0; j < i; j++)
            {
                Assert.True(Math.Abs(Agreements(runs[i], runs[j], shift: 0) - (Length / 2)) < 3 * Math.Sqrt(Length), $"runs {i} and {j} depend on each other");
            }
        }

        static int Agreements(float[] left, float[] right, int shift) =>
            Enumerable.Range(0, Length).Count(i => (left[i] == 0) == (right[(i + shift) % Length] == 0));
    }

    [Fact]
    public void The_gradient_is_dropped_where_the_value_was()
    {
        float[] dy = PoolCases.Normal(1, Length), y = Run(0.3, 5, 6, 7);
        using GuardedFloats gradient = new(dy);
        Dropout.Backward(gradient.Pointer, gradient.Pointer, Length, 0.3, 5, 6, 7, 2);
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(dy[i] * y[i], gradient.Span[i]);
        }
    }

    [Fact]
    public void Threads_and_places_change_no_bit_and_nothing_else_is_written()
    {
        for (int length = 0; length < 200; length++)
        {
            float[] x = PoolCases.Normal(length, length);
            using GuardedFloats input = new(x), output = new(length);
            Dropout.Forward(input.Pointer, output.Pointer, length, 0.4, 1, 2, 3, 1);
            float[] expected = output.Span.ToArray();
            foreach (int threads in (int[])[1, 2, 3, 8])
            {
                output.Span.Fill(float.NaN);
                Dropout.Forward(input.Pointer, output.Pointer, length, 0.4, 1, 2, 3, threads);
                Bits.AssertSame<float>(expected, output.Span, $"{length} values on {threads} threads");
                output.AssertGuarded($"{length} values");
            }

            // A shorter batch begins as a longer one.
            Dropout.Forward(input.Pointer, input.Pointer, length / 2, 0.4, 1, 2, 3, 2);
            Bits.AssertSame<float>(expected.AsSpan(0, length / 2), input.Span[..(length / 2)], $"{length} values in place");
        }
    }

    private static ulong Pair(uint low, uint high) => low | ((ulong)high << 32);

    private static float[] Run(double rate, ulong seed, ulong stream, ulong counter)
    {
        using GuardedFloats ones = new(Length);
        ones.Span.Fill(1);
        Dropout.Forward(ones.Pointer, ones.Pointer, Length, rate, seed, stream, counter, 2);
        return ones.Span.ToArray();
    }
}
