using BatchNormGen.Tests.GoldenVectors;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>Each preset computes what that framework's own layer computes.</summary>
public sealed class PresetTests
{
    public static TheoryData<string, string> Vectors => new()
    {
        // The textbook's chapter defines its layer once a framework; with PyTorch's tensors it is the textbook preset.
        { nameof(TextbookVectors2d), "d2l-pytorch-2d" },
        { nameof(TextbookVectors4d), "d2l-pytorch-4d" },
        { nameof(PyTorchVectors2d), "bn2d-basic" },
        { nameof(PyTorchVectors3d), "bn3d-basic" },
        { nameof(PyTorchVectors4d), "bn4d-basic" },
        { nameof(PyTorchVectors5d), "bn5d-basic" },
        { nameof(PyTorchVectorsFloat64), "bn4d-float64" },
        { nameof(PyTorchVectorsCumulative), "bn4d-cumulative" },
        { nameof(PyTorchVectorsEpsilon), "bn4d-eps1e-3" },
        { nameof(PyTorchVectorsDecay), "bn4d-momentum001" },
        { nameof(KerasVectors4d), "cl4d-c33" },
        { nameof(KerasVectors2d), "d2l-tensorflow-2d" },
        { nameof(FlaxVectors2d), "d2l-jax-2d" },
        { nameof(FlaxVectors4d), "d2l-jax-4d" },
        { nameof(MXNetVectors2d), "d2l-mxnet-2d" },
        { nameof(MXNetVectors4d), "d2l-mxnet-4d" },
        // No file is ONNX's own; this one has its settings (epsilon 1e-5, momentum 0.9 kept, population variance, channels first).
        { nameof(OnnxVectors4d), "d2l-pytorch-4d" },
    };

    /// <summary>
    /// The numbers of each framework's documentation. There are no vectors of Flax with its momentum of 0.99, of MXNet with its epsilon of
    /// 1e-5, or of ONNX itself; so the formula is evaluated here, in double, for all alike.
    /// </summary>
    public static TheoryData<string, double, double, bool, TensorLayout> Formulas => new()
    {
        // epsilon, weight of the old average, variance divided by n − 1, layout
        { nameof(TextbookPlane), 1e-5, 0.9, false, TensorLayout.ChannelsFirst },
        { nameof(PyTorchPlane), 1e-5, 0.9, true, TensorLayout.ChannelsFirst },
        { nameof(KerasPlane), 1e-3, 0.99, false, TensorLayout.ChannelsLast },
        { nameof(FlaxPlane), 1e-5, 0.99, false, TensorLayout.ChannelsLast },
        { nameof(MXNetPlane), 1e-5, 0.9, false, TensorLayout.ChannelsFirst },
        { nameof(OnnxPlane), 1e-5, 0.9, false, TensorLayout.ChannelsFirst },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void A_preset_gives_the_reference_vectors_of_its_world(string layer, string file)
    {
        Type type = LayerTypes.Named(layer);
        foreach (Entry entry in Calls.EntriesOf(LayerDeclaration.Of(type)))
        {
            GoldenVectorTests.Replay(type, file, entry, inPlace: false, threads: -1);
        }
    }

    [Theory, MemberData(nameof(Formulas))]
    public void A_preset_computes_its_frameworks_formula(string name, double epsilon, double kept, bool unbiased, TensorLayout layout)
    {
        const int Samples = 4, Channels = 6, Height = 3, Width = 5;
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        Assert.Equal(layout, ((IChannelNormalization)layer.Layer).Layout);

        var random = new Random(7);
        float[] x = [.. Enumerable.Range(0, Samples * Channels * Height * Width).Select(_ => (float)(3 + (0.05 * random.NextDouble())))];
        float[] trained = new float[x.Length];
        layer.Layer.ForwardTraining(x, trained, Samples);
        float[] predicted = new float[x.Length];
        layer.Layer.ForwardInference(x, predicted, Samples);

        for (int c = 0; c < Channels; c++)
        {
            int[] indices = [.. IndicesOf(c)];
            double mean = indices.Average(i => (double)x[i]);
            double squares = indices.Sum(i => (x[i] - mean) * (x[i] - mean));
            double variance = squares / indices.Length;
            double movingMean = (kept * 0) + ((1 - kept) * mean);
            double movingVariance = (kept * 1) + ((1 - kept) * squares / (unbiased ? indices.Length - 1 : indices.Length));

            Assert.Equal(movingMean, layer.Moving.MovingMean[c], 1e-6 * movingMean);
            Assert.Equal(movingVariance, layer.Moving.MovingVariance[c], 1e-7);
            Assert.All(indices, i => Assert.Equal((x[i] - mean) / Math.Sqrt(variance + epsilon), trained[i], 1e-5));
            Assert.All(indices, i => Assert.Equal((x[i] - movingMean) / Math.Sqrt(movingVariance + epsilon), predicted[i], 1e-5));
        }

        IEnumerable<int> IndicesOf(int c) =>
            from n in Enumerable.Range(0, Samples)
            from h in Enumerable.Range(0, Height)
            from w in Enumerable.Range(0, Width)
            select layout == TensorLayout.ChannelsFirst
                ? (((((n * Channels) + c) * Height) + h) * Width) + w
                : (((((n * Height) + h) * Width) + w) * Channels) + c;
    }

    [Fact]
    public void Every_preset_is_tested()
    {
        Assert.Equal(Enum.GetValues<Framework>().Length, Formulas.Count());
        Assert.All(Enum.GetNames<Framework>(), name => Assert.Contains(Vectors, row => ((string)row[0]).StartsWith(name, StringComparison.Ordinal)));
    }
}
