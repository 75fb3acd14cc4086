using System.Reflection;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.Programs;

namespace BatchNormGen.Benchmarks.Peers;

/// <summary>A generated layer.</summary>
internal sealed class GeneratedPeer(string name, Type layer, bool inPlace = false) : IPeer
{
    public const string Generated = "BatchNormGen";
    public const string FreePositions = "free positions";
    public const string InPlace = "in place";

    /// <summary>A call, and a reading of what it wrote.</summary>
    public const string AndRead = "BatchNormGen, y read";

    public static string RuntimeVersion { get; } =
        typeof(BatchNormAttribute).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public string Name => name;

    public string Version => RuntimeVersion;

    public string? Absence => null;

    /// <summary>The layers of a shape.</summary>
    public static IEnumerable<IPeer> Of(BenchmarkShape shape)
    {
        yield return new GeneratedPeer(Generated, shape.Fixed);
        if (shape.Free is not null)
        {
            yield return new GeneratedPeer(FreePositions, shape.Free);
        }
    }

    /// <summary>The layer of a shape that writes over its input.</summary>
    public static IPeer InPlaceOf(BenchmarkShape shape) => new GeneratedPeer(InPlace, shape.Fixed, inPlace: true);

    public IPreparedLayer Prepare(BatchData data, int threads) => new PreparedLayer(Create(layer, data, threads), data, inPlace);

    /// <summary>A layer with the parameters of a batch.</summary>
    public static BoundLayer<float> Create(Type layer, BatchData data, int threads)
    {
        var instance = new BoundLayer<float>(layer) { MaxDegreeOfParallelism = threads };
        data.Gamma.CopyTo(instance.Parameters[0].Value);
        data.Beta.CopyTo(instance.Parameters[1].Value);
        return instance;
    }

    private sealed unsafe class PreparedLayer(BoundLayer<float> layer, BatchData data, bool inPlace) : IPreparedLayer
    {
        private readonly TensorMemory _result = inPlace ? data.InPlace : data.Result;
        private readonly int _length = data.Shape.Length;
        private readonly int _samples = data.Shape.Samples;

        public ReadOnlySpan<float> Result => _result.Span;

        public Action Inference()
        {
            // Training moves them.
            data.MovingMean.CopyTo(layer.MovingMean);
            data.MovingVariance.CopyTo(layer.MovingVariance);
            float* x = inPlace ? _result.Pointer : data.X.Pointer;
            float* y = _result.Pointer;
            return () => layer.ForwardInference(new ReadOnlySpan<float>(x, _length), new Span<float>(y, _length), _samples);
        }

        public Action? Forward()
        {
            float* x = inPlace ? _result.Pointer : data.X.Pointer;
            float* y = _result.Pointer;
            return data.Shape.Count < 2
                ? null
                : () => layer.ForwardTraining(new ReadOnlySpan<float>(x, _length), new Span<float>(y, _length), _samples);
        }

        public Action? Backward()
        {
            if (data.Shape.Count < 2)
            {
                return null;
            }

            layer.ForwardTraining(data.X.Span, data.Result.Span, _samples);
            float* x = data.X.Pointer;
            float* dy = inPlace ? _result.Pointer : data.Dy.Pointer;
            float* dx = _result.Pointer;
            return () => layer.Backward(
                new ReadOnlySpan<float>(x, _length), new ReadOnlySpan<float>(dy, _length), new Span<float>(dx, _length), _samples);
        }

        public void Dispose()
        {
        }
    }
}
