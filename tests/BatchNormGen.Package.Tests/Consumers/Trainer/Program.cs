using System.Numerics;
using System.Numerics.Tensors;
using BatchNormGen;
using Trainer;

BitHash bits = new();

Train(new DenseNorm(), batchSize: 37, positions: 1);
Train(new FreeNorm(), batchSize: 5, positions: 7 * 9);
Train(new FixedNorm(), batchSize: 12, positions: 56 * 57);
Train(new LastNorm(), batchSize: 4, positions: 14 * 15);
Train(new PreciseNorm(), batchSize: 6, positions: 31);
Model model = new();
Train(model.Layers[0], batchSize: 3, positions: 28 * 28);
Train(model.Layers[1], batchSize: 10, positions: 1);
PredictTensors();

Console.WriteLine($"layers {bits}");
Console.WriteLine($"model {ModelTraining.Run()}");

// Three steps of gradient descent and a prediction; every result goes into the hash.
void Train<T>(INormalizationLayer<T> layer, int batchSize, int positions)
    where T : struct, IFloatingPointIeee754<T>
{
    Numbers numbers = new(seed: (ulong)layer.NumFeatures);
    int length = batchSize * layer.NumFeatures * positions;
    T[] y = new T[length];
    T[] dx = new T[length];
    T[] alone = new T[length];
    T rate = T.CreateTruncating(1.0 / 128);

    for (int step = 0; step < 3; step++)
    {
        T[] x = numbers.Next<T>(length, offset: 3, factor: 1 << step);
        T[] dy = numbers.Next<T>(length);
        layer.ForwardTraining(x, y, batchSize);
        layer.Backward(x, dy, dx, batchSize);
        bits.Add<T>(y);
        bits.Add<T>(dx);
        if (step == 0)
        {
            RequireNormalized(y, layer);
        }

        foreach (Parameter<T> parameter in layer.Parameters)
        {
            bits.Add<T>(parameter.Gradient);
            for (int c = 0; c < parameter.Value.Length; c++)
            {
                parameter.Value[c] -= rate * parameter.Gradient[c];
            }

            parameter.ZeroGradient();
        }

        layer.ForwardInference(x, y, batchSize);
        layer.BackwardInference(x, dy, dx, batchSize);
        bits.Add<T>(y);
        bits.Add<T>(dx);

        layer.MaxDegreeOfParallelism = 1;
        layer.ForwardInference(x, alone, batchSize);
        layer.MaxDegreeOfParallelism = -1;
        Require(y.AsSpan().SequenceEqual(alone), layer, "gives other results on one thread");
    }

    if (layer is IMovingStatistics<T, T> moving)
    {
        bits.Add<T>(moving.MovingMean);
        bits.Add<T>(moving.MovingVariance);
    }
}

// With gamma 1 and beta 0 the output of a training step has mean 0 and variance 1.
void RequireNormalized<T>(T[] y, INormalizationLayer<T> layer)
    where T : struct, IFloatingPointIeee754<T>
{
    double sum = 0;
    double squares = 0;
    foreach (T value in y)
    {
        double d = double.CreateTruncating(value);
        sum += d;
        squares += d * d;
    }

    Require(Math.Abs(sum / y.Length) < 1e-3, layer, "does not centre");
    Require(Math.Abs((squares / y.Length) - 1) < 1e-2, layer, "does not scale");
}

// A layer's own members: no batch size where the shape gives it, and tensors.
void PredictTensors()
{
    DenseNorm layer = new();
    layer.Gamma.Value.Fill(0.5f);
    layer.Beta.Value.Fill(0.25f);
    float[] x = new Numbers(seed: 1).Next<float>(3 * DenseNorm.NumFeatures);
    float[] y = new float[x.Length];
    float[] viaTensors = new float[x.Length];
    layer.ForwardInference(x, y);
    layer.ForwardInference(
        new ReadOnlyTensorSpan<float>(x, [3, DenseNorm.NumFeatures]), new TensorSpan<float>(viaTensors, [3, DenseNorm.NumFeatures]));
    bits.Add<float>(y);
    Require(y.AsSpan().SequenceEqual(viaTensors), layer, "gives other results for tensors");
}

static void Require<T>(bool condition, INormalizationLayer<T> layer, string complaint)
    where T : struct
{
    if (!condition)
    {
        throw new InvalidOperationException($"{layer.GetType().Name} {complaint}.");
    }
}
