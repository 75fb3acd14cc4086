#if TORCH
using BatchNormGen.Benchmarks.ModelComparison;
using BatchNormGen.Benchmarks.Peers.Models;
using TorchSharp;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace BatchNormGen.Benchmarks.Peers.Torch;

/// <summary>A network in libtorch, ready for one task.</summary>
internal sealed class TorchModel : IPreparedModel
{
    private readonly ModelData _data;
    private readonly int _threads;
    private readonly Dictionary<string, Tensor> _numbers = [];
    private readonly Tensor _x;
    private readonly Tensor _dy;
    private readonly Tensor _labels;
    private readonly optim.Optimizer _optimizer;
    private Tensor? _result;

    public TorchModel(ModelData data, int threads)
    {
        _data = data;
        _threads = threads;
        using var state = new StateDictionary();
        data.Model.SaveState(state);
        foreach (string key in state.Names.Where(static key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            state.TryGet(key, out StateTensor? values);
            _numbers.Add(key, tensor(values!.ToArray<float>(), [.. values.Shape]));
        }

        List<TorchParameter> learned = [];
        foreach (string name in data.Model.Parameters.Select(static parameter => parameter.Name))
        {
            // It takes the tensor over.
            learned.Add(new TorchParameter(_numbers[name], requires_grad: data.Task != ModelTask.Prediction));
            _numbers[name] = learned[^1];
        }

        _optimizer = optim.SGD(learned, TrainingRates.LearningRate, TrainingRates.Momentum);
        _x = tensor(data.X.Span.ToArray(), [data.Samples, .. data.Model.InputShape.Select(static extent => (long)extent)]);
        _x.requires_grad = data.Task == ModelTask.ForwardAndBackward;
        _dy = tensor(data.Dy, [data.Samples, .. data.Model.OutputShape.Select(static extent => (long)extent)]);
        _labels = tensor([.. data.Labels.Select(static label => (long)label)]);
    }

    public ReadOnlySpan<float> Result => _result!.cpu().contiguous().data<float>().ToArray();

    public void Call()
    {
        set_num_threads(_threads);
        _result?.Dispose();
        using DisposeScope scope = NewDisposeScope();
        switch (_data.Task)
        {
            case ModelTask.Prediction:
                using (no_grad())
                {
                    _result = Forward().MoveToOuterDisposeScope();
                }

                break;
            case ModelTask.TrainingStep:
                _optimizer.zero_grad();
                Tensor logits = Forward();
                nn.functional.cross_entropy(logits, _labels).backward();
                _optimizer.step();
                _result = logits.detach().MoveToOuterDisposeScope();
                break;
            default:
                _optimizer.zero_grad();
                _x.grad?.zero_();
                Forward().backward([_dy]);
                _result = _x.grad!.alias().MoveToOuterDisposeScope();
                break;
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        foreach (Tensor? value in _numbers.Values.Append(_x).Append(_dy).Append(_labels).Append(_result))
        {
            value?.Dispose();
        }
    }

    private Tensor Forward() => _data.Network.Describe(new TorchFlow(_numbers, _data.Task != ModelTask.Prediction, _x)).Value;
}
#endif
