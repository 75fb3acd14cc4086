using BatchNormGen.Models;

namespace Trainer;

/// <summary>A step of training of a model, its predictions, and those of its frozen copies; every result goes into a hash.</summary>
internal static class ModelTraining
{
    private const int Samples = 7;

    public static BitHash Run()
    {
        BitHash bits = new();
        Numbers numbers = new(seed: 5);
        float[] x = numbers.Next<float>(Samples * SmallNet.InputLength), dx = new float[x.Length];
        float[] logits = new float[Samples * SmallNet.OutputLength], other = new float[logits.Length];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(static sample => sample % SmallNet.OutputLength)];
        SmallNet net = new();
        Sgd sgd = new(net.Parameters, learningRate: 0.1, momentum: 0.9);

        net.ForwardTraining(x, logits);
        bits.Add<float>(logits);
        bits.Add<double>([SoftmaxCrossEntropy.Gradient(logits, labels, other)]);
        net.Backward(x, other, dx);
        bits.Add<float>(dx);
        foreach (BatchNormGen.Parameter<float> parameter in net.Parameters)
        {
            Require(parameter.Gradient.ContainsAnyExcept(0), $"no gradient of {parameter.Name}");
            bits.Add<float>(parameter.Gradient);
        }

        sgd.Step();
        foreach (BatchNormGen.Parameter<float> parameter in net.Parameters)
        {
            bits.Add<float>(parameter.Value);
        }

        net.ForwardInference(x, logits);
        bits.Add<float>(logits);
        net.Freeze(fold: false).Forward(x, other);
        Require(logits.AsSpan().SequenceEqual(other), "frozen, the model predicts something else");
        net.MaxDegreeOfParallelism = 1;
        net.ForwardInference(x, other);
        Require(logits.AsSpan().SequenceEqual(other), "the model predicts something else on one thread");

        SmallNet.Frozen folded = net.Freeze();
        Require(folded.Foldings.Count == 2, $"{folded.Foldings.Count} normalizations are folded, not 2");
        folded.Forward(x, other);
        Require(logits.Zip(other).All(static pair => Math.Abs(pair.First - pair.Second) < 1e-4), "folded, the model predicts something else");
        bits.Add<float>(other);
        return bits;
    }

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"SmallNet: {complaint}.");
        }
    }
}
