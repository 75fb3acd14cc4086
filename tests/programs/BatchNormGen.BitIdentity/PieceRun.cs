using System.Runtime.InteropServices;
using BatchNormGen.BitIdentity.Cases;
using BatchNormGen.Execution.Models;
using BatchNormGen.Models;

namespace BatchNormGen.BitIdentity;

/// <summary>Calls what models are made of, beside layers, and digests what it writes.</summary>
internal sealed unsafe class PieceRun(int threads)
{
    private const int Samples = 5;

    /// <summary>The digests of all pieces.</summary>
    public IEnumerable<Digest> Digests()
    {
        List<Digest> digests = [];
        foreach (int channels in (int[])[1, 3, 6, 16, 20, 35, 64, 144])
        {
            foreach ((int kernel, int stride, int padding) in ((int, int, int)[])[(2, 2, 0), (3, 2, 1), (3, 1, 1), (2, 3, 0), (5, 2, 2)])
            {
                PoolShape shape = new(channels, 9, 11, ((9 + (2 * padding) - kernel) / stride) + 1, ((11 + (2 * padding) - kernel) / stride) + 1, kernel, stride, padding);
                string name = $"pieces {channels}x9x11 kernel {kernel} stride {stride} padding {padding}";
                digests.Add(new($"{name} max", Pool(shape, (in shape, x, y, dy, dx) =>
                {
                    MaxPooling.Forward(in shape, x, y, Samples, threads);
                    MaxPooling.Backward(in shape, x, y, dy, dx, Samples, threads);
                })));
                foreach (bool countsPadding in (bool[])[false, true])
                {
                    digests.Add(new($"{name} average {countsPadding}", Pool(shape, (in shape, x, y, dy, dx) =>
                    {
                        AveragePooling.Forward(in shape, countsPadding, x, y, Samples, threads);
                        AveragePooling.Backward(in shape, countsPadding, dy, dx, Samples, threads);
                    })));
                }
            }

            digests.Add(new($"pieces {channels}x9x11 global average", Pool(new(channels, 9, 11, 1, 1, 0, 1, 0), (in shape, x, y, dy, dx) =>
            {
                GlobalAveragePooling.Forward(in shape, x, y, Samples, threads);
                GlobalAveragePooling.Backward(in shape, dy, dx, Samples, threads);
            })));
            digests.Add(new($"pieces {channels}x9x11 layout", Pool(new(channels, 9, 11, 9, 11, 1, 1, 0), (in _, x, y, dy, dx) =>
            {
                MapLayout.ToChannelsLast(x, y, channels, 99, Samples, threads);
                MapLayout.ToChannelsFirst(dy, dx, channels, 99, Samples, threads);
            })));
            digests.Add(new($"pieces {channels}x11 softmax", Pool(new(channels, 1, 11, 1, 11, 1, 1, 0), (in _, x, y, dy, dx) =>
            {
                Softmax.Forward(x, y, channels * 11, Samples, threads);
                Softmax.Backward(y, dy, dx, channels * 11, Samples, threads);
            })));
            digests.Add(new($"pieces {channels}x11 dropout", Pool(new(channels, 1, 11, 1, 11, 1, 1, 0), (in shape, x, y, dy, dx) =>
            {
                Dropout.Forward(x, y, (nint)shape.InputLength * Samples, 0.3, 1, 2, 3, threads);
                Dropout.Backward(dy, dx, (nint)shape.InputLength * Samples, 0.3, 1, 2, 3, threads);
            })));
        }

        foreach (WeightRule rule in Enum.GetValues<WeightRule>())
        {
            float[] weights = new float[1003];
            WeightInitialization.Fill(weights, rule, 17, 23, seed: 1, tensor: 2);
            digests.Add(new($"pieces {rule} weights", Bits.Digest(MemoryMarshal.AsBytes<float>(weights))));
        }

        digests.Add(new("pieces losses", Losses()));
        digests.Add(new("pieces sgd", Optimize(static parameters => new Sgd(parameters, 0.1, 0.9, nesterov: true, 0.01).Step)));
        digests.Add(new("pieces adamw", Optimize(static parameters => new AdamW(parameters, 0.01).Step)));
        return digests;
    }

    private static ulong Pool(PoolShape shape, PoolCall call)
    {
        int inputs = (int)shape.InputLength * Samples, outputs = (int)shape.OutputLength * Samples;
        float* memory = (float*)NativeMemory.AlignedAlloc((nuint)(2 * (inputs + outputs + 64)) * sizeof(float), 64);
        Span<float> x = new(memory, inputs), dy = new(memory + Padded(inputs), outputs);
        Fill(x, 1);
        Fill(dy, 2);
        float* y = memory + Padded(inputs) + Padded(outputs), dx = y + Padded(outputs);
        call(in shape, memory, y, memory + Padded(inputs), dx);
        Bits bits = new();
        bits.Add<float>(new(y, outputs));
        bits.Add<float>(new(dx, inputs));
        NativeMemory.AlignedFree(memory);
        return bits.Digest();
    }

    private static ulong Losses()
    {
        Bits bits = new();
        foreach (int classes in (int[])[1, 10, 16, 100, 1000])
        {
            float[] logits = new float[7 * classes], gradient = new float[logits.Length];
            Fill(logits, 1);
            int[] labels = [.. Enumerable.Range(0, 7).Select(sample => sample % classes)];
            bits.Add<double>([SoftmaxCrossEntropy.Gradient(logits, labels, gradient)]);
            bits.Add<float>(gradient);
            bits.Add<double>([MeanSquaredError.Gradient(logits, gradient, gradient)]);
            bits.Add<float>(gradient);
        }

        return bits.Digest();
    }

    private static ulong Optimize(Func<Parameter<float>[], Action> optimizer)
    {
        Parameter<float>[] parameters = [new("weight", ParameterKind.Weight, 1003), new("bias", ParameterKind.Bias, 7)];
        Action step = optimizer(parameters);
        Bits bits = new();
        for (ulong number = 0; number < 20; number++)
        {
            foreach (Parameter<float> parameter in parameters)
            {
                Fill(parameter.Gradient, number);
            }

            step();
            bits.Add<float>(parameters[0].Value);
            bits.Add<float>(parameters[1].Value);
        }

        return bits.Digest();
    }

    private static void Fill(Span<float> values, ulong seed)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)SampleData.Noise(seed, i);
        }
    }

    private static int Padded(int length) => (length + 15) / 16 * 16;

    private delegate void PoolCall(in PoolShape shape, float* x, float* y, float* dy, float* dx);
}
