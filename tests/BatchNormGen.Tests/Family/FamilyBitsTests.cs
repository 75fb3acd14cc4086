using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Neither threads nor addresses change a bit, and nothing around an output is written.</summary>
public sealed class FamilyBitsTests
{
    private const int Margin = 40;

    public static TheoryData<string> Varied => [.. FamilyTypes.Varied];

    public static TheoryData<string> Doubles =>
        [nameof(DoubleLayerRow17), nameof(DoubleLayerRow4097), nameof(DoubleRmsRow65), nameof(DoubleSiluLayer), nameof(DoubleResidualRms), nameof(DoubleGroups), nameof(DoubleResidualInstances), nameof(DoubleResidualSiluBatch)];

    [Theory, MemberData(nameof(Varied))]
    public void No_float_around_an_output_is_written_and_no_address_matters(string name) => CheckAddresses(() => FamilyTypes.Single(name), 12345f);

    [Theory, MemberData(nameof(Doubles))]
    public void No_double_around_an_output_is_written_and_no_address_matters(string name) => CheckAddresses(() => FamilyTypes.Double(name), 12345.0);

    [Theory, MemberData(nameof(Varied))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        // More than a megabyte: work for several threads, in one sample or in many.
        int unit = FamilyTypes.Single(name).Shape(1, 16, 16, 1).Length;
        CheckThreads(() => FamilyTypes.Single(name), samples: (300_000 / unit) + 1, 16, 16, 1);
    }

    [Theory]
    [InlineData(nameof(LayerRow1000), 300)]
    [InlineData(nameof(LayerRow100000), 3)]
    [InlineData(nameof(RmsRow70), 5000)]
    [InlineData(nameof(RmsRow100000), 3)]
    public void The_number_of_threads_changes_no_bit_of_rows(string name, int rows) => CheckThreads(() => FamilyTypes.Single(name), rows);

    [Theory]
    [InlineData(nameof(OneGroup))]
    [InlineData(nameof(ThreeGroups))]
    [InlineData(nameof(LastGroups))]
    [InlineData(nameof(Instances))]
    [InlineData(nameof(LastInstances))]
    [InlineData(nameof(ResidualGeluGroups))]
    [InlineData(nameof(ResidualLastGroups))]
    [InlineData(nameof(ResidualGeluBatch))]
    public void The_number_of_threads_changes_no_bit_of_few_large_samples(string name)
    {
        CheckThreads(() => FamilyTypes.Single(name), samples: 1, 251, 199, 1);
        CheckThreads(() => FamilyTypes.Single(name), samples: 3, 211, 101, 1);
    }

    private static void CheckThreads(Func<FamilyLayer<float>> create, int samples, params int[] positions)
    {
        float[][]? expected = null;
        FamilyBatch<float> batch = FamilyBatch<float>.Normal(create().Shape(samples, positions));
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            FamilyLayer<float> layer = create();
            layer.Layer.MaxDegreeOfParallelism = threads;
            float[][] results = Results(layer, batch);
            expected ??= results;
            AssertSame(expected, results, $"{layer.Name}, {threads} threads");
        }
    }

    /// <summary>All outputs of all directions, and the gradients of parameters.</summary>
    private static T[][] Results<T>(FamilyLayer<T> layer, FamilyBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Samples.Parameters(3, layer.Layer.Parameters);
        var results = new List<T[]>();
        foreach (Direction direction in (Direction[])[Direction.ForwardTraining, Direction.Backward, Direction.ForwardInference, Direction.BackwardInference])
        {
            results.Add(layer.Output(direction, batch, out T[] dresidual));
            results.Add(direction.IsBackward() ? dresidual : []);
            results.AddRange(layer.State());
        }

        return [.. results];
    }

    private static void CheckAddresses<T>(Func<FamilyLayer<T>> create, T canary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        FamilyBatch<T> batch = FamilyBatch<T>.Normal(create().SmallShape(5));
        T[][] expected = Results(create(), batch);
        for (int offset = 0; offset < 18; offset++)
        {
            FamilyLayer<T> layer = create();
            Samples.Parameters(3, layer.Layer.Parameters);
            var moved = new MovedBatch<T>(batch, offset, canary);
            var results = new List<T[]>();
            foreach (Direction direction in (Direction[])[Direction.ForwardTraining, Direction.Backward, Direction.ForwardInference, Direction.BackwardInference])
            {
                results.AddRange(moved.Call(layer, direction));
                results.AddRange(layer.State());
            }

            AssertSame(expected, [.. results], $"{layer.Name}, offset {offset}");
        }
    }

    private static void AssertSame<T>(T[][] expected, T[][] actual, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Bits.AssertSame<T>(expected[i], actual[i], $"{what}, result {i}");
        }
    }

    /// <summary>Inputs among NaN, outputs among canaries, all at odd addresses.</summary>
    private sealed class MovedBatch<T>(FamilyBatch<T> batch, int offset, T canary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int _length = batch.X.Length;
        private readonly Memory<T> _x = AmongNaN(batch.X, offset);
        private readonly Memory<T> _residual = AmongNaN(batch.Residual, offset * 11 % 18);
        private readonly Memory<T> _dy = AmongNaN(batch.Dy, offset * 5 % 18);

        /// <summary>The output, and the gradient of the residual.</summary>
        public T[][] Call(FamilyLayer<T> layer, Direction direction)
        {
            int at = Margin + (offset * 7 % 18), residualAt = Margin + (offset * 13 % 18);
            T[] memory = Canaries(), residualMemory = Canaries();
            bool hasResidualGradient = layer.HasResidual && direction.IsBackward();
            layer.Call(
                direction, _x.Span, _residual.Span, _dy.Span, memory.AsSpan(at, _length), hasResidualGradient ? residualMemory.AsSpan(residualAt, _length) : default,
                batch.Shape.BatchSize);
            string what = $"{layer.Name} {direction}, offset {offset}";
            T[] result = Taken(memory, at, what);
            return [result, hasResidualGradient ? Taken(residualMemory, residualAt, what + ", dresidual") : []];
        }

        private T[] Canaries()
        {
            var memory = new T[_length + (3 * Margin)];
            Array.Fill(memory, canary);
            return memory;
        }

        private T[] Taken(T[] memory, int at, string what)
        {
            Assert.True(memory.AsSpan(0, at).IndexOfAnyExcept(canary) < 0, what + ": written before the output");
            Assert.True(memory.AsSpan(at + _length).IndexOfAnyExcept(canary) < 0, what + ": written after the output");
            return memory.AsSpan(at, _length).ToArray();
        }

        private static Memory<T> AmongNaN(T[] values, int offset)
        {
            var memory = new T[values.Length + (3 * Margin)];
            Array.Fill(memory, T.NaN);
            values.CopyTo(memory, Margin + offset);
            return memory.AsMemory(Margin + offset, values.Length);
        }
    }
}
