using BatchNormGen.Benchmarks.ModelComparison;
using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Peers.Models;

/// <summary>A generated model: it predicts by <c>ForwardInference</c>, and is trained.</summary>
internal sealed class GeneratedModelPeer : IModelPeer
{
    public string Name => GeneratedPeer.Generated;

    public string Version => GeneratedPeer.RuntimeVersion;

    public string? Absence => null;

    public IEnumerable<IPreparedModel> Prepare(ModelData data, int threads)
    {
        IModel<float> model = data.Network.Create();
        using var state = new StateDictionary();
        data.Model.SaveState(state);
        model.LoadState(state);
        model.MaxDegreeOfParallelism = threads;
        return [data.Task switch
        {
            ModelTask.Prediction => new Predicting(model, data),
            ModelTask.TrainingStep => new Stepping(model, data),
            _ => new Differentiating(model, data),
        }];
    }

    private sealed class Predicting(IModel<float> model, ModelData data) : IPreparedModel
    {
        public ReadOnlySpan<float> Result => data.Y.Span;

        public void Call() => model.ForwardInference(data.X.Span, data.Y.Span, data.Samples);

        public void Dispose()
        {
        }
    }

    private sealed class Stepping(IModel<float> model, ModelData data) : IPreparedModel
    {
        private readonly Sgd _optimizer = new(model.Parameters, TrainingRates.LearningRate, TrainingRates.Momentum);
        private readonly float[] _dy = new float[data.Y.Length];

        public ReadOnlySpan<float> Result => data.Y.Span;

        public void Call()
        {
            model.ZeroGradients();
            model.ForwardTraining(data.X.Span, data.Y.Span, data.Samples);
            SoftmaxCrossEntropy.Gradient(data.Y.Span, data.Labels, _dy);
            model.Backward(data.X.Span, _dy, [], data.Samples);
            _optimizer.Step();
        }

        public void Dispose()
        {
        }
    }

    private sealed class Differentiating(IModel<float> model, ModelData data) : IPreparedModel
    {
        public ReadOnlySpan<float> Result => data.Dx.Span;

        public void Call()
        {
            model.ZeroGradients();
            model.ForwardTraining(data.X.Span, data.Y.Span, data.Samples);
            model.Backward(data.X.Span, data.Dy, data.Dx.Span, data.Samples);
        }

        public void Dispose()
        {
        }
    }
}
