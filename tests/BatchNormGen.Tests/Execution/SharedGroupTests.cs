using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>
/// Planes that begin and end within a group of lanes: each value is mapped with the constants of its own channel, whatever the extents, in place
/// too, and by threads whose planes share a group.
/// </summary>
public sealed partial class SharedGroupTests
{
    /// <summary>The different values of a channel.</summary>
    private const int Patterns = 5;

    public static TheoryData<string, int> FixedExtents => new()
    {
        { nameof(Fixed9), 9 }, { nameof(Fixed16), 16 }, { nameof(Fixed17), 17 }, { nameof(Fixed25), 25 }, { nameof(Fixed31), 31 },
        { nameof(Fixed49), 49 }, { nameof(Fixed64), 64 }, { nameof(Fixed127), 127 }, { nameof(Fixed143), 143 }, { nameof(Fixed196), 196 },
    };

    [Fact]
    public void Every_extent_of_float() => Assert.All(Extents, static positions => Check(new Free(), positions));

    [Fact]
    public void Every_extent_of_double() => Assert.All(Extents, static positions => Check(new FreeDouble(), positions));

    [Fact]
    public void A_single_channel() => Assert.All(Extents, static positions => Check(new Single(), positions));

    [Theory, MemberData(nameof(FixedExtents))]
    public void Fixed_extents(string name, int positions) =>
        Check((INormalizationLayer<float>)Activator.CreateInstance(typeof(SharedGroupTests).GetNestedType(name, System.Reflection.BindingFlags.NonPublic)!)!, positions);

    [Theory, InlineData(49), InlineData(25), InlineData(3), InlineData(17), InlineData(1001)]
    public void Threads_share_groups(int positions)
    {
        // Units of 64 KiB, which end within a group: both threads write to it.
        var layer = new Wide { MaxDegreeOfParallelism = 4 };
        int samples = 1 + (4_000_000 / (Wide.NumFeatures * positions));
        for (int repetition = 0; repetition < 5; repetition++)
        {
            Check(layer, positions, samples);
        }
    }

    private static IEnumerable<int> Extents => [.. Enumerable.Range(1, 70), 127, 128, 129, 143, 144, 169, 196, 225, 1000, 4099, 16_385];

    /// <summary>Whether equal values of a channel have equal results and others have others, wherever they lie.</summary>
    private static void Check<T>(INormalizationLayer<T> layer, int positions, int samples = 3)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = new TensorShape(samples, layer.NumFeatures, [positions], TensorLayout.ChannelsFirst);
        Samples.Parameters(3, layer.Parameters);
        T[] x = Patterned<T>(shape, 1);
        T[] dy = Patterned<T>(shape, 2);
        T[] result = new T[x.Length];

        foreach (Direction direction in (Direction[])[Direction.ForwardTraining, Direction.Backward, Direction.ForwardInference, Direction.BackwardInference])
        {
            string what = $"{layer.GetType().Name} {shape} {direction}";
            Array.Fill(result, T.NaN);
            Call(direction, x, dy, result);
            CheckPatterns(shape, result, what);

            T[] inPlace = [.. direction.IsBackward() ? dy : x];
            Call(direction, direction.IsBackward() ? x : inPlace, inPlace, inPlace);
            Bits.AssertSame<T>(result, inPlace, what + " in place");
        }

        void Call(Direction direction, T[] x, T[] dy, T[] output)
        {
            switch (direction)
            {
                case Direction.ForwardTraining:
                    layer.ForwardTraining(x, output, samples);
                    break;
                case Direction.Backward:
                    layer.Backward(x, dy, output, samples);
                    break;
                case Direction.ForwardInference:
                    layer.ForwardInference(x, output, samples);
                    break;
                default:
                    layer.BackwardInference(x, dy, output, samples);
                    break;
            }
        }
    }

    private static void CheckPatterns<T>(TensorShape shape, T[] result, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T?[] results = new T?[shape.Channels * Patterns];
        for (int i = 0; i < result.Length; i++)
        {
            ref T? known = ref results[(shape.ChannelOf(i) * Patterns) + (i % Patterns)];
            known ??= result[i];
            if (!known.Value.Equals(result[i]))
            {
                Assert.Fail($"{what}: element {i}, of channel {shape.ChannelOf(i)}, is {result[i]}; others with its input are {known.Value}");
            }
        }

        // Wrong constants would show.
        T[] distinct = [.. results.OfType<T>().Distinct()];
        Assert.Equal(results.Count(static value => value is not null), distinct.Length);
    }

    /// <summary>Of each channel a few values, none of which another channel has.</summary>
    private static T[] Patterned<T>(TensorShape shape, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = Samples.Normal<T>(seed, shape with { BatchSize = 1, Positions = [Patterns] });
        return [.. Enumerable.Range(0, shape.Length).Select(i => values[(shape.ChannelOf(i) * Patterns) + (i % Patterns)])];
    }

    [BatchNorm(7, 3)]
    private sealed partial class Free;

    [BatchNorm(7, 3, ElementType = typeof(double))]
    private sealed partial class FreeDouble;

    [BatchNorm(1, 3)]
    private sealed partial class Single;

    [BatchNorm(37, 3)]
    private sealed partial class Wide;

    [BatchNorm(7, 3, Spatial = [9])]
    private sealed partial class Fixed9;

    [BatchNorm(7, 3, Spatial = [16])]
    private sealed partial class Fixed16;

    [BatchNorm(18, 3, Spatial = [17])]
    private sealed partial class Fixed17;

    [BatchNorm(18, 3, Spatial = [25])]
    private sealed partial class Fixed25;

    [BatchNorm(18, 3, Spatial = [31])]
    private sealed partial class Fixed31;

    [BatchNorm(18, 3, Spatial = [49])]
    private sealed partial class Fixed49;

    [BatchNorm(7, 3, Spatial = [64])]
    private sealed partial class Fixed64;

    [BatchNorm(18, 3, Spatial = [127])]
    private sealed partial class Fixed127;

    [BatchNorm(18, 3, Spatial = [143])]
    private sealed partial class Fixed143;

    [BatchNorm(18, 3, Spatial = [196])]
    private sealed partial class Fixed196;
}
