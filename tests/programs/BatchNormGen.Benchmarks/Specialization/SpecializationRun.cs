using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>Measures one shape.</summary>
internal static class SpecializationRun
{
    public const string RuntimeShape = "run-time shape";

    public static IEnumerable<string> Measure(BenchmarkShape shape, RoundSettings settings)
    {
        WarmUp.Run([shape], [1], Peers);
        using var data = new BatchData(shape.Tensor, aligned: true);

        // Fixed extents also tell how few values a lane adds; without them, planes are summed as those of free positions are.
        INormalizationLayer<float> generated = shape.Tensor.HasPlanes && shape.Free is { } free ? free() : shape.Fixed();
        if (SameBits.Difference(data, generated, new RuntimeShapeLayer(shape.Tensor)) is { } difference)
        {
            yield return SpecializationLine.OfFault($"{shape}: {difference} differs, with the shape in variables");
        }

        using var contenders = new VerifiedContenders(data, threads: 1, Peers(shape));
        foreach (Direction direction in Enum.GetValues<Direction>())
        {
            IReadOnlyDictionary<string, Timing> times =
                InterleavedRounds.Measure([.. contenders.Of(direction).Select(static pair => pair.Contender)], settings);
            if (times.TryGetValue(GeneratedPeer.Generated, out Timing? fixedShape) && times.TryGetValue(RuntimeShape, out Timing? runtime))
            {
                yield return SpecializationLine.Of(direction, fixedShape, runtime);
            }
        }

        foreach (string fault in contenders.Faults)
        {
            yield return SpecializationLine.OfFault(fault);
        }
    }

    private static IEnumerable<IPeer> Peers(BenchmarkShape shape) =>
        [new GeneratedPeer(GeneratedPeer.Generated, shape.Fixed), new GeneratedPeer(RuntimeShape, () => new RuntimeShapeLayer(shape.Tensor))];
}
