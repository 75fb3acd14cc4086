#if TORCH
using System.Reflection;
using BatchNormGen.Benchmarks.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace BatchNormGen.Benchmarks.Peers.Torch;

/// <summary>Calls of <c>batch_norm</c> on tensors of its own.</summary>
internal sealed class TorchLayer : IPreparedLayer
{
    private const double Momentum = 0.1;

    private readonly int _threads;
    private readonly float _epsilon;
    private readonly Tensor _x;
    private readonly Tensor _dy;
    private readonly Tensor _gamma;
    private readonly Tensor _beta;
    private readonly Tensor _movingMean;
    private readonly Tensor _movingVariance;
    private readonly bool _trains;
    private readonly int[] _memoryOrder;
    private Tensor? _graph;
    private Tensor? _result;

    public TorchLayer(BatchData data, int threads)
    {
        _threads = threads;
        _epsilon = data.Epsilon;
        _trains = data.Shape.Count > 1;
        _x = Copy(data, data.X.Span);
        _dy = Copy(data, data.Dy.Span);
        _gamma = tensor(data.Gamma);
        _beta = tensor(data.Beta);
        _movingMean = tensor(data.MovingMean);
        _movingVariance = tensor(data.MovingVariance);
        _memoryOrder = [.. MemoryOrder(data)];
    }

    public ReadOnlySpan<float> Result
    {
        get
        {
            using Tensor flat = _result!.permute([.. _memoryOrder.Select(static axis => (long)axis)]).contiguous();
            return flat.data<float>().ToArray();
        }
    }

    /// <summary>Loads the native library, and tells the version.</summary>
    public static string Load()
    {
        using Tensor tensor = zeros(1);
        return typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]
            + " (TorchSharp)";
    }

    public Action Inference() => () =>
    {
        set_num_threads(_threads);
        using IDisposable _ = no_grad();
        Keep(nn.functional.batch_norm(_x, _movingMean, _movingVariance, _gamma, _beta, training: false, Momentum, _epsilon));
    };

    public Action? Forward() => !_trains ? null : () =>
    {
        set_num_threads(_threads);
        using IDisposable _ = no_grad();
        Keep(Train());
    };

    public Action? Backward()
    {
        if (!_trains)
        {
            return null;
        }

        _x.requires_grad = _gamma.requires_grad = _beta.requires_grad = true;
        _graph = Train();
        Tensor[] inputs = [_x, _gamma, _beta];
        return () =>
        {
            set_num_threads(_threads);
            IList<Tensor> gradients = autograd.grad([_graph], inputs, [_dy], retain_graph: true);
            gradients[1].Dispose();
            gradients[2].Dispose();
            Keep(gradients[0]);
        };
    }

    public void Dispose()
    {
        foreach (Tensor? tensor in (Tensor?[])[_x, _dy, _gamma, _beta, _movingMean, _movingVariance, _graph, _result])
        {
            tensor?.Dispose();
        }
    }

    private Tensor Train() =>
        nn.functional.batch_norm(_x, _movingMean, _movingVariance, _gamma, _beta, training: true, Momentum, _epsilon);

    private void Keep(Tensor result)
    {
        _result?.Dispose();
        _result = result;
    }

    /// <summary>Channels second by its strides, as the framework wants it; in memory as the shape has it.</summary>
    private static Tensor Copy(BatchData data, Span<float> values)
    {
        int[] order = [.. MemoryOrder(data)];
        long[] extents = data.Shape.ChannelsSecond();
        using Tensor managed = tensor(values.ToArray(), [.. order.Select(axis => extents[axis])]);
        Tensor own = managed.clone();
        return own.permute([.. extents.Select((_, axis) => (long)Array.IndexOf(order, axis))]);
    }

    /// <summary>The axes of a channels-second tensor in the order of memory.</summary>
    private static IEnumerable<int> MemoryOrder(BatchData data)
    {
        IEnumerable<int> positions = Enumerable.Range(2, data.Shape.Rank - 2);
        return data.Shape.Layout == TensorLayout.ChannelsLast ? [0, .. positions, 1] : [0, 1, .. positions];
    }
}
#endif
