using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>Calls that must fail and leave everything as it was.</summary>
internal static class Rejections
{
    /// <summary>The call throws, writes nothing to the output and changes nothing in the layer.</summary>
    public static TException AssertRejects<TException>(this LayerUnderTest<float> layer, float[] output, Action call)
        where TException : Exception
    {
        LayerState before = LayerState.Of(layer);
        float[] outputBefore = [.. output];

        TException exception = Assert.ThrowsAny<TException>(call);

        Assert.Equal(outputBefore, output);
        LayerState.Of(layer).AssertSameAs(before);
        return exception;
    }

    /// <summary>The message names the layer and these numbers.</summary>
    public static void AssertSays(this Exception exception, LayerUnderTest<float> layer, params object[] words)
    {
        Assert.Contains(layer.Declaration.Name, exception.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Matches($@"(?<![\d.]){System.Text.RegularExpressions.Regex.Escape(word.ToString()!)}(?!\d)", exception.Message));
    }

    /// <summary>A layer that has trained on a batch of the shape and has gradients, so that there is a state to damage.</summary>
    public static LayerUnderTest<float> Trained(string name, TensorShape shape)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        float[] x = TrainedBatch(shape);
        float[] output = new float[x.Length];
        Samples.Parameters(12, layer.Layer.Parameters);
        layer.Call(Direction.ForwardTraining, x, default, output, shape);
        layer.Call(Direction.Backward, x, Samples.Normal<float>(13, shape), output, shape);
        return layer;
    }

    /// <summary>The batch that such a layer has trained on. Batches of several sizes begin with the same samples.</summary>
    public static float[] TrainedBatch(TensorShape shape) => Samples.Normal<float>(11, shape);

    public static LayerUnderTest<float> Trained(string name) => Trained(name, LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(3, 6));
}
