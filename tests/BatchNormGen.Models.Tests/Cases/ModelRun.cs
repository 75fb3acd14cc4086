using BatchNormGen.Models.Tests.Reference;

namespace BatchNormGen.Models.Tests.Cases;

/// <summary>All calls of a model, one after the other, and what each of them wrote.</summary>
internal static class ModelRun
{
    /// <summary>Trains on a batch, computes its gradients, and predicts it.</summary>
    public static IReadOnlyList<(string Name, float[] Values)> Results(ModelUnderTest test, int samples, int threads)
    {
        IModel<float> model = test.Model;
        model.MaxDegreeOfParallelism = threads;
        float[] x = Numbers.Batch(samples * model.InputLength, seed: 5), dy = Numbers.Batch(samples * model.OutputLength, seed: 6);
        float[] y = new float[dy.Length], dx = new float[x.Length], prediction = new float[dy.Length], folded = new float[dy.Length];
        List<(string Name, float[] Values)> results = [];
        if (samples >= test.LeastBatch)
        {
            model.ForwardTraining(x, y, samples);
            model.Backward(x, dy, dx, samples);
            results.Add(("y", y));
            results.Add(("dx", dx));
            results.AddRange(model.Parameters.Select(static parameter => ($"gradient of {parameter.Name}", parameter.Gradient.ToArray())));
            foreach (ReferenceNormalization layer in test.Reference.BatchNorms)
            {
                results.Add(($"moving mean of {layer.Name}", model.Normalization(layer.Name).MovingMean.ToArray()));
                results.Add(($"moving variance of {layer.Name}", model.Normalization(layer.Name).MovingVariance.ToArray()));
            }
        }

        model.ForwardInference(x, prediction, samples);
        model.Frozen(fold: true).Forward(x, folded, samples);
        return [.. results, ("prediction", prediction), ("folded prediction", folded)];
    }
}
