using System.Numerics;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Exchanges;

public sealed class SharedBitsTests
{
    public static TheoryData<string, bool> Layers => new()
    {
        { nameof(SharedRow1), false }, { nameof(SharedRow7), false }, { nameof(SharedRow82), false }, { nameof(SharedRow83), false },
        { nameof(SharedRow512), false }, { nameof(SharedRow2048), false },
        { nameof(SharedPlane1), false }, { nameof(SharedPlane7), false }, { nameof(SharedPlane82), false }, { nameof(SharedPlane83), false },
        { nameof(SharedPlane512), false }, { nameof(SharedPlane2048), false },
        { nameof(SharedDoubleRow7), true }, { nameof(SharedDoubleRow83), true }, { nameof(SharedDoublePlane7), true }, { nameof(SharedDoublePlane83), true },
        { nameof(SharedLast), false }, { nameof(SharedUnbiased), false }, { nameof(SharedCumulative), false }, { nameof(SharedUntracked), false },
        { nameof(SharedSilu), false }, { nameof(SharedResidual), false }, { nameof(SharedResidualRelu), false },
    };

    /// <summary>Even, uneven, empty at any place, one value a member where there are no positions, 1 to 8 members.</summary>
    private static readonly int[][] Splits = [[12], [8, 8], [15, 1], [5, 0, 11], [0, 3, 10], [4, 4, 4, 4], [13, 1, 1, 1, 0], [1, 1, 1, 1], [3, 1, 0, 2, 7, 1, 1, 1]];

    private static readonly int[][] Alone = [[0, 9], [9, 0], [0, 0, 17, 0], [2, 0, 0, 0, 0, 0, 0, 0], [64]];

    [Theory, MemberData(nameof(Layers))]
    public void All_members_have_the_same_bits_and_one_process_nearly_the_same(string type, bool isDouble)
    {
        foreach (int[] samples in Splits)
        {
            if (isDouble)
            {
                CompareWithOneProcess<double>(type, samples);
            }
            else
            {
                CompareWithOneProcess<float>(type, samples);
            }
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Where_one_member_has_all_samples_the_bits_are_those_of_one_process(string type, bool isDouble)
    {
        foreach (int[] samples in Alone)
        {
            if (isDouble)
            {
                AssertSameAsOneProcess<double>(type, samples);
            }
            else
            {
                AssertSameAsOneProcess<float>(type, samples);
            }
        }
    }

    [Theory, InlineData(nameof(SharedPlane512)), InlineData(nameof(SharedRow512)), InlineData(nameof(SharedResidual))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string type)
    {
        int[] samples = [90, 3];
        SharedStep<float>[] expected = SharedStep<float>.OfMembers(type, samples, threads: 1);
        SharedStep<float>[] actual = SharedStep<float>.OfMembers(type, samples, threads: 5);
        for (int rank = 0; rank < samples.Length; rank++)
        {
            Bits.AssertSame<float>(expected[rank].Statistics, actual[rank].Statistics, type);
            Bits.AssertSame<float>(expected[rank].Y, actual[rank].Y, type);
            Bits.AssertSame<float>(expected[rank].Dx, actual[rank].Dx, type);
        }
    }

    private static void CompareWithOneProcess<T>(string type, int[] samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string what = $"{type}, {string.Join(", ", samples)} samples";
        SharedStep<T>[] members = SharedStep<T>.OfMembers(type, samples);
        SharedStep<T> alone = SharedStep<T>.Of(type, collective: null, samples.Sum(), before: 0, samples.Sum());
        foreach (SharedStep<T> member in members)
        {
            Bits.AssertSame<T>(members[0].Statistics, member.Statistics, what);
        }

        AssertNear<T>(alone.Statistics, members[0].Statistics, ulps: 4, $"statistics of {what}");
        AssertNear<T>(alone.Y, [.. members.SelectMany(static member => member.Y)], ulps: 4, $"y of {what}");
        AssertNear<T>(alone.Dx, [.. members.SelectMany(static member => member.Dx)], ulps: 4, $"dx of {what}");
        AssertNear<T>(alone.Dresidual, [.. members.SelectMany(static member => member.Dresidual)], ulps: 4, $"dresidual of {what}");
        for (int parameter = 0; parameter < alone.Gradients.Length; parameter++)
        {
            // Shares: each is this member's own, and rounded by itself, step by step.
            T[] sum = [.. alone.Gradients[parameter].Select((_, c) => Sum(members.Select(member => member.Gradients[parameter][c])))];
            AssertNear<T>(alone.Gradients[parameter], sum, ulps: 8 * samples.Length, $"gradients of {what}");
        }
    }

    private static void AssertSameAsOneProcess<T>(string type, int[] samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string what = $"{type}, {string.Join(", ", samples)} samples";
        SharedStep<T> alone = SharedStep<T>.Of(type, collective: null, samples.Sum(), before: 0, samples.Sum());
        SharedStep<T>[] members = SharedStep<T>.OfMembers(type, samples);
        foreach (SharedStep<T> member in members)
        {
            Bits.AssertSame<T>(alone.Statistics, member.Statistics, what);
        }

        SharedStep<T> holder = members[Array.FindIndex(samples, static count => count > 0)];
        Bits.AssertSame<T>(alone.Y, holder.Y, what);
        Bits.AssertSame<T>(alone.Dx, holder.Dx, what);
        Bits.AssertSame<T>(alone.Dresidual, holder.Dresidual, what);
        for (int parameter = 0; parameter < alone.Gradients.Length; parameter++)
        {
            Bits.AssertSame<T>(alone.Gradients[parameter], holder.Gradients[parameter], what);
        }
    }

    private static T Sum<T>(IEnumerable<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(values.Sum(static value => double.CreateTruncating(value)));

    /// <summary>Within so many units in the last place of the largest value.</summary>
    private static void AssertNear<T>(T[] expected, T[] actual, int ulps, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        T largest = expected.Aggregate(T.Zero, static (most, value) => T.Max(most, T.Abs(value)));
        T bound = (T.BitIncrement(largest) - largest) * T.CreateTruncating(ulps);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(T.Abs(expected[i] - actual[i]) <= bound, $"{what}: {actual[i]} instead of {expected[i]} at {i}, beyond {bound}");
        }
    }
}
