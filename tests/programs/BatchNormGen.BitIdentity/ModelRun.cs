using BatchNormGen.BitIdentity.Cases;
using BatchNormGen.BitIdentity.Models;
using BatchNormGen.Models;

namespace BatchNormGen.BitIdentity;

/// <summary>Trains models, predicts by them and by their frozen copies, and digests what each step writes.</summary>
internal sealed class ModelRun(int threads)
{
    private const int Steps = 3;

    private delegate void Prediction(ReadOnlySpan<float> x, Span<float> y, int batchSize);

    /// <summary>The digests of all models.</summary>
    public IEnumerable<Digest> Digests() =>
    [
        .. Digests<ConvNet>(static (model, fold) => model.Freeze(fold).Forward),
        .. Digests<DepthwiseNet>(static (model, fold) => model.Freeze(fold).Forward),
        .. Digests<Mlp>(static (model, fold) => model.Freeze(fold).Forward),
    ];

    private static float[] Noise(int length, ulong seed)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)SampleData.Noise(seed, i);
        }

        return values;
    }

    /// <summary>Makes of gammas, betas and biases, which begin as ones and zeros, numbers that matter.</summary>
    private static void Shake(IReadOnlyList<Parameter<float>> parameters)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            Span<float> values = parameters[i].Value;
            for (int place = 0; place < values.Length; place++)
            {
                values[place] = (float)(values[place] + (SampleData.Noise(3 + (ulong)i, place) / 8));
            }
        }
    }

    /// <summary>A prediction, which the copy that is not folded writes too.</summary>
    private static ulong Predict<TModel>(TModel model, Func<TModel, bool, Prediction> freeze, float[] x, int samples)
        where TModel : IModel<float>
    {
        float[] y = new float[samples * model.OutputLength], frozen = new float[y.Length];
        model.ForwardInference(x, y, samples);
        freeze(model, false)(x, frozen, samples);
        ulong digest = DigestOf(y);
        return digest == DigestOf(frozen) ? digest : throw new InvalidOperationException($"{typeof(TModel).Name}: frozen, the model predicts other bits.");
    }

    private static ulong DigestOf(params IEnumerable<float[]> tensors)
    {
        Bits bits = new();
        foreach (float[] tensor in tensors)
        {
            bits.Add<float>(tensor);
        }

        return bits.Digest();
    }

    /// <summary>Few samples, which all threads share, and more, of which each thread predicts some. The order of the calls matters: a prediction needs what training left.</summary>
    private IEnumerable<Digest> Digests<TModel>(Func<TModel, bool, Prediction> freeze)
        where TModel : IModel<float>, new()
    {
        foreach (int samples in (int[])[2, 17])
        {
            TModel model = new() { MaxDegreeOfParallelism = threads };
            Shake(model.Parameters);
            float[] x = Noise(samples * model.InputLength, seed: 1), dy = Noise(samples * model.OutputLength, seed: 2), y = new float[dy.Length], dx = new float[x.Length];
            string name = $"model {typeof(TModel).Name} of {samples}";

            model.ForwardTraining(x, y, samples);
            yield return new($"{name} training", DigestOf(y));
            model.Backward(x, dy, dx, samples);
            yield return new($"{name} backward", DigestOf([dx, .. model.Parameters.Select(static parameter => parameter.Gradient.ToArray())]));
            yield return new($"{name} prediction", Predict(model, freeze, x, samples));
            freeze(model, true)(x, y, samples);
            yield return new($"{name} folded prediction", DigestOf(y));
            Train(model, x, samples);
            yield return new($"{name} parameters after {Steps} steps", DigestOf(model.Parameters.Select(static parameter => parameter.Value.ToArray())));
        }
    }

    private static void Train<TModel>(TModel model, float[] x, int samples)
        where TModel : IModel<float>
    {
        Sgd sgd = new(model.Parameters, learningRate: 0.1, momentum: 0.9);
        float[] y = new float[samples * model.OutputLength], dy = new float[y.Length];
        int[] labels = [.. Enumerable.Range(0, samples).Select(sample => sample % model.OutputLength)];
        for (int step = 0; step < Steps; step++)
        {
            model.ZeroGradients();
            model.ForwardTraining(x, y, samples);
            SoftmaxCrossEntropy.Gradient(y, labels, dy);
            model.Backward(x, dy, [], samples);
            sgd.Step();
        }
    }
}
