using System.Runtime.InteropServices;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>Results that are large enough to be written past the caches: the same, wherever they begin, and nothing beside them.</summary>
public sealed partial class StreamedResultTests
{
    private const int Canaries = 256;
    private const byte Canary = 0xA5;

    /// <summary>Bytes behind whole 64, the last of them not even whole floats.</summary>
    public static TheoryData<int> Offsets => [0, 4, 60, 32, 1];

    [Theory, MemberData(nameof(Offsets))]
    public void Small_planes(int offset) => Check(new SmallPlanes(), offset);

    [Theory, MemberData(nameof(Offsets))]
    public void Planes_in_a_loop(int offset) => Check(new LoopedPlanes(), offset);

    [Theory, MemberData(nameof(Offsets))]
    public void Planes_of_a_group_and_a_half(int offset) => Check(new SmallestPlanes(), offset);

    [Theory, MemberData(nameof(Offsets))]
    public void Planes_of_less_than_a_group(int offset) => Check(new TinyPlanes(), offset);

    [Theory, MemberData(nameof(Offsets))]
    public void Planes_of_whole_groups(int offset) => Check(new WholePlanes(), offset);

    [Theory, MemberData(nameof(Offsets))]
    public void Planes_of_free_extents(int offset)
    {
        foreach (int positions in (int[])[9, 16, 17, 31, 169, 16_385])
        {
            Check(new FreePlanes(), offset, positions);
        }
    }

    [Theory, MemberData(nameof(Offsets))]
    public void Rows(int offset) => Check(new NarrowRows(), offset);

    private static void Check(INormalizationLayer<float> layer, int offset, int positions = 0)
    {
        positions = positions > 0 ? positions : layer switch
        {
            TinyPlanes => 9,
            SmallestPlanes => 25,
            SmallPlanes => 49,
            WholePlanes => 64,
            LoopedPlanes => 196,
            _ => 1,
        };
        int sample = layer.NumFeatures * positions;
        int samples = (17 * 1024 * 1024 / (sample * sizeof(float))) + 1;
        int length = sample * samples;
        float[] x = [.. Enumerable.Range(0, length).Select(static i => (i % 977) - 400f)];
        var random = new Random(length);
        foreach (ref float gamma in layer.Parameters[0].Value)
        {
            gamma = random.NextSingle() + 0.5f;
        }

        float[] expected = new float[length];
        for (int at = 0; at < length; at += sample)
        {
            layer.ForwardInference(x.AsSpan(at, sample), expected.AsSpan(at, sample), 1);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((length * sizeof(float)) + (2 * Canaries) + 128, pinned: true);
        Array.Fill(bytes, Canary);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
        int start = Canaries + (int)((64 - (address % 64)) % 64) + offset;
        int end = start + (length * sizeof(float));
        Span<float> y = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start..end));

        // Units end anywhere, and their ends are written by different threads.
        layer.MaxDegreeOfParallelism = 4;
        layer.ForwardInference(x, y, samples);
        Assert.True(y.SequenceEqual(expected));
        Assert.False(bytes.AsSpan(..start).ContainsAnyExcept(Canary));
        Assert.False(bytes.AsSpan(end..).ContainsAnyExcept(Canary));
    }

    [BatchNorm(512, 4, Spatial = [3, 3])]
    private sealed partial class TinyPlanes;

    [BatchNorm(511, 4, Spatial = [5, 5])]
    private sealed partial class SmallestPlanes;

    [BatchNorm(512, 4, Spatial = [8, 8])]
    private sealed partial class WholePlanes;

    [BatchNorm(512, 4, Spatial = [7, 7])]
    private sealed partial class SmallPlanes;

    [BatchNorm(100, 4, Spatial = [14, 14])]
    private sealed partial class LoopedPlanes;

    [BatchNorm(33, 3)]
    private sealed partial class FreePlanes;

    [BatchNorm(24, 2)]
    private sealed partial class NarrowRows;
}
