using BatchNormGen.Execution.Models;
using BatchNormGen.Tests.Execution;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Maps brought from one order in memory into the other.</summary>
public sealed unsafe class MapLayoutTests
{
    private static readonly int[] Positions = [.. Enumerable.Range(1, 20), 25, 31, 32, 33, 36, 48, 49, 63, 64, 65, 81, 225];

    public static TheoryData<int> Channels => [.. Enumerable.Range(1, 40), 64, 80, 144];

    [Theory, MemberData(nameof(Channels))]
    public void Each_value_goes_to_its_place_and_back(int channels)
    {
        foreach (int positions in Positions)
        {
            foreach (int samples in (int[])[1, 3])
            {
                foreach (int threads in (int[])[1, 2, 3, 8])
                {
                    Check(channels, positions, samples, threads);
                }
            }
        }
    }

    [Fact]
    public void No_value_beyond_the_batch_is_read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var page = new LonelyPage();
        for (int channels = 1; channels < 20; channels++)
        {
            for (int positions = 1; positions < 40; positions++)
            {
                Span<float> last = page.Last(channels * positions);
                last.Clear();
                float[] result = new float[last.Length];
                fixed (float* source = last, target = result)
                {
                    MapLayout.ToChannelsLast(source, target, channels, positions, 1, 1);
                    MapLayout.ToChannelsFirst(source, target, channels, positions, 1, 1);
                    MapLayout.ToChannelsLast(target, source, channels, positions, 1, 1);
                    MapLayout.ToChannelsFirst(target, source, channels, positions, 1, 1);
                }
            }
        }
    }

    private static void Check(int channels, int positions, int samples, int threads)
    {
        string what = $"{samples} × {channels} × {positions} on {threads} threads";
        float[] planes = [.. Enumerable.Range(0, samples * channels * positions).Select(BitConverter.Int32BitsToSingle)];
        float[] rows = new float[planes.Length];
        for (int i = 0; i < planes.Length; i++)
        {
            int sample = i / (channels * positions), channel = i / positions % channels, position = i % positions;
            rows[(((sample * positions) + position) * channels) + channel] = planes[i];
        }

        using GuardedFloats first = new(planes), last = new(planes.Length);
        MapLayout.ToChannelsLast(first.Pointer, last.Pointer, channels, positions, samples, threads);
        Bits.AssertSame<float>(rows, last.Span, what);
        last.AssertGuarded(what);
        first.Span.Clear();
        MapLayout.ToChannelsFirst(last.Pointer, first.Pointer, channels, positions, samples, threads);
        Bits.AssertSame<float>(planes, first.Span, what);
        first.AssertGuarded(what);
    }
}
