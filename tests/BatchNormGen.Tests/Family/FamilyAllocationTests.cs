using BatchNormGen.Tests.Execution;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>No call of any kind allocates after the first, threads included.</summary>
[Collection(nameof(Alone)), Trait("Coverage", "off")]
public sealed class FamilyAllocationTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in (string[])
            [
                nameof(LayerRow33), nameof(LayerRow64), nameof(LayerRow100000), nameof(RmsRow33), nameof(RmsRow100000), nameof(PlainLayer), nameof(ResidualSiluLayer),
                nameof(ThreeGroups), nameof(LastGroups), nameof(FixedGroups7x7), nameof(Instances), nameof(LastInstances), nameof(ResidualGeluGroups), nameof(ResidualLastGroups),
                nameof(SiluBatchRow), nameof(GeluBatch), nameof(ResidualGeluBatch), nameof(ResidualLastBatch), nameof(ResidualUntrackedBatch),
            ])
            {
                foreach (int threads in (int[])[1, 2, -1])
                {
                    data.Add(name, threads);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_direction_allocates_nothing(string name, int threads)
    {
        FamilyLayer<float> layer = FamilyTypes.Single(name);
        layer.Layer.MaxDegreeOfParallelism = threads;
        int unit = layer.Shape(1, 16, 16, 1).Length;

        // Work for several threads, in one sample or in many, but not for long: what the test host allocates every now and then must miss a round. And small batches.
        FamilyBatch<float> large = FamilyBatch<float>.Normal(layer.Shape((100_000 / unit) + 1, 16, 16, 1)), small = FamilyBatch<float>.Normal(layer.SmallShape(2));
        float[] output = new float[large.X.Length], dresidual = new float[large.X.Length];
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            Call(large);
            Call(small);
        });

        void Call(FamilyBatch<float> batch)
        {
            Span<float> result = output.AsSpan(0, batch.X.Length), gradient = layer.HasResidual ? dresidual.AsSpan(0, batch.X.Length) : default;
            foreach (Direction direction in (ReadOnlySpan<Direction>)[Direction.ForwardTraining, Direction.Backward, Direction.ForwardInference, Direction.BackwardInference])
            {
                layer.Call(direction, batch.X, batch.Residual, batch.Dy, result, gradient, batch.Shape.BatchSize);
            }
        }
    }
}
