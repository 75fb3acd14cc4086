using System.Numerics;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Exchanges;

public sealed class CollectiveSumTests
{
    /// <summary>None, some that travel with the head, as many as that at most and one more, slices that do not come out even, several pieces.</summary>
    public static TheoryData<int, int> Extents => new()
    {
        { 1, 5 }, { 2, 0 }, { 2, 1 }, { 2, 496 }, { 2, 497 }, { 3, 248 }, { 3, 249 }, { 3, 1000 }, { 8, 3 }, { 8, 1001 }, { 5, 1_200_003 },
    };

    [Theory, MemberData(nameof(Extents))]
    public void Floats_are_added_in_double_and_rounded_once(int size, int length) =>
        AssertSums<float>(size, length, static values => (float)values.Aggregate(0.0, static (sum, value) => sum + value));

    [Theory, MemberData(nameof(Extents))]
    public void Doubles_are_added_in_the_order_of_the_ranks(int size, int length) =>
        AssertSums<double>(size, length, static values => values.Skip(1).Aggregate(values[0], static (sum, value) => sum + value));

    [Fact]
    public void Other_numbers_of_values_or_other_types_are_the_same_exception_on_all()
    {
        AssertAllThrow(3, static member => member.Sum(new float[member.Rank == 1 ? 1000 : 1001].AsSpan()), "1000 floats");
        AssertAllThrow(2, static member =>
        {
            if (member.Rank == 0)
            {
                member.Sum(new float[9].AsSpan());
            }
            else
            {
                member.Sum(new double[9].AsSpan());
            }
        }, "9 doubles");
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(static () => Collectives.Sum(null!, new float[1].AsSpan()));
        Assert.Throws<ArgumentNullException>(static () => Collectives.MergeAll(null!, new Moments(1)));
        Assert.Throws<NotSupportedException>(static () => ThreadMembers.Of(1)[0].Sum(new Half[1].AsSpan()));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void Moments_are_merged_in_the_order_of_the_ranks(int size)
    {
        byte[][] merged = ThreadMembers.Run(size, static member =>
        {
            Moments moments = MomentsOf(member.Rank);
            member.MergeAll(moments);
            return moments.ToBytes();
        });
        Moments expected = MomentsOf(0);
        for (int rank = 1; rank < size; rank++)
        {
            expected.Merge(MomentsOf(rank));
        }

        Assert.All(merged, bytes => Assert.Equal(expected.ToBytes(), bytes));

        // One has no values at all.
        static Moments MomentsOf(int rank) => rank == 1 ? new Moments(7) : new SharedRow7().MeasureMoments(Values<float>(rank, 70));
    }

    [Fact]
    public void Moments_of_other_channels_or_none_are_the_same_exception_on_all()
    {
        AssertAllThrow(3, static member => member.MergeAll(new Moments(member.Rank == 2 ? 8 : 7)), "8 channels");
        AssertAllThrow(3, static member => member.MergeAll(member.Rank == 1 ? null! : new Moments(7)), "moments");
    }

    private static void AssertAllThrow(int size, Action<ICollective> work, string text) => Assert.All(
        ThreadMembers.Try(size, work), outcome => Assert.Contains(text, Assert.IsType<CollectiveException>(outcome).Message, StringComparison.Ordinal));

    private static void AssertSums<T>(int size, int length, Func<double[], T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] values = [.. Enumerable.Range(0, size).Select(rank => Values<T>(rank, length))];
        T[] expected = new T[length];
        var terms = new double[size];
        for (int i = 0; i < length; i++)
        {
            for (int rank = 0; rank < size; rank++)
            {
                terms[rank] = double.CreateTruncating(values[rank][i]);
            }

            expected[i] = sum(terms);
        }

        foreach (T[] actual in ThreadMembers.Run(size, member =>
        {
            T[] own = [.. values[member.Rank]];
            member.Sum(own.AsSpan());
            return own;
        }))
        {
            Bits.AssertSame<T>(expected, actual, $"{length} values of {size}");
        }
    }

    private static T[] Values<T>(int seed, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        T[] values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateTruncating(Math.Pow(10, random.Next(8)) * (random.NextDouble() - 0.5));
        }

        return values;
    }
}
