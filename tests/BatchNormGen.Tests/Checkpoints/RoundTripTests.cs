using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using CsCheck;
using Xunit;

namespace BatchNormGen.Tests.Checkpoints;

/// <summary>What is saved to a file is loaded from it, to the bit.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<(Framework Names, string Prefix, bool Strict, int Batches, int Seed)> Cases = Gen.Select(
        Gen.Enum<Framework>(), Gen.OneOf("", "bn1.", "encoder/norm/", "Überlänge·", "weight"), Gen.Bool, Gen.Int[0, 4], Gen.Int);

    public static TheoryData<Type> Singles =>
    [
        typeof(CheckpointRow), typeof(CheckpointRow1), typeof(UnscaledCheckpointRow), typeof(UnshiftedCheckpointRow), typeof(UntrackedCheckpointRow),
        typeof(EmptyCheckpointRow), typeof(CumulativeCheckpointRow), typeof(WideRow), typeof(Plane3), typeof(Last5), typeof(KerasPlane),
    ];

    public static TheoryData<Type> Doubles => [typeof(DoubleCheckpointRow), typeof(DoubleCheckpointLast), typeof(DoubleRow2), typeof(DoubleUntrackedUnshifted)];

    [Theory, MemberData(nameof(Singles))]
    public void A_float_layer_comes_back_to_the_bit(Type type) => Check<float>(type, random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));

    [Theory, MemberData(nameof(Doubles))]
    public void A_double_layer_comes_back_to_the_bit(Type type) => Check<double>(type, random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));

    /// <summary>Any finite bits: subnormal numbers and negative zeros too.</summary>
    private static void Check<T>(Type type, Func<Random, T> anyBits)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Cases.Sample(
            tested =>
            {
                var random = new Random(tested.Seed);
                var saved = new LayerUnderTest<T>(type);
                TensorShape shape = saved.Declaration.ShapeOf(3, 4);
                for (int batch = 0; batch < tested.Batches; batch++)
                {
                    saved.Call(Direction.ForwardTraining, Samples.Normal<T>(batch, shape), default, new T[shape.Length], shape);
                }

                foreach (Parameter<T> parameter in saved.Layer.Parameters)
                {
                    Fill(parameter.Value, random, anyBits);
                }

                if (saved.Declaration.TrackMovingStatistics)
                {
                    Fill(saved.Moving.MovingMean, random, anyBits);
                    Fill(saved.Moving.MovingVariance, random, bits => T.Abs(anyBits(bits)));
                }

                var state = new StateDictionary();
                saved.Layer.SaveState(state, tested.Prefix, tested.Names);
                using var file = new MemoryStream();
                state.Save(file);
                file.Position = 0;
                var loaded = new LayerUnderTest<T>(type);
                LoadReport report = loaded.Layer.LoadState(StateDictionary.Load(file), tested.Prefix, tested.Strict, tested.Names);

                Assert.Equal("complete", report.ToString());
                string[] notSaved = ["batch mean", "batch inverse deviation", "gamma gradient", "beta gradient"];
                LayerState.Of(saved).Without(notSaved).AssertSameAs(LayerState.Of(loaded).Without(notSaved));
            },
            iter: 60, threads: 1);

    private static void Fill<T>(Span<T> values, Random random, Func<Random, T> any)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            do
            {
                value = any(random);
            }
            while (!T.IsFinite(value));
        }
    }
}
