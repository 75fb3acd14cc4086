using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Models;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;
using Xunit;

namespace BatchNormGen.Models.Peers.Tests;

/// <summary>Predictions beside those of ONNX Runtime with the same numbers, both against the same network in <c>double</c>.</summary>
public sealed class OnnxRuntimeTests
{
    /// <summary>The largest error that may be in any case, as a part of the largest value.</summary>
    private const double Tolerance = 1e-5;

    [Fact]
    public void LeNet_predicts_as_ONNX_Runtime_does() => AssertAsExact(static model => model.Freeze().Forward, new LeNet(), Network.Of<LeNet>(), samples: 7);

    [Fact]
    public void A_perceptron_predicts_as_ONNX_Runtime_does() => AssertAsExact(static model => model.Freeze().Forward, new Perceptron(), Network.Of<Perceptron>(), samples: 7);

    [Fact]
    public void A_basic_block_predicts_as_ONNX_Runtime_does() => AssertAsExact(static model => model.Freeze().Forward, new BasicBlock(), Network.Of<BasicBlock>(), samples: 1);

    [Fact]
    public void An_inverted_residual_predicts_as_ONNX_Runtime_does() =>
        AssertAsExact(static model => model.Freeze().Forward, new InvertedResidual(), Network.Of<InvertedResidual>(), samples: 3);

    [Fact]
    public void ResNet_18_predicts_as_ONNX_Runtime_does() => AssertAsExact(static model => model.Freeze().Forward, new ResNet18(), Network.Of<ResNet18>(), samples: 1);

    private delegate void ForwardCall(ReadOnlySpan<float> x, Span<float> y, int batchSize);

    private static void AssertAsExact<TModel>(Func<TModel, ForwardCall> freeze, TModel model, Network network, int samples)
        where TModel : IModel<float>
    {
        ModelNumbers.Randomize(model, samples: 2);
        float[] x = ModelNumbers.Batch(samples * model.InputLength, seed: 2);
        double[] exact = DoubleFlow.Predict(network, model, x, samples);
        double largest = exact.Max(Math.Abs), peer = ErrorOf(exact, PredictByOnnxRuntime(network, model, x, samples));
        Assert.True(peer <= 10 * Tolerance * largest, $"ONNX Runtime is off by {peer:G3} where the largest value is {largest:G3}: it computes something else.");

        double bound = Math.Max(2 * peer, Tolerance * largest);
        foreach ((string name, ForwardCall forward) in (IEnumerable<(string, ForwardCall)>)[("ForwardInference", model.ForwardInference), ("frozen", freeze(model))])
        {
            float[] y = new float[exact.Length];
            forward(x, y, samples);
            double error = ErrorOf(exact, y);
            Assert.True(error <= bound, $"{name} is off by {error:G3}, ONNX Runtime by {peer:G3}; the largest value is {largest:G3}.");
        }
    }

    private static float[] PredictByOnnxRuntime(Network network, IModel<float> model, float[] x, int samples)
    {
        using var input = new TensorMemory(x.Length, aligned: true);
        using var output = new TensorMemory(samples * model.OutputLength, aligned: true);
        x.CopyTo(input.Span);
        using var session = new OnnxSession(
            OnnxFlow.ModelOf(network, model, samples),
            threads: 1,
            [(OnnxFlow.Input, input, OnnxFlow.ExtentsOf(model.InputShape, samples))],
            output,
            OnnxFlow.ExtentsOf(model.OutputShape, samples));
        session.Run();
        return output.Span.ToArray();
    }

    /// <summary>The largest difference; infinite where a value is not finite.</summary>
    private static double ErrorOf(double[] exact, float[] actual)
    {
        Assert.Equal(exact.Length, actual.Length);
        return exact.Zip(actual, static (expected, value) => float.IsFinite(value) ? Math.Abs(expected - value) : double.PositiveInfinity).Max();
    }
}
